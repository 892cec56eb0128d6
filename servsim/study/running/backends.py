"""Backends: who simulates chunks. This process alone, threads, processes, or any executor that was given.

All of them do the same work, and none of them can change a result.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from servsim.cancelling import CancelToken
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.cluster import cluster_executor, cluster_workers, is_cluster
from servsim.study.running.machine import deaf_to_ctrl_c, usable_cores
from servsim.study.running.study_spec import Work, work_anywhere, work_here
from servsim.study.variants import Variants

if TYPE_CHECKING:
    from servsim.study.running.processes import WorkerProcesses

THREADED = ("compiled",)
"""Engines that let go of the interpreter while they simulate, so that threads can share the work."""


@dataclass(frozen=True)
class Backend:
    """An executor, what it has to be given, and how many chunks it can simulate at once."""

    kind: str
    """``serial``, ``threads``, ``processes``, ``dask``, or the name of the class of another executor."""
    work: Work
    executor: Executor | None
    """None: this process does it at once."""
    count: Callable[[], int]
    ours: bool

    def take(self, chunk: Chunk) -> "Future[Finished]":
        """Give them a chunk to simulate."""
        if self.executor is not None:
            with deaf_to_ctrl_c():
                return self.executor.submit(self.work, chunk)
        done: Future[Finished] = Future()
        done.set_result(self.work(chunk))
        return done

    def end(self, at_once: bool) -> None:
        """End them, whatever they are doing, or when they have done it; others than ours stay."""
        if self.executor is None or not self.ours:
            return
        if at_once and self.kind == "processes":
            cast("WorkerProcesses", self.executor).leave()
        self.executor.shutdown(wait=True, cancel_futures=True)


def own_kind(variants: Variants) -> str:
    """What several workers of our own are for the engine of a study: ``threads`` or ``processes``."""
    return "threads" if variants.engine in THREADED else "processes"


def own_backend(variants: Variants, seed: int, workers: int, token: CancelToken | None = None) -> Backend:
    """So many workers of our own; those in this process look at the token while they simulate."""
    here = work_here(variants, seed, token)
    if workers == 1:
        return Backend("serial", here, None, lambda: 1, True)
    if own_kind(variants) == "threads":
        return Backend("threads", here, ThreadPoolExecutor(workers, "servsim"), lambda: workers, True)
    from servsim.study.running.processes import WorkerProcesses

    return Backend("processes", work_anywhere(variants, seed), WorkerProcesses(workers), lambda: workers, True)


def given_backend(variants: Variants, seed: int, executor: Any, workers: int) -> Backend:
    """Those of an executor; ``workers`` says how many, when it is more than one and cannot be seen.

    Raises ServsimError when a cluster has another version of servsim.
    """
    if is_cluster(executor):
        cluster = cluster_executor(executor)
        return Backend("dask", work_anywhere(variants, seed), cluster, lambda: cluster_workers(cluster), False)
    count = workers if workers > 1 else int(getattr(executor, "_max_workers", 0)) or usable_cores()
    if isinstance(executor, ThreadPoolExecutor):
        return Backend("threads", work_here(variants, seed), executor, lambda: count, False)
    from concurrent.futures import ProcessPoolExecutor

    kind = "processes" if isinstance(executor, ProcessPoolExecutor) else type(executor).__name__
    return Backend(kind, work_anywhere(variants, seed), executor, lambda: count, False)
