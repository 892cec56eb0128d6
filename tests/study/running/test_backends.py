import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running.backends import Backend, given_backend, own_backend, own_kind
from servsim.study.running.chunks import Chunk
from servsim.study.running.machine import usable_cores

CHUNK = Chunk(0, range(2))


class Loud(Executor):
    """Somebody else's executor: does things at once."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.fixture
def study(tiny: Scenario) -> Study:
    return Study(tiny.with_changes({"study.engine": "simpy"}))


@pytest.fixture
def compiled(tiny: Scenario) -> Study:
    pytest.importorskip("numba", reason="needs the extra: fast")
    return Study(tiny.with_changes({"study.engine": "compiled"}))


def found(backend: Backend) -> list[bytes]:
    return [trial.table.tobytes() for trial in backend.take(CHUNK).result().trials]


def test_one_worker_is_this_process(study: Study) -> None:
    backend = own_backend(study, 1, 1)
    assert (backend.kind, backend.executor, backend.count()) == ("serial", None, 1)
    assert backend.take(CHUNK).done()
    backend.end(at_once=True)


def test_the_reference_engine_works_in_processes(study: Study) -> None:
    backend = own_backend(study, 1, 2)
    assert (own_kind(study), backend.kind, backend.count()) == ("processes", "processes", 2)
    assert found(backend) == found(own_backend(study, 1, 1))
    backend.end(at_once=False)


def test_the_compiled_engine_works_in_threads(compiled: Study) -> None:
    backend = own_backend(compiled, 1, 3)
    assert (own_kind(compiled), backend.kind, backend.count()) == ("threads", "threads", 3)
    assert found(backend) == found(own_backend(compiled, 1, 1))
    backend.end(at_once=False)


def sleep(_: Chunk) -> None:
    time.sleep(600)


def test_processes_of_ours_can_be_sent_home_at_once(study: Study) -> None:
    backend = own_backend(study, 1, 2)
    Backend(backend.kind, sleep, backend.executor, backend.count, True).take(CHUNK)  # type: ignore[arg-type]
    time.sleep(0.2)
    backend.end(at_once=True)


@pytest.mark.parametrize(("kind", "name"), [(ThreadPoolExecutor, "threads"), (ProcessPoolExecutor, "processes")])
def test_executors_of_the_library_can_be_given_and_stay(study: Study, kind: Any, name: str) -> None:
    method = {"mp_context": multiprocessing.get_context("spawn")} if kind is ProcessPoolExecutor else {}
    with kind(1, **method) as executor:
        backend = given_backend(study, 1, executor, 1)
        assert (backend.kind, backend.count()) == (name, 1)
        assert found(backend) == found(own_backend(study, 1, 1))
        backend.end(at_once=True)
        assert executor.submit(os.getpid).result() > 0


def test_any_executor_will_do(study: Study) -> None:
    assert found(given_backend(study, 1, Loud(), 1)) == found(own_backend(study, 1, 1))
    assert given_backend(study, 1, Loud(), 1).kind == "Loud"
    assert given_backend(study, 1, Loud(), 1).count() == usable_cores()
    assert given_backend(study, 1, Loud(), 7).count() == 7
