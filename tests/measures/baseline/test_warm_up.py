import numpy as np
import pytest

from servsim.delivery import EncounterLog
from servsim.measures.baseline.baseline import Baseline, WarmUp, settled
from servsim.measures.baseline.mser import mser5
from servsim.measures.baseline.warm_up import found_warm_up, number_inside, number_waiting
from servsim.scenario import Scenario
from servsim.study import StudyResult, run, simulate
from servsim.study.running.identity import trial_keys
from servsim.study.variants import Variants
from tests.samples import smallest


def endless(**changes: object) -> Scenario:
    raw = smallest(options={"three": {"teams.desk.agents": 3}}) | changes
    return Scenario.model_validate({**raw, "clock": {"days": 4, "warm_up": "auto", **changes.get("clock", {})}})


@pytest.fixture(scope="module")
def result() -> StudyResult:
    return run(endless(), replications=2)


@pytest.fixture(scope="module")
def log() -> EncounterLog:
    return simulate(endless().with_changes({"clock.warm_up": "0 min"})).log


def test_numbers_inside_are_those_counted_one_by_one(log: EncounterLog) -> None:
    edges = np.array([0.0, 30.0, 33.0, 700.0, 5760.0])
    for number, left in ((number_inside, log.ended), (number_waiting, log.started)):
        gone = np.where(np.isnan(left), np.where(np.isnan(log.ended), np.inf, log.ended), left)
        for found, start, stop in zip(number(log, edges), edges, edges[1:], strict=False):
            minutes = np.minimum(gone, stop) - np.maximum(log.joined, start)
            assert found == pytest.approx(np.maximum(minutes, 0.0).sum() / (stop - start))


def test_the_longest_cut_holds_for_all_options(result: StudyResult) -> None:
    found = result.baseline.warm_up
    assert found is not None
    cuts = [mser5(series).observations * found.width for series in found.inside]
    assert found.minutes >= max(cuts)
    assert found.minutes <= 2 * 1440
    variants = Variants(endless())
    assert {model.scenario.clock.warm_up for model in variants.models} == {found.minutes}
    assert variants.baseline.warm_up is not None
    assert variants.baseline.warm_up.minutes == found.minutes


def test_it_is_what_stating_it_would_be(result: StudyResult) -> None:
    assert result.baseline.warm_up is not None
    stated = run(endless(clock={"warm_up": f"{result.baseline.warm_up.minutes:.17g} min"}), replications=2)
    assert stated.tables.tobytes() == result.tables.tobytes()
    assert stated.baseline.warm_up is None


def test_it_is_part_of_what_a_trial_is() -> None:
    scenario = endless()
    one, other = (Variants(scenario, baseline=Baseline(WarmUp(minutes, False, 1.0, ()))) for minutes in (60.0, 120.0))
    assert trial_keys(one, 1) != trial_keys(other, 1)


def test_workers_elsewhere_count_the_same(result: StudyResult) -> None:
    again = run(endless(study={"engine": "simpy"}), replications=2, workers=2)
    assert again.tables.tobytes() == result.tables.tobytes()


def test_a_service_that_cannot_cope_never_settles() -> None:
    found = found_warm_up([endless(teams={"desk": {"agents": 1}}, options={})])
    assert found is not None
    assert found.run_longer
    assert found.minutes == 2 * 1440


def test_a_day_with_a_profile_is_cut_in_whole_days() -> None:
    arrivals = {"guests": {"arrivals": {"per_hour": {"00:00": 2, "09:00": 25, "18:00": 5}}}}
    found = found_warm_up([endless(segments=arrivals, clock={"days": 20}, options={})])
    assert found is not None
    assert found.minutes % 1440 == 0
    assert found.width == 288


def test_a_stated_warm_up_stays() -> None:
    stated = endless(clock={"warm_up": "2 h"})
    assert found_warm_up([stated]) is None
    assert settled(stated, 5.0) is stated
    assert simulate(endless()).model.scenario.clock.warm_up_minutes > 0
    with pytest.raises(ValueError, match="the warm-up has not been found yet"):
        endless().clock.warm_up_minutes  # noqa: B018
