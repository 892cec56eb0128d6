import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.scenario.variants.factors import factors_of, stated_factors


def told(town: Scenario, *texts: str) -> list[str]:
    with pytest.raises(ServsimError) as error:
        factors_of(town, stated_factors(texts))
    return str(error.value).splitlines()


def test_texts_of_the_command_line() -> None:
    assert stated_factors(["a.b=1:2", " c = x=y", "d"]) == [("a.b", "1:2"), ("c", " x=y"), ("d", None)]


def test_levels_by_path(town: Scenario) -> None:
    [agents, dial] = factors_of(
        town, [("teams.office.agents", "1:3"), ("touchpoints.counter.standardization", np.array([0.2, 0.4]))]
    )
    assert [level.value for level in agents.levels] == [1, 2, 3]
    assert [level.value for level in dial.levels] == [0.2, 0.4]


def test_an_addition_goes_into_every_interval_of_a_roster(town: Scenario) -> None:
    [desk] = factors_of(town, [("teams.desk.agents", "-1:+1")])
    assert [level.value for level in desk.levels] == [
        {"09:00": 1, "10:00": 2, "12:00": 1}, {"09:00": 2, "10:00": 3, "12:00": 2},
        {"09:00": 3, "10:00": 4, "12:00": 3},
    ]  # fmt: skip
    [office] = factors_of(town, [("teams.office.agents", "+1,+2")])
    assert [level.value for level in office.levels] == [2, 3]


def test_every_fault_is_told_at_once(town: Scenario) -> None:
    assert told(
        town,
        "teams.dsk.agents=3:8",
        "touchpoints.counter.standardization=0.5:1.5:0.5",
        "touchpoints.counter.handling=4",
        "touchpoints.kiosk.standardization=+0:+1",
        "study.seed=1:3",
        "teams.desk.agents=1:2",
        "teams.desk.agents=3",
        "teams.desk=3",
        "segments.walk_in.needs.spread",
    ) == [
        'teams.dsk.agents: there is no "dsk" in teams; did you mean "desk"?',
        "touchpoints.counter.standardization: found 1.5; at most 1 is possible",
        'touchpoints.counter.handling: found 4, a number without a unit; a duration needs one: s, min, h, d ("4 min")',
        'touchpoints.kiosk.standardization: "+0" is added to a number or a roster; the scenario states nothing',
        'study.seed: "study.seed" cannot be varied',
        "teams.desk.agents: is varied twice",
        'teams.desk: "teams.desk.agents" is varied too, and one lies within the other',
        'segments.walk_in.needs.spread: found nothing; levels are written "3:8", "0:1:0.1", "4 min,6 min" or, on '
        'top of what is stated, "+0:+4"',
    ]


def test_nothing_to_vary(town: Scenario) -> None:
    assert "nothing is varied" in told(town)[0]


def test_what_is_below_nothing(town: Scenario) -> None:
    assert told(town, "teams.desk.agents=-3:+0")[0] == "teams.desk.agents: found -1; at least 0 is needed"
    assert "loyalty" in told(town, "loyality.margin=1,2")[0]
