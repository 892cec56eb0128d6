"""The one loop that runs trials: in order, kept ones in between, not too many at once, and stopped between chunks."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from servsim.cancelling import Cancelled
from servsim.scenario import Scenario
from servsim.study.events import Monitor, ProgressEvent, SessionEvent
from servsim.study.running import trial_loop
from servsim.study.running.chunks import Chunk
from servsim.study.running.trial_loop import Resources, TrialLoop, running
from servsim.study.running.trial_store import NoStore
from servsim.study.running.worker_pool import WorkerPool
from servsim.study.variants import Variants

CHUNKS = [Chunk(option, range(first, first + 2)) for first in (0, 2, 4) for option in range(2)]


@pytest.fixture
def variants(tiny: Scenario) -> Variants:
    return Variants(tiny.with_changes({"study.engine": "simpy"}).with_options({"more": {"teams.desk.agents": 3}}))


def total() -> int:
    return 12


class Backwards(Executor):
    """Somebody else's executor, which does what was given last first, once it has so many things to do."""

    def __init__(self, together: int = 2) -> None:
        self.given: list[tuple[Future[Any], Callable[..., Any], Any]] = []
        self.done = 0
        self._together = together

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        self.given.append((future, fn, args))
        if len(self.given) % self._together == 0:
            for one, work, what in reversed(self.given[-self._together :]):
                one.set_result(work(*what))
                self.done += 1
        return future


def tables(loop: TrialLoop, chunks: list[Chunk] = CHUNKS) -> list[tuple[int, int, bytes]]:
    return [
        (one.chunk.option, replication, trial.table.tobytes())
        for one in loop.trials(chunks, total)
        for replication, trial in zip(one.chunk.replications, one.trials, strict=True)
    ]


def test_trials_come_in_the_order_in_which_they_were_wanted(variants: Variants) -> None:
    with running(variants, 1, Resources(Monitor())) as loop:
        alone = tables(loop)
    with running(variants, 1, Resources(Monitor(), 3, Backwards())) as loop:
        assert tables(loop) == alone
    assert [(option, replication) for option, replication, _ in alone] == [
        (chunk.option, replication) for chunk in CHUNKS for replication in chunk.replications
    ]


def test_kept_trials_come_in_between_and_only_gaps_are_simulated(variants: Variants, tmp_path: Path) -> None:
    with running(variants, 1, Resources(Monitor(), folder=tmp_path)) as loop:
        list(loop.trials([Chunk(0, range(1, 2)), Chunk(1, range(4, 6))], total))
    with running(variants, 1, Resources(Monitor(), folder=tmp_path)) as loop:
        found = tables(loop, [Chunk(0, range(4)), *CHUNKS])
        assert (loop.reused, loop.simulated) == (4 + 3, 16 - 7), "what was just simulated is kept at once"
    with running(variants, 1, Resources(Monitor())) as loop:
        assert found == tables(loop, [Chunk(0, range(4)), *CHUNKS])


def noted(chunks: list[Chunk], asked: list[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        asked.append(chunk)
        yield chunk


def test_a_chunk_is_asked_for_when_somebody_will_soon_be_free(variants: Variants) -> None:
    asked: list[Chunk] = []
    with running(variants, 1, Resources(Monitor())) as loop:
        for number, _ in enumerate(loop.trials(noted(CHUNKS, asked), total)):
            assert len(asked) == number + 1


class Stuck(Executor):
    """Does everything at once but the first thing, which it does last."""

    def __init__(self) -> None:
        self.first: tuple[Future[Any], Callable[..., Any], Any] | None = None
        self.count = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        self.count += 1
        if self.first is None:
            self.first = (future, fn, args)
        else:
            future.set_result(fn(*args))
        return future


def test_nothing_is_begun_while_too_much_waits_for_the_first(variants: Variants, monkeypatch: Any) -> None:
    monkeypatch.setattr(trial_loop, "MOST_HELD", 5)
    stuck = Stuck()
    loop = TrialLoop(WorkerPool(variants, 1, 8, stuck).__enter__(), NoStore())

    def finish(waiting: set[Future[Any]], _: object) -> None:
        assert stuck.first is not None
        assert stuck.count == 4, "the stuck one, and three chunks of two trials"
        future, work, what = stuck.first
        assert waiting == {future}
        future.set_result(work(*what))

    monkeypatch.setattr(loop.pool, "wait", finish)
    assert [one.chunk for one in loop.trials(CHUNKS[:4], total)] == CHUNKS[:4]


def test_progress_counts_what_was_given_back(variants: Variants) -> None:
    heard: list[SessionEvent] = []
    with running(variants, 1, Resources(Monitor(heard.append))) as loop:
        list(loop.trials(CHUNKS, total))
    assert heard == [ProgressEvent(2 * done, 12) for done in range(1, 7)]


def test_cancelled_between_chunks_and_what_was_finished_is_kept(variants: Variants, tmp_path: Path) -> None:
    monitor = Monitor()
    with running(variants, 1, Resources(monitor, folder=tmp_path)) as loop:
        results = loop.trials(CHUNKS, total)
        next(results)
        monitor.token.cancel()
        with pytest.raises(Cancelled):
            next(results)
        assert loop.simulated == 2
    with running(variants, 1, Resources(Monitor(), folder=tmp_path)) as loop:
        list(loop.trials(CHUNKS, total))
        assert (loop.reused, loop.simulated) == (2, 10)


def test_who_leaves_early_stops_the_work(variants: Variants) -> None:
    executor = Backwards(together=3)
    with running(variants, 1, Resources(Monitor(), 3, executor)) as loop:
        results = loop.trials(CHUNKS, total)
        next(results)
        results.close()
        assert executor.done == 3
        assert all(future.cancelled() for future, *_ in executor.given[3:])
        assert tables(loop, CHUNKS[:3])[0][:2] == (0, 0), "and the loop may be used again"
