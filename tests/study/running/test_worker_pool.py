import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from threading import Timer
from typing import Any

import pytest

from servsim.cancelling import Cancelled, CancelToken
from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running import worker_pool as pool_module
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.worker_pool import WorkerPool, checked_workers
from servsim.study.variants import Variants

CHUNKS = [Chunk(option, range(first, first + 1)) for first in range(3) for option in range(2)]


@pytest.fixture
def study(tiny: Scenario) -> Study:
    return Study(tiny.with_changes({"study.engine": "simpy"}).with_options({"more": {"teams.desk.agents": 3}}))


@pytest.fixture
def compiled(study: Study) -> Study:
    pytest.importorskip("numba", reason="needs the extra: fast")
    return Study(study.scenario.with_changes({"study.engine": "compiled"}))


class Loud(Executor):
    """Somebody else's executor: does things at once and remembers how much was ever under way."""

    def __init__(self) -> None:
        self.given: list[Any] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.given.append(args)
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def finished(pool: WorkerPool, chunks: Iterable[Chunk] = CHUNKS) -> Iterator[Finished]:
    """What the workers find, a chunk after the other."""
    for future in [pool.take(chunk) for chunk in chunks]:
        pool.wait([future], CancelToken())
        yield pool.result(future)


def all_of(pool: WorkerPool) -> dict[Chunk, bytes]:
    return {done.chunk: done.trials[0].table.tobytes() for done in finished(pool)}


def alone(variants: Variants) -> dict[Chunk, bytes]:
    with WorkerPool(variants, 1) as pool:
        return all_of(pool)


def test_one_worker_is_this_process(study: Study) -> None:
    with WorkerPool(study, 1, 1) as pool:
        assert [done.chunk for done in finished(pool)] == CHUNKS
        assert (pool.kind, pool.workers, pool.capacity()) == ("serial", 1, 1)


def test_the_reference_engine_works_in_processes(study: Study) -> None:
    with WorkerPool(study, 1, 2) as pool:
        assert all_of(pool) == alone(study)
        assert (pool.kind, pool.workers) == ("processes", 2)


def test_the_compiled_engine_works_in_threads(compiled: Study) -> None:
    with WorkerPool(compiled, 1, 2) as pool:
        assert all_of(pool) == alone(compiled)
        assert (pool.kind, pool.workers) == ("threads", 2)


def test_any_executor_will_do(study: Study) -> None:
    executor = Loud()
    with WorkerPool(study, 1, 7, executor) as pool:
        assert all_of(pool) == alone(study)
        assert (pool.kind, pool.workers) == ("Loud", 7)
    assert len(executor.given) == len(CHUNKS)


def test_as_many_chunks_as_keep_all_busy_and_find_the_next_one_ready(study: Study) -> None:
    with WorkerPool(study, 1, 3, Loud()) as pool:
        assert pool.capacity() == 6


def test_waiting_ends_when_the_token_says_so(study: Study) -> None:
    token, never = CancelToken(), Waiting()
    with WorkerPool(study, 1, 2, never) as pool:
        future = pool.take(CHUNKS[1])
        Timer(0.2, token.cancel).start()
        with pytest.raises(Cancelled):
            pool.wait([future], token)


def work(pool: WorkerPool, seconds: float) -> None:
    """Have the first chunk done and hear that so much is left."""
    next(finished(pool, CHUNKS[:1]))
    pool.expect(seconds)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four cores, and a judgement after the first trial."""
    monkeypatch.setattr(pool_module, "usable_cores", lambda: 4)
    monkeypatch.setattr(pool_module, "FIRST_LOOK", 0.0)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(("seconds", "kind"), [(0.1, "serial"), (1.2, "serial"), (2.0, "processes")])
def test_auto_takes_all_cores_when_the_rest_is_worth_it(study: Study, seconds: float, kind: str) -> None:
    with WorkerPool(study, 1, "auto") as pool:
        work(pool, seconds)
        assert (pool.kind, pool.workers) == (kind, 1 if kind == "serial" else 4)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(("seconds", "kind"), [(0.01, "serial"), (0.1, "threads")])
def test_threads_pay_sooner(compiled: Study, seconds: float, kind: str) -> None:
    with WorkerPool(compiled, 1, "auto") as pool:
        work(pool, seconds)
        assert pool.kind == kind


@pytest.mark.usefixtures("eager")
def test_on_a_single_core_auto_stays_alone(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "usable_cores", lambda: 1)
    with WorkerPool(study, 1, "auto") as pool:
        work(pool, 1e6)
        assert pool.kind == "serial"


def test_auto_does_not_judge_by_the_very_first_trial(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "FIRST_LOOK", 60.0)
    with WorkerPool(study, 1, "auto") as pool:
        work(pool, 1e6)
        assert pool.kind == "serial"


def test_a_number_of_workers_is_taken_at_its_word(study: Study) -> None:
    with WorkerPool(study, 1, 1) as pool:
        work(pool, 1e6)
        assert pool.kind == "serial"


def kill_self(_: Chunk) -> Finished:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)
    raise AssertionError


def test_a_killed_worker_is_told(study: Study) -> None:
    with WorkerPool(study, 1, 2) as pool:
        pool._backend = replace(pool._backend, work=kill_self)
        with pytest.raises(ServsimError, match=r"a worker was lost: killed, or out of .*\(BrokenProcessPool.*__main"):
            all_of(pool)


class Waiting(Executor):
    """Never gets to work."""

    def submit(self, *_: Any) -> "Future[Any]":
        return Future()


def test_an_error_in_the_work_comes_as_it_is(study: Study) -> None:
    with WorkerPool(study, 1, 2, Loud()) as pool, pytest.raises(IndexError):
        list(finished(pool, [Chunk(99, range(1))]))


@pytest.mark.parametrize(("told", "workers"), [(1, 1), (8, 8), ("3", 3), ("auto", "auto")])
def test_workers_are_a_number_or_auto(told: object, workers: object) -> None:
    assert checked_workers(told) == workers


@pytest.mark.parametrize("told", [0, -1, 1.5, "0", "-2", "1.5", "many", "", "²", None, True])
def test_anything_else_is_refused(told: object) -> None:
    with pytest.raises(ServsimError, match=r'^found .*; workers are a whole number from 1 on, or "auto"$'):
        checked_workers(told)
