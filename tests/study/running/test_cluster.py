import os
import signal
import socket
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.running import cluster as cluster_module
from servsim.study.running.cluster import cluster, cluster_executor, cluster_workers, is_cluster
from servsim.study.running.identity import installed

needs_dask = pytest.mark.skipif(not find_spec("distributed"), reason="needs the extra: cluster")
# What Dask leaves open when its processes are killed under it is not servsim's to close.
quiet = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(cluster_module, "PATIENCE", 0.5)


def test_without_the_library_it_is_told_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ServsimError, match=r'^a cluster needs Dask: pip install "servsim\[cluster\]"$'):
        cluster("tcp://127.0.0.1:8786").__enter__()


NO_ADDRESSES = ["", "host", "host:8786", "tcp://host", "tcp://:8786", "udp://host:1", "tcp://a:b", "inproc://x"]


@pytest.mark.long
@needs_dask
@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ServsimError, match=r'^found ".*"; a cluster is named by its scheduler, as tcp://HOST:8786$'):
        cluster(address).__enter__()


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of somebody who listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.long
@needs_dask
def test_where_nobody_answers_it_is_told_soon(silent: str) -> None:
    for address in (silent, "tcp://127.0.0.1:1", "tcp://no.such.host.invalid:8786"):
        with pytest.raises(ServsimError, match=r"^no Dask scheduler answers at .* within 0\.5 s; start one with: dask"):
            cluster(address).__enter__()


class Client:
    """What servsim asks of a Dask client."""

    def __init__(self, **versions: object) -> None:
        self.versions = versions

    def run(self, function: object, name: str, on_error: str) -> dict[str, object]:
        assert (function, name, on_error) == (version, "servsim", "return")
        return self.versions

    def get_executor(self, pure: bool) -> str:
        assert not pure
        return "executor"


def test_workers_with_another_version_are_refused() -> None:
    with pytest.raises(ServsimError, match=r"^the worker at w1 has servsim 0\.0\.1, this is .*; install it there$"):
        cluster_executor(Client(w0=installed(), w1="0.0.1"))
    with pytest.raises(ServsimError, match=r"^the worker at w0 has no servsim, this is servsim "):
        cluster_executor(Client(w0=ModuleNotFoundError("servsim")))
    assert cluster_executor(Client(w0=installed())) == "executor"
    assert cluster_executor(Client()) == "executor"


def test_other_things_are_no_cluster() -> None:
    assert not is_cluster(Client())
    assert not is_cluster(None)


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """A cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed", reason="needs the extra: cluster")
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with distributed.LocalCluster(**options, silence_logs="CRITICAL") as local:
        yield local


@pytest.mark.long
@quiet
def test_a_study_on_a_cluster_gives_the_same_numbers(dask: Any, town: Scenario, town_study: StudyResult) -> None:
    with cluster(dask.scheduler_address) as client:
        for executor in (client, client.get_executor()):
            assert is_cluster(executor)
            result = run(town, replications=6, seed=5, executor=executor)
            assert result.tables.tobytes() == town_study.tables.tobytes()
            assert result.execution[:2] == ("dask", 2)
        assert cluster_workers(executor) == 2


@pytest.mark.long
@quiet
def test_a_worker_killed_in_the_middle_changes_nothing(dask: Any, town: Scenario) -> None:
    expected = run(town, replications=40, seed=5)
    with cluster(dask.scheduler_address) as client:
        workers = sorted(client.run(os.getpid).values())
        killed: list[int] = []

        def kill_one(done: int, total: int) -> None:
            if done > total // 4 and not killed:
                killed.append(workers[0])
                os.kill(workers[0], signal.SIGKILL)

        result = run(town, replications=40, seed=5, executor=client, progress=kill_one)
    assert killed
    assert result.tables.tobytes() == expected.tables.tobytes()
    assert result.replications == 40


@pytest.mark.long
@quiet
def test_a_scheduler_without_workers_is_told() -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra: cluster")
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs="CRITICAL") as empty,
        pytest.raises(ServsimError, match=r"^the cluster at .* has no workers; start one with: dask worker tcp://"),
    ):
        cluster(empty.scheduler_address).__enter__()
