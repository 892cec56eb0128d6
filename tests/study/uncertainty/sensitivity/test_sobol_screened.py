"""Where the variance of a scenario's KPI comes from: the right parameter, of those that move it most."""

import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.uncertainty.sensitivity import sobol_screened
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from servsim.study.uncertainty.sensitivity.sobol_screened import Attribution, attributed
from tests.samples import smallest

RANGES = {
    "teams.desk.wage": {"between": ["10 per hour", "40 per hour"]},
    "servqual.crowding": {"between": [0, 0.5]},
    "segments.guests.arrivals.per_hour": {"between": [12, 26]},
}
STUDY = {"uncertainty": "stated", "engine": "simpy"}


@pytest.fixture(scope="module")
def result() -> StudyResult:
    raw = smallest(uncertain=RANGES, study=STUDY, options={"more": {"teams.desk.agents": 3}})
    raw["segments"]["guests"]["arrivals"]["day_to_day_cv"] = 0
    return run(Scenario.model_validate(raw), replications=128, seed=3)


@pytest.fixture(scope="module")
def wait(result: StudyResult) -> Attribution:
    return attributed(result, KpiQuestion("wait_mean"), rows=64)


def test_the_wait_comes_from_the_arrivals_and_nothing_else(wait: Attribution) -> None:
    """On the same customers, what has no effect changes nothing at all, so that its indices are exactly 0."""
    total = dict(zip((one.name for one in wait.parameters), wait.indices.total, strict=True))
    assert (wait.points, wait.varied) == (64 * 5, 3)
    arrivals = total.pop("segments.guests.arrivals.per_hour")
    assert arrivals.separable
    assert arrivals.low <= 1.0 <= arrivals.high
    assert arrivals.value > 0.5
    assert set(total.values()) == {(0.0, 0.0, 0.0)}


def test_the_table_begins_with_the_strongest(wait: Attribution) -> None:
    table = wait.table()
    assert table["parameter"][0] == "segments.guests.arrivals.per_hour"
    assert table["separable"].tolist() == [True, False, False]


def test_of_an_option_its_change_is_attributed(result: StudyResult) -> None:
    found = attributed(result, KpiQuestion("labour_cost", "more"), rows=16)
    best = max(zip(found.indices.first, found.parameters, strict=True))
    assert best[1].name == "teams.desk.wage"
    assert best[0].value == pytest.approx(1.0, abs=0.35)


@pytest.mark.parametrize("rows", [0, 1, 2, 48])
def test_rows_are_a_power_of_two(result: StudyResult, rows: int) -> None:
    with pytest.raises(ServsimError, match=f"found {rows} rows of points; it takes a power of two"):
        attributed(result, KpiQuestion("wait_mean"), rows)


@pytest.mark.parametrize("question", [KpiQuestion("no_kpi"), KpiQuestion("csat", "no_option")])
def test_unknown_names(result: StudyResult, question: KpiQuestion) -> None:
    with pytest.raises(ServsimError, match=r"there is no KPI \w+ of an option \w+ in this study"):
        attributed(result, question)


def test_without_ranges_nothing_can_be_attributed() -> None:
    tiny = run(Scenario.model_validate(smallest(study=STUDY)), replications=2, seed=3)
    with pytest.raises(ServsimError, match="no number of this scenario has a range"):
        attributed(tiny, KpiQuestion("csat"))


def test_of_many_parameters_a_screening_chooses(monkeypatch: pytest.MonkeyPatch, result: StudyResult) -> None:
    monkeypatch.setattr(sobol_screened, "MOST", 2)
    found = attributed(result, KpiQuestion("wait_mean"), rows=16)
    assert [one.name for one in found.parameters] == ["segments.guests.arrivals.per_hour"], "the others move nothing"
    assert (found.varied, found.points) == (3, 16 * 3)
    with pytest.raises(ServsimError, match="nothing that varies moves customers"):
        attributed(run(still(), replications=4, seed=3), KpiQuestion("customers"), rows=16)


def still() -> Scenario:
    """Three numbers have ranges, and none of them has to do with how many customers come."""
    ranges = {name: {"between": [0, 0.5]} for name in ("servqual.crowding", "time.standard_saving", "defect.rework")}
    return Scenario.model_validate(smallest(uncertain=ranges, study=STUDY))


def test_a_warm_up_that_was_found_is_that_of_the_study() -> None:
    """An option's own statement leaves it open; what the study found is taken along."""
    clock = {"days": 1, "warm_up": "auto"}
    raw = smallest(uncertain=RANGES, study=STUDY, clock=clock, options={"more": {"teams.desk.agents": 3}})
    found = run(Scenario.model_validate(raw), replications=8, seed=3)
    assert found.baseline.warm_up is not None
    assert attributed(found, KpiQuestion("labour_cost", "more"), rows=16).points == 16 * 5
