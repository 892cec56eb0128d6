"""Where the variance of a scenario's KPI comes from: the right parameter, of those that stood out."""

import pytest
from samples import smallest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.ranges.attributing import attributed
from servsim.study.ranges.question import Question

RANGES = {
    "teams.desk.wage": {"between": ["10 per hour", "40 per hour"]},
    "servqual.crowding": {"between": [0, 0.5]},
    "segments.guests.arrivals.per_hour": {"between": [12, 26]},
}
STUDY = {"ignorance": "stated", "engine": "simpy"}


@pytest.fixture(scope="module")
def result() -> StudyResult:
    raw = smallest(uncertain=RANGES, study=STUDY, options={"more": {"teams.desk.agents": 3}})
    raw["segments"]["guests"]["arrivals"]["day_to_day_cv"] = 0
    return run(Scenario.model_validate(raw), replications=16, seed=3, outer=24)


def test_the_wait_comes_from_the_arrivals_and_nothing_else(result: StudyResult) -> None:
    found = attributed(result, Question("wait_mean"), rows=64)
    total = dict(zip((one.name for one in found.parameters), found.indices.total, strict=True))
    assert found.points == 64 * 5
    assert total["segments.guests.arrivals.per_hour"].value > 0.8
    assert total["segments.guests.arrivals.per_hour"].separable
    assert not total["teams.desk.wage"].separable
    assert not total["servqual.crowding"].separable


def test_of_an_option_its_change_is_attributed(result: StudyResult) -> None:
    found = attributed(result, Question("labour_cost", "more"), rows=16)
    best = max(zip(found.indices.first, found.parameters, strict=True))
    assert best[1].name == "teams.desk.wage"
    assert best[0].value == pytest.approx(1.0, abs=0.35)


def test_the_strongest_are_looked_at_first(result: StudyResult) -> None:
    found = attributed(result, Question("wait_mean"), rows=64)
    assert found.parameters[0].name == found.table()["parameter"][0] == "segments.guests.arrivals.per_hour"
    assert found.table()["separable"].tolist() == [True, False, False]


@pytest.mark.parametrize("rows", [0, 1, 48])
def test_rows_are_a_power_of_two(result: StudyResult, rows: int) -> None:
    with pytest.raises(ServsimError, match=f"found {rows} rows of points; it takes a power of two"):
        attributed(result, Question("wait_mean"), rows)


@pytest.mark.parametrize("question", [Question("no_kpi"), Question("csat", "no_option")])
def test_unknown_names(result: StudyResult, question: Question) -> None:
    with pytest.raises(ServsimError, match=r"there is no KPI \w+ of an option \w+ in this study"):
        attributed(result, question)


def test_without_ranges_nothing_can_be_attributed(tiny_result: StudyResult) -> None:
    with pytest.raises(ServsimError, match="the ranges of this study were not gone over"):
        attributed(tiny_result, Question("csat"))


@pytest.fixture(scope="module")
def tiny_result() -> StudyResult:
    return run(Scenario.model_validate(smallest()), replications=2, seed=3)


def test_a_warm_up_that_was_found_is_that_of_the_study() -> None:
    """An option's own statement leaves it open; what the study found is taken along."""
    clock = {"days": 1, "warm_up": "auto"}
    raw = smallest(uncertain=RANGES, study=STUDY, clock=clock, options={"more": {"teams.desk.agents": 3}})
    found = run(Scenario.model_validate(raw), replications=8, seed=3, outer=8)
    assert found.warm_up is not None
    assert attributed(found, Question("labour_cost", "more"), rows=16).points == 16 * 5
