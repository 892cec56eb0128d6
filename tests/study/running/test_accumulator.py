import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from servsim.measures.trial import Trial, run_trials
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running.accumulator import Accumulator
from tests.paths import ROOT
from tests.samples import town_hall

REPLICATIONS = 7
Trials = dict[tuple[int, int], Trial]


@pytest.fixture(scope="module")
def study() -> Study:
    """The town hall and an option with fewer segments and more hours."""
    gone = {"segments.regulars": None, "touchpoints.kiosk": None}
    other = {"other": {**gone, "clock.close": "13:30"}, "more": {"teams.desk.agents": 4}}
    return Study(Scenario.model_validate(town_hall(options=other, targets={})))


@pytest.fixture(scope="module")
def trials(study: Study) -> Trials:
    """All trials by option and replication."""
    return {
        (place, number): trial
        for place, model in enumerate(study.models)
        for number, trial in enumerate(run_trials(model, study.frame, 3, range(REPLICATIONS)))
    }


def counted(study: Study, trials: Trials, order: list[tuple[int, int]]) -> Accumulator:
    accumulator = Accumulator(study, REPLICATIONS)
    for place, number in order:
        accumulator.add(place, number, trials[place, number])
    return accumulator


def everything(accumulator: Accumulator) -> bytes:
    """All that a tally found, as bytes."""
    parts = [getattr(one, part.name) for one in accumulator.profiles for part in fields(one)]
    parts += [getattr(one, part.name) for several in accumulator.agents for one in several for part in fields(one)]
    return b"".join(np.asarray(part).tobytes() for part in parts) + accumulator.tables().tobytes()


def test_the_order_in_which_trials_come_does_not_matter(study: Study, trials: Trials) -> None:
    expected = everything(counted(study, trials, sorted(trials)))
    generator = np.random.default_rng(1)
    for _ in range(5):
        order = [sorted(trials)[place] for place in generator.permutation(len(trials))]
        assert everything(counted(study, trials, order)) == expected


def test_twin_another_order_of_adding_gives_other_bits(study: Study, trials: Trials) -> None:
    """The figures are sums of numbers like 0.1: it is the order of the replications that makes them the same."""
    profiles = [trials[0, number].profile for number in range(REPLICATIONS)]
    forth, back = profiles[0], profiles[-1]
    for one, other in zip(profiles[1:], profiles[-2::-1], strict=True):
        forth, back = forth.plus(one), back.plus(other)
    assert forth.waiting.tobytes() != back.waiting.tobytes()
    assert np.allclose(forth.waiting, back.waiting)


def test_a_replication_counts_when_it_is_complete_for_all_options(study: Study, trials: Trials) -> None:
    accumulator = counted(study, trials, [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)])
    assert (accumulator.done, accumulator.complete) == (5, 0)
    accumulator.add(2, 0, trials[2, 0])
    assert (accumulator.done, accumulator.complete) == (6, 2)
    accumulator.add(1, 3, trials[1, 3])
    assert (accumulator.done, accumulator.complete) == (7, 2)
    assert [profile.replications for profile in accumulator.profiles] == [2, 2, 2]
    assert [len(several) for several in accumulator.agents] == [2, 2, 2]
    assert accumulator.tables().shape[:2] == (3, 2)


def test_an_interrupt_while_adding_counts_a_replication_for_all_options_or_for_none(
    study: Study, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    accumulator = counted(study, trials, [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)])
    calls: list[object] = []

    def interrupted(self: object, other: object) -> object:
        calls.append(other)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return self

    monkeypatch.setattr("servsim.measures.profile.Profile.plus", interrupted)
    with pytest.raises(KeyboardInterrupt):
        accumulator.add(2, 1, trials[2, 1])
    assert accumulator.complete == 1
    assert [profile.replications for profile in accumulator.profiles] == [1, 1, 1]


def test_parts_that_an_option_does_not_have_are_unknown(study: Study, trials: Trials) -> None:
    tables = counted(study, trials, sorted(trials)).tables()
    for place in range(3):
        there = study.rows(place)
        lacking = [row for row in range(len(study.scopes)) if row not in there]
        assert np.isnan(tables[place][:, lacking]).all()
        for number in range(REPLICATIONS):
            assert np.array_equal(tables[place, number, there], trials[place, number].table, equal_nan=True)


PEAK = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from tests.samples import smallest
from servsim.report.output.folder import kpis_csv
from servsim.scenario import Scenario
from servsim.study import run

result = run(Scenario.model_validate(smallest()), replications=int(sys.argv[2]))
with open(sys.argv[3], "w", encoding="utf-8") as file:
    file.writelines(kpis_csv(result))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured by the resource module")
def test_memory_hardly_grows_with_the_number_of_replications(tmp_path: Path) -> None:
    def peak(replications: int) -> int:
        arguments = [str(ROOT), str(replications), str(tmp_path / "kpis.csv")]
        command = [sys.executable, "-c", PEAK, *arguments]
        return int(subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout)

    assert peak(1000) <= 1.1 * peak(100)


def test_pictures_are_let_go_once_they_are_counted(study: Study, trials: Trials) -> None:
    accumulator = counted(study, trials, [(place, number) for number in range(REPLICATIONS) for place in range(3)])
    assert accumulator._held == {}
    assert accumulator.complete == REPLICATIONS
