from rich.console import Console

from servsim.explanation.transitions import visits_per_customer
from servsim.report.parts.understand.journey_tree import journey_maps
from servsim.scenario import Scenario, load
from servsim.scenario.reading.gallery import gallery_path
from servsim.wording import wording


def drawn(scenario: Scenario) -> str:
    rows = visits_per_customer(scenario).tolist()
    visits = {
        name: dict(zip(scenario.touchpoints, row, strict=True))
        for name, row in zip(scenario.segments, rows, strict=True)
    }
    console = Console(width=100, color_system=None)
    with console.capture() as captured:
        for tree in journey_maps(scenario, visits, wording()):
            console.print(tree)
    return captured.get()


def test_a_way_with_its_shares_in_order() -> None:
    lines = drawn(load(gallery_path("hotel_front_desk"))).splitlines()
    assert lines == [
        "business, families, coach party",
        "└── 100 % to check in (desk; 1.00 visits per customer)",
        "    ├── 15 % to questions (desk; 0.15 visits per customer)",
        "    └── 85 % leave",
    ]


def test_ways_that_differ_are_drawn_apart_and_loops_end() -> None:
    text = drawn(load(gallery_path("hospital_outpatients")))
    assert text.splitlines()[0] == "urgent, first visit"
    assert "\nfollow up\n" in text
    assert "100 % to first consultation, drawn above (at most 2 visits)" in text
    assert "payment (self-service; " in text


def test_a_name_with_signs_of_markup_is_told_as_it_is() -> None:
    raw = {"segments": {"guests": {"arrivals": {"per_hour": 1}}}, "touchpoints": {"bold_x": {"handling": "1 min"}}}
    assert "to bold x (self-service" in drawn(Scenario.model_validate(raw))
