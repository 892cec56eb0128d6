"""The crew of a study: it is given chunks one after the other, and gives back what was found in them."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from types import TracebackType
from typing import Any, Literal, TypeAlias

from servsim.errors import ServsimError, shown
from servsim.study.running.backends import Backend, given_hands, own_hands, own_kind
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.cluster import is_cluster
from servsim.study.running.machine import usable_cores
from servsim.study.variants import Variants

Workers: TypeAlias = int | Literal["auto"]

START_SECONDS = {"threads": 0.05, "processes": 1.0}
"""What it costs to begin with more than one worker; shorter studies are quicker alone."""
FIRST_LOOK = 0.3
"""Seconds of work after which it can be judged how long a study will take."""


class WorkerPool:
    """Simulates chunks of a study, with so many workers or those of an executor.

    ``workers`` is a number, or ``"auto"``: this process begins alone and takes all usable cores when the rest of the
    study is worth it. Use it in a ``with`` statement: an error or Ctrl-C sends the crew home at once.
    """

    def __init__(self, variants: Variants, seed: int, workers: Workers = 1, executor: Any = None) -> None:
        self.workers = 1
        """How many simulate at once; those of a cluster may come and go."""
        self._lineup, self._seed = variants, seed
        self._wanted = checked_workers(workers)
        self._given = executor
        self._hands = own_hands(variants, seed, 1)
        self._spent = 0.0

    def __enter__(self) -> "WorkerPool":
        wanted = 1 if self._wanted == "auto" else self._wanted
        if self._given is not None:
            self._hire(given_hands(self._lineup, self._seed, self._given, wanted))
        elif wanted > 1:
            self._hire(own_hands(self._lineup, self._seed, wanted))
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        self._hands.go(at_once=error is not None)

    @property
    def kind(self) -> str:
        """``serial``, ``threads``, ``processes``, ``dask``, or the name of the class of another executor."""
        return self._hands.kind

    def expect(self, seconds: float) -> None:
        """Hear how many seconds of work are left for one worker; with ``"auto"``, more are taken on if that pays."""
        alone = self._wanted == "auto" and self.kind == "serial"
        if not alone or self._spent < FIRST_LOOK:
            return
        cores = usable_cores()
        if seconds * (1 - 1 / cores) > START_SECONDS[own_kind(self._lineup)]:
            self._hire(own_hands(self._lineup, self._seed, cores))

    def finished(self, chunks: Iterable[Chunk], full: Callable[[], bool]) -> Generator[Finished, None, None]:
        """Chunks as they are finished, in any order; a chunk is asked for when somebody will soon be free.

        While it is ``full`` where they go, no more are begun. Raises ServsimError when workers are lost.
        """
        waiting: set[Future[Finished]] = set()
        try:
            for chunk in chunks:
                waiting.add(self._hands.take(chunk))
                while waiting and (len(waiting) >= self._enough() or full()):
                    done, waiting = _first(waiting)
                    yield from map(self._result, done)
            while waiting:
                done, waiting = _first(waiting)
                yield from map(self._result, done)
        finally:
            for future in waiting:
                future.cancel()

    def _hire(self, backend: Backend) -> None:
        self._hands, self.workers = backend, max(1, backend.count())

    def _enough(self) -> int:
        """How many chunks are under way when all are busy and each finds its next one ready."""
        self.workers = max(1, self._hands.count())
        return 1 if self.kind == "serial" else 2 * self.workers

    def _result(self, future: "Future[Finished]") -> Finished:
        try:
            finished = future.result()
        except Exception as error:
            if isinstance(error, (BrokenExecutor, CancelledError)) or is_cluster(error):
                raise ServsimError(self._lost(error)) from error
            raise
        self._spent += finished.seconds
        return finished

    def _lost(self, error: Exception) -> str:
        why = f"{type(error).__name__}: {error}".rstrip(": ")
        if self.kind == "dask":
            return f"the cluster was lost ({why})"
        hint = '; in a script of your own, call servsim.run under `if __name__ == "__main__":`'
        return f"a worker was lost: killed, or out of memory ({why}){hint if self.kind == 'processes' else ''}"


def checked_workers(workers: object) -> Workers:
    """A number of workers or ``"auto"``; raises ServsimError for anything else. Text as on a command line is taken."""
    if workers == "auto":
        return "auto"
    if isinstance(workers, str) and workers.isascii() and workers.isdigit():
        workers = int(workers)
    if isinstance(workers, int) and not isinstance(workers, bool) and workers >= 1:
        return workers
    raise ServsimError(f'found {shown(workers)}; workers are a whole number from 1 on, or "auto"')


def _first(waiting: "set[Future[Finished]]") -> "tuple[set[Future[Finished]], set[Future[Finished]]]":
    """Those that are finished, and the others; asked anew every second, since some systems hear Ctrl-C only then."""
    done: set[Future[Finished]] = set()
    while not done:
        done, waiting = wait(waiting, timeout=1.0, return_when=FIRST_COMPLETED)
    return done, waiting
