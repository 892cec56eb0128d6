"""Which numbers vary, over what, and how they are written back into a scenario."""

from pathlib import Path

import pytest

from servsim.scenario import Scenario
from servsim.scenario.checking.uncertain_checks import number_at
from servsim.scenario.variants.parameters import DECISIONS, WRITERS, Parameter, generic, meaning_of, parameters
from tests.samples import smallest, town_hall

RANGES = {
    "time.standard_saving": {"between": [0.1, 0.3], "shape": "triangular"},
    "teams.desk.agents": {"between": [2, 4]},
    "touchpoints.counter.handling.lognormal.mean": {"between": ["240 s", "6 min"]},
    "touchpoints.counter.next.back_office": {"between": ["20 %", "30 %"]},
    "teams.desk.wage": {"between": ["20 per hour", "30 per hour"]},
    "redial.delay": {"between": ["5 min", "20 min"]},
}


def made(**sections: object) -> Scenario:
    raw = town_hall(uncertain=RANGES, **sections)
    raw["teams"]["desk"]["agents"] = 3
    return Scenario.model_validate(raw)


def by_name(scenario: Scenario) -> dict[str, Parameter]:
    return {one.name: one for one in parameters(scenario, tuple(scenario.options))}


def test_stated_ranges_are_read_in_inner_units() -> None:
    found = by_name(made(study={"uncertainty": "stated"}))
    assert list(found) == list(RANGES)
    told = {name: (one.low, one.high, one.shape, one.form) for name, one in found.items()}
    assert told == {
        "time.standard_saving": (0.1, 0.3, "triangular", ""),
        "teams.desk.agents": (2.0, 4.0, "uniform", "whole"),
        "touchpoints.counter.handling.lognormal.mean": (4.0, 6.0, "uniform", "min"),
        "touchpoints.counter.next.back_office": (0.2, 0.3, "uniform", "%"),
        "teams.desk.wage": (20 / 60, 0.5, "uniform", "per min"),
        "redial.delay": (5.0, 20.0, "uniform", "min"),
    }
    assert found["redial.delay"].value == 10.0
    assert all(one.stated for one in found.values())


def test_each_writer_writes_what_is_read_as_that_number() -> None:
    scenario = made()
    for one in parameters(scenario, ()):
        middle = round(0.5 * (one.low + one.high)) if one.form == "whole" else 0.3 * one.low + 0.7 * one.high
        if one.name.startswith("satisfaction.journey"):
            continue  # parts of 1: one alone cannot change
        changed = scenario.with_replacements(one.changes(middle, one.paths))
        assert number_at(changed, tuple(one.paths[0].split("."))) == pytest.approx(middle, rel=1e-9), one.name
    assert {one.form for one in parameters(scenario, ())} == set(WRITERS)


def test_defaults_at_their_own_values_change_nothing(town: Scenario) -> None:
    here = {default.path for default in town.defaults()}
    changes = [change for one in parameters(town, ()) for change in one.changes(one.value, here)]
    assert len(changes) > 60
    assert town.with_replacements(changes).model_dump() == town.model_dump()


def test_a_default_of_several_parts_is_one_piece_of_ignorance(town: Scenario) -> None:
    found = by_name(town)["segments.*.expectations.zone"]
    assert found.paths == ("segments.walk_in.expectations.zone", "segments.regulars.expectations.zone")
    changed = town.with_replacements(found.changes(2.0, found.paths))
    assert [segment.expectations.zone for segment in changed.segments.values()] == [2.0, 2.0]
    assert generic("time.standard_saving") == "time.standard_saving"


def test_what_is_stated_does_not_vary_and_decisions_never_do(town: Scenario) -> None:
    assert "time.standard_saving" in by_name(town)
    stated = town.with_changes({"time.standard_saving": 0.2})
    assert "time.standard_saving" not in by_name(stated)
    assert not DECISIONS & set(by_name(town))


def test_defaults_of_parts_that_only_an_option_has_vary_too() -> None:
    option = {"self_service": {"segments.late": {"arrivals": {"per_hour": 3}}}}
    found = by_name(Scenario.model_validate(smallest(options=option)))
    assert "segments.late.needs.spread" in found["segments.*.needs.spread"].paths


@pytest.mark.parametrize(
    ("sections", "name"),
    [
        ({"loyalty": {}}, "loyalty.word_of_mouth"),
        ({"loyalty": {}}, "loyalty.discount_rate"),
        ({"satisfaction": {"model": "kano"}}, "satisfaction.disconfirmation"),
        ({"servqual": {"wait_table": {"0 min": 1, "9 min": 0}}}, "servqual.loss_aversion"),
        ({"redial": None}, "redial.probability"),
        ({"servqual": {"weights": {"empathy": 16}}}, "servqual.weights.reliability"),
    ],
)
def test_what_is_switched_off_does_not_vary(sections: dict[str, object], name: str) -> None:
    on = Scenario.model_validate(town_hall(redial={}))
    off = Scenario.model_validate({key: value for key, value in town_hall(**sections).items() if value is not None})
    assert name in by_name(on)
    assert name not in by_name(off)


def test_effects_of_a_dial_that_nobody_turns_do_not_vary() -> None:
    raw = smallest()
    raw["touchpoints"]["check_in"] |= {"standardization": 0, "personalization": 0}
    still = by_name(Scenario.model_validate(raw))
    assert {"time.standard_saving", "fit.rigidity", "time.personal_cost"}.isdisjoint(still)
    turned = by_name(Scenario.model_validate({**raw, "options": {"on": {"touchpoints.check_in.standardization": 1}}}))
    assert "time.standard_saving" in turned
    assert "time.personal_cost" not in turned


def test_meanings_come_from_the_documentation() -> None:
    assert meaning_of(("time", "standard_saving")).startswith("Share of the mean handling time")
    assert meaning_of(("touchpoints", "counter", "next", "back_office")) == ""


def test_replayed_arrivals_are_as_they_were(tmp_path: Path) -> None:
    """How much days differ is no default there, since it cannot be stated; where arrivals are drawn it is."""
    (tmp_path / "came.csv").write_text("time\n09:10\n09:20\n11:30\n", encoding="utf-8")
    replay = {"arrivals": {"replay": {"file": "came.csv", "time": "time"}}}
    name = "segments.*.arrivals.day_to_day_cv"
    both = {"guests": {"arrivals": {"per_hour": 20}}, "regulars": replay}
    one = Scenario.model_validate(smallest(segments=both), context={"folder": tmp_path})
    assert by_name(one)[name].paths == ("segments.guests.arrivals.day_to_day_cv",)
    all_replayed = Scenario.model_validate(smallest(segments={"regulars": replay}), context={"folder": tmp_path})
    assert name not in by_name(all_replayed)
    assert len(by_name(all_replayed)) > 30, "all others are there"
