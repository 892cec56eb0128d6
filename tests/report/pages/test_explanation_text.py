from pathlib import Path

import pytest
from rich.console import Console

from servsim.explanation.explanation import explain
from servsim.report.pages.explanation_text import print_explanation
from servsim.scenario import Scenario, load
from servsim.scenario.reading.gallery import gallery_path
from servsim.scenario.variants.origins import read_document
from tests.samples import smallest


def told(scenario: Scenario, option: str = "baseline", file: Path | None = None) -> str:
    console = Console(width=160, color_system=None)
    with console.capture() as captured:
        print_explanation(explain(scenario, option, None if file is None else read_document(file)), console)
    return captured.get()


@pytest.mark.parametrize("name", ["hotel_front_desk", "hospital_outpatients", "coffee_shop", "bank_call_centre"])
def test_the_gallery_is_explained_whole(name: str) -> None:
    path = gallery_path(name)
    scenario = load(path)
    text = told(scenario, file=path)
    for part in (*scenario.teams, *scenario.touchpoints, *scenario.segments):
        assert part.replace("_", " ") in text
    assert "Bottleneck: " in text
    assert "All formulas treat each stretch as if it lasted for ever" in text
    assert " line " in text
    assert "default [A]: assumption" in text


def test_a_row_says_what_the_formula_found() -> None:
    text = told(Scenario.model_validate(smallest()))
    row = next(line for line in text.splitlines() if line.startswith("09:00–12:00"))
    assert row.split()[1:5] == ["2", "20.0", "4.0", "min"]
    assert "M/G/c (Kimura 1986" in text
    assert "Where the values come from" not in text


def test_columns_that_say_nothing_are_left_out() -> None:
    header = next(line for line in told(Scenario.model_validate(smallest())).splitlines() if "per hour" in line)
    assert header.split() == ["agents", "per", "hour", "handling", "erlang", "load", "wait", "≤", "20", "s", "formula"]
    bank = told(load(gallery_path("bank_call_centre")))
    assert "lost" in next(line for line in bank.splitlines() if "per hour" in line)


def test_an_overload_is_said_with_its_backlog() -> None:
    raw = smallest()
    raw["teams"]["desk"]["agents"] = 1
    text = told(Scenario.model_validate(raw))
    assert "more than they can do" in text
    assert "Fluid: under overload" in text
    row = next(line for line in text.splitlines() if line.startswith("09:00–12:00"))
    assert row.split()[-2:] == ["15", "fluid"]


def test_a_short_stretch_is_marked_and_the_mark_explained() -> None:
    text = told(load(gallery_path("hotel_front_desk")))
    assert "A wait with < is longer than what to expect" in text
    row = next(line for line in text.splitlines() if line.startswith("17:00–18:00"))
    assert " < " in row


def test_values_of_an_option_are_told_as_such() -> None:
    path = gallery_path("hotel_front_desk")
    text = told(load(path), "script_it", path)
    rows = [line for line in text.splitlines() if line.startswith("touchpoints.check_in.standardization")]
    assert len(rows) == 1
    assert "this option, " in rows[0]


def test_waits_by_priority() -> None:
    path = gallery_path("hospital_outpatients")
    assert "Mean wait by priority in reception" in told(load(path), "urgent_first")


def test_a_service_without_teams() -> None:
    raw = {"segments": {"guests": {"arrivals": {"per_hour": 20}}}, "touchpoints": {"kiosk": {"handling": "1 min"}}}
    assert "No team has work, so there is no bottleneck." in told(Scenario.model_validate(raw))
