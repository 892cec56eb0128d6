"""Worker processes on this machine that leave nobody behind."""

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection


class WorkerProcesses(ProcessPoolExecutor):
    """Worker processes that end with the process which started them, even when that one is killed.

    They hold one end of a pipe whose other end nobody else has. When it closes, on purpose or because the system closes
    what a dead process had open, they leave at once. They are started afresh rather than forked, since the program may
    have threads.
    """

    def __init__(self, workers: int) -> None:
        context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
        context.set_forkserver_preload(["servsim.study.running.study_spec"])  # imported once, and its memory shared
        self._theirs, self._ours = context.Pipe(duplex=False)
        super().__init__(workers, mp_context=context, initializer=_stay_as_long_as, initargs=(self._theirs,))

    def leave(self) -> None:
        """End the processes at once, whatever they are doing."""
        self._ours.close()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when they have done what they were given; see the standard library."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        self._ours.close()
        self._theirs.close()


def _stay_as_long_as(line: Connection) -> None:
    """Prepare a worker process: it leaves when the line is cut, and Ctrl-C is not meant for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_when_cut, args=(line,), daemon=True).start()


def _leave_when_cut(line: Connection) -> None:
    try:
        line.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
