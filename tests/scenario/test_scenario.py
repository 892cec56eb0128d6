"""The scenario as a value: changes, options, the anchor of measured data, journeys."""

import pickle
from datetime import date

import numpy as np
import pytest
from pydantic import ValidationError

from servsim.errors import ScenarioError
from servsim.scenario import BASELINE, Scenario, load
from tests.scenario.small import GOOD, change_faults, loaded, small

RICH = next(path for path in GOOD if path.stem == "rich")
OPTIONS = """\
options:
  more: {about: One clerk more, teams.desk.agents: 3}
  script: {touchpoints.check_in: {standardization: 0.9, personalization: 0.1}}
  both: {combine: [more, script]}
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return loaded(small(more=OPTIONS))


@pytest.fixture(scope="module")
def rich() -> Scenario:
    return load(RICH)


def test_a_change_makes_a_new_scenario(scenario: Scenario) -> None:
    changed = scenario.with_changes({"teams.desk.agents": 5, "segments.guest.tolerated_wait": "9 min"})
    assert (scenario.teams["desk"].agents, changed.teams["desk"].agents) == (2, 5)
    assert changed.segments["guest"].tolerated_wait == 9
    assert changed.with_changes({"segments.guest.tolerated_wait": None}).segments["guest"].tolerated_wait == 5
    assert changed != scenario
    assert scenario.with_changes({}) == scenario != "scenario"


def test_scenarios_are_frozen(scenario: Scenario) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        scenario.name = "x"
    with pytest.raises(ValidationError, match="frozen"):
        scenario.teams["desk"].agents = 7


def test_data_stay_anchored_where_they_were_measured(scenario: Scenario) -> None:
    assert scenario.anchor is scenario
    script = scenario.option("script")
    assert script.anchor is scenario
    again = script.with_changes({"touchpoints.check_in.standardization": 0.2})
    assert again.anchor is scenario
    assert again.touchpoints["check_in"].personalization == 0.1


def test_changes_are_held_against_the_anchor() -> None:
    made = loaded(small(("handling: 3 min", "handling: {uniform: {low: 0 min, high: 6 min}}")))
    path = "touchpoints.concierge.standardization"
    assert change_faults(made, {path: 0.5}) == []
    assert "standardization is too far below the measured level" in change_faults(made, {path: 0})[0]
    high = made.with_changes({path: 1})
    assert high.with_changes({path: 0.5}).anchor is made
    assert "spread 1.33 times as wide" in change_faults(high, {path: 0})[0]


def test_options(scenario: Scenario) -> None:
    assert scenario.option(BASELINE) is scenario
    assert scenario.option("more").teams["desk"].agents == 3
    both = scenario.option("both")
    assert (both.teams["desk"].agents, both.touchpoints["check_in"].standardization) == (3, 0.9)
    assert [change.path[-1] for change in scenario.option_changes("both")] == [
        "agents",
        "standardization",
        "personalization",
    ]
    assert scenario.option_about("more") == "One clerk more"
    assert scenario.option_about("script") == scenario.option_about(BASELINE) == ""


def test_an_option_of_an_option(scenario: Scenario) -> None:
    assert scenario.option("more").option("script") == scenario.option("both")
    assert scenario.option("more").option("script").anchor is scenario
    busy = scenario.with_changes({"segments.guest.arrivals.per_hour": 20})
    assert busy.option("more").segments["guest"].arrivals.per_hour == 20


def test_an_unknown_option(scenario: Scenario) -> None:
    with pytest.raises(KeyError) as caught:
        scenario.option("mor")
    assert caught.value.args == ('unknown option "mor"; did you mean "more"?',)


def test_changes_tell_all_their_faults(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario.with_changes({"teams.desk.agents": 2.5, "clock.day": 3})
    assert str(caught.value).splitlines() == [
        'small: clock.day: unknown key "day"; did you mean "days"?',
        "small: teams.desk.agents: found 2.5; a whole number is needed",
    ]


def test_every_option_of_the_rich_sample(rich: Scenario) -> None:
    calm = rich.option("calm").segments["citizen"]
    assert (calm.patience, calm.balking) == (None, None)
    assert rich.option("never_closing").clock.never_closes
    assert rich.option("machine").routes("door", "citizen") == {"kiosk": 0.6, "counter": 0.35}
    assert rich.option("all").time.standard_saving == 0.3
    assert set(rich.option("all").options) == set(rich.options)


def test_further_options(scenario: Scenario) -> None:
    more = scenario.with_options({"five": {"teams.desk.agents": np.int64(5)}, "again": {"combine": ["five", "script"]}})
    assert list(more.options) == ["more", "script", "both", "five", "again"]
    assert more.option("again").teams["desk"].agents == 5
    assert more.option("again").anchor is more
    assert list(scenario.options) == ["more", "script", "both"]
    changed = scenario.option("script").with_options({"five": {"teams.desk.agents": 5}})
    assert changed.anchor is scenario
    assert changed.option("five").anchor is scenario


def test_further_options_tell_their_faults(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario.with_options({"five": {"teams.dsk.agents": 5}, "baseline": {}, "x y": {}})
    assert [fault.at("f") for fault in caught.value.faults] == [
        'f: options.baseline: "baseline" is the scenario itself; name this option otherwise',
        'f: options.five.teams.dsk.agents: there is no team "dsk" to change; did you mean "desk"? '
        "(a new one needs a touchpoint that it serves)",
        'f: options.x y: found "x y"; a name is made of letters, digits, _ and -, without spaces, '
        "of at most 60 characters",
    ]


def test_the_first_day(rich: Scenario) -> None:
    assert rich.first_day == date(1999, 1, 4)
    without = rich.with_changes({"clock.first_day": None})
    assert without.clock.first_day is None
    assert without.first_day == date(1999, 1, 4)
    assert loaded(small()).first_day is None


def test_journeys(rich: Scenario) -> None:
    assert rich.journey_start("citizen") == {"door": 0.9, "counter": 0.1}
    assert rich.journey_start("企业") == {"door": 1}
    assert rich.routes("door", "citizen") == {"counter": 0.95}
    assert rich.routes("door", "企业") == {"counter": 0.5, "phone": 0.5}
    assert rich.routes("phone", "citizen") == {}
    alone = load(next(path for path in GOOD if path.stem == "smallest"))
    assert alone.journey_start("guest") == {"check_in": 1}


def test_targets(rich: Scenario) -> None:
    assert [(target.kpi, target.relation, target.value) for target in rich.parsed_targets] == [
        ("wait_p90", "<=", 12),
        ("csat", ">=", 4.2),
        ("service_level", ">=", 0.8),
        ("overtime", "<", 1),
    ]
    assert "parsed_targets" not in rich.model_dump()


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_scenario_travels_to_another_process(path: object) -> None:
    scenario = load(str(path))
    copy = pickle.loads(pickle.dumps(scenario.with_changes({"study.seed": 3})))
    assert copy.study.seed == 3
    assert copy.anchor == scenario
    assert copy.with_changes({"study.seed": scenario.study.seed}).segments == scenario.segments
    assert hash(scenario.clock) == hash(copy.clock)


def test_a_scenario_in_python() -> None:
    made = Scenario.model_validate(
        {
            "segments": {"guest": {"arrivals": {"per_hour": 3}}},
            "touchpoints": {"kiosk": {"handling": "1 min"}},
        }
    )
    assert made.with_changes({"clock.days": 3}).clock.days == 3
    assert Scenario.model_validate(made) is made
    assert (made.name, made.currency, made.study.replications, made.study.seed) == ("", "EUR", "auto", 1)
