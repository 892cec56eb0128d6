import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running import worker_pool as crew_module
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.worker_pool import WorkerPool, checked_workers
from servsim.study.variants import Variants

CHUNKS = [Chunk(option, range(first, first + 1)) for first in range(3) for option in range(2)]


def never() -> bool:
    return False


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


def all_of(pool: WorkerPool) -> dict[Chunk, bytes]:
    return {done.chunk: done.trials[0].table.tobytes() for done in pool.finished(CHUNKS, never)}


def alone(variants: Variants) -> dict[Chunk, bytes]:
    with WorkerPool(variants, 1) as pool:
        return all_of(pool)


def test_one_worker_is_this_process(study: Study) -> None:
    with WorkerPool(study, 1, 1) as pool:
        assert [done.chunk for done in pool.finished(CHUNKS, never)] == CHUNKS
        assert (pool.kind, pool.workers) == ("serial", 1)


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


def test_chunks_are_cut_only_when_somebody_will_soon_be_free(study: Study) -> None:
    cut: list[Chunk] = []
    with WorkerPool(study, 1, 2, Loud()) as pool:
        for number, _ in enumerate(pool.finished(noted(CHUNKS, cut), never)):
            assert len(cut) <= number + 4


def noted(chunks: list[Chunk], cut: list[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        cut.append(chunk)
        yield chunk


def test_nothing_is_begun_while_there_is_no_room(study: Study) -> None:
    cut: list[Chunk] = []
    done: list[Finished] = []
    with WorkerPool(study, 1, 8, Loud()) as pool:
        for finished in pool.finished(noted(CHUNKS, cut), lambda: len(cut) > len(done)):
            assert len(cut) == len(done) + 1
            done.append(finished)
    assert [finished.chunk for finished in done] == CHUNKS


def work(pool: WorkerPool, seconds: float) -> None:
    """Let a crew do its first chunk and hear that so much is left."""
    next(pool.finished(CHUNKS[:1], never))
    pool.expect(seconds)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four cores, and a judgement after the first trial."""
    monkeypatch.setattr(crew_module, "usable_cores", lambda: 4)
    monkeypatch.setattr(crew_module, "FIRST_LOOK", 0.0)


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
    monkeypatch.setattr(crew_module, "usable_cores", lambda: 1)
    with WorkerPool(study, 1, "auto") as pool:
        work(pool, 1e6)
        assert pool.kind == "serial"


def test_auto_does_not_judge_by_the_very_first_trial(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew_module, "FIRST_LOOK", 60.0)
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
        pool._hands = replace(pool._hands, work=kill_self)
        with pytest.raises(ServsimError, match=r"a worker was lost: killed, or out of .*\(BrokenProcessPool.*__main"):
            all_of(pool)


def test_who_stops_listening_stops_the_work(study: Study) -> None:
    waiting = Waiting()
    with WorkerPool(study, 1, 3, waiting) as pool:
        results = pool.finished(CHUNKS, never)
        waiting.futures[0].set_result(Finished(CHUNKS[0], [], 0.0))
        next(results)
        results.close()
    assert all(future.cancelled() for future in waiting.futures[1:])


class Waiting(Executor):
    """Never gets to work; only its first result will be there."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = [Future()]

    def submit(self, *args: Any) -> "Future[Any]":
        if args[-1] == CHUNKS[0]:
            return self.futures[0]
        self.futures.append(Future())
        return self.futures[-1]


def test_an_error_in_the_work_comes_as_it_is(study: Study) -> None:
    with WorkerPool(study, 1, 2, Loud()) as pool, pytest.raises(IndexError):
        list(pool.finished([Chunk(99, range(1))], never))


@pytest.mark.parametrize(("told", "workers"), [(1, 1), (8, 8), ("3", 3), ("auto", "auto")])
def test_workers_are_a_number_or_auto(told: object, workers: object) -> None:
    assert checked_workers(told) == workers


@pytest.mark.parametrize("told", [0, -1, 1.5, "0", "-2", "1.5", "many", "", "²", None, True])
def test_anything_else_is_refused(told: object) -> None:
    with pytest.raises(ServsimError, match=r'^found .*; workers are a whole number from 1 on, or "auto"$'):
        checked_workers(told)
