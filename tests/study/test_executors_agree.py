"""Whoever simulates, and however the work is cut: the files of the results are the same bytes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from servsim.report.output.folder import write_results
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.samples import town_hall
from tests.sketches import sketched

REPLICATIONS = 5
FILES = ("report.html", "kpis.csv", "summary.csv")
OPTIONS = {"script_it": town_hall()["options"]["script_it"], "without": {"touchpoints.kiosk.next": None}}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return Scenario.model_validate(town_hall(options=OPTIONS, study={"engine": "simpy"}))


def written(result: StudyResult, folder: Path) -> dict[str, bytes]:
    """With empty frames for figures, which are drawn from the same tables."""
    with sketched():
        write_results(result, folder, file="town.yaml")
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def expected(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one worker finds, trial by trial."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("servsim.study.running.chunks.GOOD_SECONDS", 0.0)
        result = run(scenario, replications=REPLICATIONS, seed=5)
    return written(result, tmp_path_factory.mktemp("serial"))


@pytest.mark.parametrize("seconds", [0.1, 1e9])
def test_long_chunks(
    scenario: Scenario, expected: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr("servsim.study.running.chunks.GOOD_SECONDS", seconds)
    monkeypatch.setattr("servsim.study.running.chunks.FASTEST_GROWTH", 100)
    assert written(run(scenario, replications=REPLICATIONS, seed=5), tmp_path) == expected


@pytest.mark.parametrize("workers", [pytest.param(2, marks=pytest.mark.long), 3])
def test_processes(scenario: Scenario, expected: dict[str, bytes], tmp_path: Path, workers: int) -> None:
    result = run(scenario, replications=REPLICATIONS, seed=5, workers=workers)
    assert result.execution == ("processes", workers, 0, False)
    assert written(result, tmp_path) == expected


@pytest.mark.parametrize("workers", [1, 7])
def test_threads_of_somebody(scenario: Scenario, expected: dict[str, bytes], tmp_path: Path, workers: int) -> None:
    with ThreadPoolExecutor(workers) as executor:
        result = run(scenario, replications=REPLICATIONS, seed=5, executor=executor)
    assert result.execution == ("threads", workers, 0, False)
    assert written(result, tmp_path) == expected


def test_threads_with_the_compiled_engine(scenario: Scenario, tmp_path: Path) -> None:
    pytest.importorskip("numba", reason="needs the extra: fast")
    compiled = scenario.with_changes({"study.engine": "compiled"})
    alone = run(compiled, replications=REPLICATIONS, seed=5)
    several = run(compiled, replications=REPLICATIONS, seed=5, workers=3)
    assert several.execution == ("threads", 3, 0, False)
    assert written(several, tmp_path / "several") == written(alone, tmp_path / "alone")


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_cluster(scenario: Scenario, expected: dict[str, bytes], tmp_path: Path) -> None:
    distributed: Any = pytest.importorskip("distributed", reason="needs the extra: cluster")
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with (
        distributed.LocalCluster(**options, silence_logs="CRITICAL") as local,
        distributed.Client(local, set_as_default=False) as client,
    ):
        result = run(scenario, replications=REPLICATIONS, seed=5, executor=client)
    assert result.execution == ("dask", 2, 0, False)
    assert written(result, tmp_path) == expected


@pytest.mark.parametrize("kept", [2, 4])
def test_trials_that_were_kept(scenario: Scenario, expected: dict[str, bytes], tmp_path: Path, kept: int) -> None:
    run(scenario, replications=kept, seed=5, folder=tmp_path)
    result = run(scenario, replications=REPLICATIONS, seed=5, folder=tmp_path, workers=2)
    assert result.execution == ("processes", 2, 3 * kept, False)
    assert written(result, tmp_path) == expected


def test_twin_another_seed_gives_other_bytes(scenario: Scenario, expected: dict[str, bytes], tmp_path: Path) -> None:
    other = written(run(scenario, replications=REPLICATIONS, seed=6), tmp_path)
    assert all(other[name] != expected[name] for name in FILES)
