from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.checking.littles_law import area, littles_law
from tests.samples import smallest
from tests.study.checking.altered_logs import Alter, dropped, longer_handling, period, shorter_wait, twice, with_log

STAYS = st.lists(st.tuples(st.floats(0, 1e4), st.floats(0, 500)), max_size=40)
CLOCKS = {
    "never closes": {"days": 2, "warm_up": "9 h"},
    "queues overnight": {"open": "09:00", "close": "12:00", "days": 2, "at_close": "keep_waiting"},
    "sends home": {"open": "09:00", "close": "12:00", "days": 2, "at_close": "send_home"},
}


@given(stays=STAYS)
def test_the_area_under_the_number_there_is_the_sum_of_the_stays(stays: list[tuple[float, float]]) -> None:
    begun = np.array([start for start, _ in stays])
    lasted = np.array([minutes for _, minutes in stays])
    assert area(begun, begun + lasted) == pytest.approx(float(lasted.sum()), abs=1e-6)


def test_the_number_waiting_is_arrivals_times_wait(town_study: StudyResult) -> None:
    for option in town_study.options:
        found = list(littles_law(period(town_study, option)))
        assert [(check.name, check.team) for check in found] == [
            (name, team) for team in ("desk", "office") for name in ("waiting", "busy")
        ]
        for check in found:
            assert check.verdict == "agrees"
            assert check.simulated == pytest.approx(check.expected, abs=1e-7)
            assert check.expected > 0


def test_busy_agents_are_the_occupancy_of_the_roster(town_study: StudyResult) -> None:
    """The same number on a third way: the study's occupancy times paid hours, both days and overtime included."""
    check = next(one for one in littles_law(period(town_study)) if (one.name, one.team) == ("busy", "desk"))
    occupancy = town_study.kpis().query("scope == 'team' and name == 'desk' and option == 'baseline'").iloc[0]
    paid = occupancy["labour_cost_EUR"] / 24.0
    assert check.simulated * 7.0 == pytest.approx(occupancy["occupancy_share"] * paid)


@pytest.mark.parametrize("name", CLOCKS)
def test_who_is_still_there_is_accounted_for(name: str) -> None:
    demand = {"guests": {"arrivals": {"per_hour": 40}}}
    result = run(Scenario.model_validate(smallest(clock=CLOCKS[name], segments=demand)), replications=2)
    waiting, busy = littles_law(period(result))
    assert {waiting.verdict, busy.verdict} == {"agrees"}
    if name == "never closes":
        assert waiting.why == ("still_there",)
        assert waiting.simulated > waiting.expected + 0.5


def test_nobody_is_no_fault() -> None:
    nobody = smallest(segments={"guests": {"arrivals": {"per_hour": 0}}})
    found = list(littles_law(period(run(Scenario.model_validate(nobody), replications=2))))
    assert {(check.verdict, check.simulated) for check in found} == {("agrees", 0.0)}


@pytest.mark.parametrize(
    ("alter", "law"),
    [(shorter_wait, "waiting"), (dropped, "waiting"), (dropped, "busy"), (twice, "waiting"), (longer_handling, "busy")],
)
def test_twin_a_broken_log_breaks_the_law(town_study: StudyResult, alter: Alter, law: str) -> None:
    assert law in {check.name for check in littles_law(with_log(period(town_study), alter)) if check.failed}


def test_twin_a_mean_that_the_log_does_not_give(town_study: StudyResult) -> None:
    right = period(town_study)
    wrong = replace(right, figures=replace(right.figures, wait_mean=right.figures.wait_mean * 1.0001))
    assert {check.name for check in littles_law(wrong) if check.failed} == {"waiting"}
