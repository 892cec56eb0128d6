import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from servsim.study.running.processes import WorkerProcesses

KILLED_AT_WORK = """
import os, sys, time
from servsim.study.running.processes import WorkerProcesses

if __name__ == "__main__":
    workers = WorkerProcesses(2)
    print(*{workers.submit(os.getpid).result() for _ in range(5)}, flush=True)
    workers.submit(time.sleep, 600), workers.submit(time.sleep, 600)
    time.sleep(0.3)
    os.kill(os.getpid(), 9)
"""


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended but was not yet taken leave of does not."""
    status = Path(f"/proc/{process}/stat")
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone(processes: list[int], seconds: float = 10.0) -> bool:
    """Whether all these processes end within seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(alive(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")


def test_processes_do_what_they_are_given_and_end() -> None:
    with WorkerProcesses(1) as workers:
        assert workers.submit(abs, -3).result() == 3
        process = workers.submit(os.getpid).result()
        assert process != os.getpid()
    assert not Path(f"/proc/{process}").exists()


@needs_proc
def test_processes_can_be_sent_away_in_the_middle_of_their_work() -> None:
    workers = WorkerProcesses(1)
    process = workers.submit(os.getpid).result()
    endless = workers.submit(time.sleep, 600)
    time.sleep(0.2)
    workers.leave()
    workers.shutdown(wait=True, cancel_futures=True)
    assert endless.exception(timeout=0) is not None  # it did not run to its end
    assert gone([process])
    with pytest.raises(BrokenExecutor):
        endless.result()


@needs_proc
def test_processes_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(KILLED_AT_WORK, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    workers = [int(word) for word in done.stdout.split()]
    assert workers
    assert gone(workers)
