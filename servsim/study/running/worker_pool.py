"""The workers of a study: they are given chunks one after the other, and give back what was found in them."""

from collections.abc import Collection
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from types import TracebackType
from typing import Any, Literal, TypeAlias

from servsim.cancelling import CancelToken
from servsim.errors import ServsimError, shown
from servsim.study.running.backends import Backend, given_backend, own_backend, own_kind
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.cluster import is_cluster
from servsim.study.running.machine import usable_cores
from servsim.study.variants import Variants

Workers: TypeAlias = int | Literal["auto"]

START_SECONDS = {"threads": 0.05, "processes": 1.0}
"""What it costs to begin with more than one worker; shorter studies are quicker alone."""
FIRST_LOOK = 0.3
"""Seconds of work after which it can be judged how long a study will take."""
LOOK_SECONDS = 0.1
"""How often it is looked whether the work shall stop while nothing is finished."""


class WorkerPool:
    """Simulates chunks of a study, with so many workers or those of an executor.

    ``workers`` is a number, or ``"auto"``: this process begins alone and takes all usable cores when the rest of the
    study is worth it. Use it in a ``with`` statement: an error or Ctrl-C ends their work at once.
    """

    def __init__(
        self,
        variants: Variants,
        seed: int,
        workers: Workers = 1,
        executor: Any = None,
        token: CancelToken | None = None,
    ) -> None:
        self.workers = 1
        """How many simulate at once; those of a cluster may come and go."""
        self._variants, self._seed = variants, seed
        self._wanted = checked_workers(workers)
        self._given = executor
        self._token = token
        self._backend = own_backend(variants, seed, 1, token)
        self._spent = 0.0

    def __enter__(self) -> "WorkerPool":
        wanted = 1 if self._wanted == "auto" else self._wanted
        if self._given is not None:
            self._start(given_backend(self._variants, self._seed, self._given, wanted))
        elif wanted > 1:
            self._start(own_backend(self._variants, self._seed, wanted, self._token))
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        self._backend.end(at_once=error is not None)

    @property
    def kind(self) -> str:
        """``serial``, ``threads``, ``processes``, ``dask``, or the name of the class of another executor."""
        return self._backend.kind

    def expect(self, seconds: float) -> None:
        """Hear how many seconds of work are left for one worker; with ``"auto"``, more are taken on if that pays."""
        alone = self._wanted == "auto" and self.kind == "serial"
        if not alone or self._spent < FIRST_LOOK:
            return
        cores = usable_cores()
        if seconds * (1 - 1 / cores) > START_SECONDS[own_kind(self._variants)]:
            self._start(own_backend(self._variants, self._seed, cores, self._token))

    def take(self, chunk: Chunk) -> "Future[Finished]":
        """Have a chunk simulated; with one worker it is done when this returns."""
        return self._backend.take(chunk)

    def capacity(self) -> int:
        """How many chunks are under way when all are busy and each finds its next one ready."""
        self.workers = max(1, self._backend.count())
        return 1 if self.kind == "serial" else 2 * self.workers

    def wait(self, waiting: "Collection[Future[Finished]]", token: CancelToken) -> None:
        """Wait until some of them are finished; raises Cancelled when the token says so meanwhile.

        It looks again and again, also because some systems hear Ctrl-C only then.
        """
        while waiting and not wait(waiting, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED).done:
            token.check()

    def result(self, future: "Future[Finished]") -> Finished:
        """What a finished chunk found; raises ServsimError when workers were lost, and errors of the work itself."""
        try:
            finished = future.result()
        except Exception as error:
            if isinstance(error, (BrokenExecutor, CancelledError)) or is_cluster(error):
                raise ServsimError(self._lost(error)) from error
            raise
        self._spent += finished.seconds
        return finished

    def _start(self, backend: Backend) -> None:
        self._backend, self.workers = backend, max(1, backend.count())

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
