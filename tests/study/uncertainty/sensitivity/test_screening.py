"""Morris screening of a scenario: effects that can be told beforehand, and trajectories that lead nowhere."""

import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from servsim.study.uncertainty.sensitivity.screening import Screening, screening
from tests.samples import smallest

RANGES = {
    "teams.desk.wage": {"between": ["10 per hour", "40 per hour"]},
    "servqual.crowding": {"between": [0, 0.5]},
    "segments.guests.arrivals.per_hour": {"between": [12, 26]},
}
STUDY = {"uncertainty": "stated", "engine": "simpy"}
DESK = {"check_in": {"team": "desk", "handling": {"exponential": {"mean": "4 min"}}}}


def studied(**changes: object) -> StudyResult:
    raw = smallest(study=STUDY, **{"uncertain": RANGES, "options": {"more": {"teams.desk.agents": 3}}} | changes)
    raw["segments"]["guests"]["arrivals"]["day_to_day_cv"] = 0
    return run(Scenario.model_validate(raw), replications=16, seed=3)


@pytest.fixture(scope="module")
def result() -> StudyResult:
    return studied()


@pytest.fixture(scope="module")
def waits(result: StudyResult) -> Screening:
    return screening(result, KpiQuestion("wait_mean"), 12)


def test_the_cost_rises_with_the_wage_by_hours_times_range(result: StudyResult) -> None:
    """Two people, three hours, 30 per hour more; whoever comes does not change it, so that nothing is chance."""
    found = screening(result, KpiQuestion("labour_cost"), 4)
    wage, *others = found.table().itertuples()
    assert wage.parameter == "teams.desk.wage"
    assert wage.mu == wage.mu_star == pytest.approx(2 * 3 * 30, rel=0.1)
    assert wage.separable
    assert [other.mu_star for other in others] == pytest.approx([0, 0], abs=20)
    more = screening(result, KpiQuestion("labour_cost", "more"), 4).table()
    assert more["mu"][0] == pytest.approx(1 * 3 * 30, rel=0.1)


def test_the_wait_hangs_on_the_arrivals_and_differs_with_nothing_else(waits: Screening) -> None:
    table = waits.table().set_index("parameter")
    assert table.index[0] == "segments.guests.arrivals.per_hour"
    assert table["mu_star"].iloc[0] == pytest.approx(table["mu"].iloc[0]), "more customers always wait longer"
    assert table["separable"].tolist() == [True, False, False]
    assert table["mu_star"].iloc[1:].tolist() == [0.0, 0.0], "on the same customers, no effect is no change at all"
    assert (waits.trajectories, waits.left_out, waits.points) == (12, 0, 12 * 4)


def test_the_same_seed_gives_the_same_answer(result: StudyResult, waits: Screening) -> None:
    assert screening(result, KpiQuestion("wait_mean"), 12) == waits


def test_trajectories_into_an_overload_are_left_out() -> None:
    """Beyond 30 per hour two people cannot serve a queue that nobody leaves, all night long."""
    arrivals = {"segments.guests.arrivals.per_hour": {"between": [10, 40]}, "servqual.crowding": {"between": [0, 0.5]}}
    endless = studied(uncertain=arrivals, clock={"days": 1})
    with pytest.raises(ServsimError, match=r"only \d of 4 trajectories have a wait_mean at all their points"):
        screening(endless, KpiQuestion("wait_mean"), 4)


def test_what_cannot_be_screened(result: StudyResult) -> None:
    with pytest.raises(ServsimError, match="found 3 trajectories; at least 4 are needed"):
        screening(result, KpiQuestion("csat"), 3)
    with pytest.raises(ServsimError, match="there is no KPI cast"):
        screening(result, KpiQuestion("cast"))
    with pytest.raises(ServsimError, match="no number of this scenario has a range"):
        screening(studied(uncertain={}), KpiQuestion("csat"))
