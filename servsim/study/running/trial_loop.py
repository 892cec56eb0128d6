"""The one loop that runs trials: those that are kept are taken, the others simulated, and all come in order.

Studies, sweeps, parameter uncertainty and comparisons say which trials they want, chunk by chunk; a chunk is asked for
when a worker will soon be free, so that what comes next may depend on what came before. Between two chunks the loop
looks at the token: what has been finished by then is kept, what is still under way is discarded whole. (The pilots of
the baseline, :mod:`servsim.measures.baseline`, lie below: they are few, and run one after the other.)
"""

from collections import deque
from collections.abc import Callable, Container, Generator, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from servsim.study.events import Monitor
from servsim.study.running.chunks import MOST_HELD, Chunk, ChunkLength, Finished
from servsim.study.running.identity import trial_keys
from servsim.study.running.sqlite_store import keeping
from servsim.study.running.trial_store import TrialStore
from servsim.study.running.worker_pool import WorkerPool, Workers
from servsim.study.variants import Variants


class Resources(NamedTuple):
    """Who simulates, who hears of it, and where finished trials are kept."""

    monitor: Monitor
    workers: Workers = 1
    executor: Any = None
    folder: Path | None = None


class TrialLoop:
    """Runs the trials of some variants; use it while the workers are there and the store is open."""

    def __init__(self, pool: WorkerPool, store: TrialStore, monitor: Monitor | None = None, options: int = 1) -> None:
        self.pool, self.store = pool, store
        self.monitor = monitor or Monitor()
        self.length = ChunkLength(options)
        self.done = 0
        """Trials that were given back."""
        self.simulated = 0
        self.reused = 0
        """Trials that had been kept by earlier runs."""
        self._line: deque[tuple[int, Future[Finished]]] = deque()
        """What was asked for and not yet given back, in order, with the number of its trials."""
        self._under_way: set[Future[Finished]] = set()
        self._damage_seen = False

    def trials(self, wanted: Iterable[Chunk], total: Callable[[], int]) -> Generator[Finished, None, None]:
        """The trials of the chunks in their order; a chunk of which some are kept comes in parts.

        ``total`` says how many trials there will be in all, as far as that is known. Close the generator to leave
        early. Raises Cancelled when the token says so, ServsimError when workers are lost, OutputError when trials
        cannot be kept.
        """
        try:
            for chunk in wanted:
                self._begin(chunk)
                yield from self._ready(total)
                while self._full():
                    self._wait()
                    yield from self._ready(total)
            while self._line:
                self._wait()
                yield from self._ready(total)
        finally:
            for _, future in self._line:
                future.cancel()
            self._line.clear()
            self._under_way.clear()

    def notify(self, total: int) -> None:
        """Say how much is done."""
        self.monitor.progress(min(self.done, total), total)

    def _begin(self, chunk: Chunk) -> None:
        """Put the trials of a chunk in line: what is kept at once, the gaps between when they are simulated."""
        self.monitor.token.check()
        found = self.store.trials(chunk.option, chunk.replications)
        self._look_for_damage()
        for part in _parts(chunk.replications, found):
            self.monitor.token.check()
            piece = Chunk(chunk.option, part)
            if part.start in found:
                future: Future[Finished] = Future()
                future.set_result(Finished(piece, [found[replication] for replication in part], 0.0))
                self.reused += len(part)
            else:
                future = self.pool.take(piece)
                self._under_way.add(future)
            self._line.append((len(part), future))

    def _look_for_damage(self) -> None:
        if self.store.damaged and not self._damage_seen:
            self._damage_seen = True
            self.monitor.warn("damaged")

    def _full(self) -> bool:
        """Whether no more is begun for now: all are busy, or too much waits for what was asked for before it."""
        if not self._under_way:
            return False
        held = sum(count for count, future in self._line if future not in self._under_way)
        return len(self._under_way) >= self.pool.capacity() or held > MOST_HELD

    def _wait(self) -> None:
        self.pool.wait(self._under_way, self.monitor.token)

    def _ready(self, total: Callable[[], int]) -> Iterator[Finished]:
        """Keep what has been finished, and give back what is next in line."""
        self._receive(total)
        while self._line and self._line[0][1] not in self._under_way:
            _, future = self._line.popleft()
            finished = future.result()
            self.done += len(finished.trials)
            yield finished
            self.notify(total())

    def _receive(self, total: Callable[[], int]) -> None:
        for future in [one for one in self._under_way if one.done()]:
            finished = self.pool.result(future)
            self.store.keep(finished)
            self._under_way.remove(future)
            self.simulated += len(finished.trials)
            self.length.learn(finished)
            self.pool.expect(self.length.seconds_for(total() - self.simulated - self.reused))


def _parts(replications: range, found: Container[int]) -> Iterator[range]:
    """The longest ranges that are wholly there, or wholly missing."""
    for _, group in groupby(replications, lambda replication: replication in found):
        first, *others = group
        yield range(first, (others[-1] if others else first) + 1)


@contextmanager
def running(variants: Variants, seed: int, resources: Resources) -> Iterator[TrialLoop]:
    """The loop for the variants, with workers, and the store of trials in the folder if there is one.

    Raises ServsimError for workers that there cannot be, OutputError when trials cannot be kept.
    """
    keys = () if resources.folder is None else trial_keys(variants, seed)
    pool = WorkerPool(variants, seed, resources.workers, resources.executor, resources.monitor.token)
    with keeping(resources.folder, keys) as store, pool:
        yield TrialLoop(pool, store, resources.monitor, len(variants.names))
