import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from servsim.study.running.machine import deaf_to_ctrl_c, usable_cores


def test_there_is_at_least_one_core_and_no_more_than_the_machine_has() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("lacking", [(), ("process_cpu_count",), ("process_cpu_count", "sched_getaffinity")])
def test_cores_are_counted_on_every_system(monkeypatch: pytest.MonkeyPatch, lacking: tuple[str, ...]) -> None:
    for name in lacking:
        monkeypatch.delattr(os, name, raising=False)
    assert usable_cores() >= 1


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be taken away here")
def test_cores_that_were_taken_away_are_not_counted() -> None:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert usable_cores() == 1
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back here")
def test_processes_started_meanwhile_do_not_hear_ctrl_c() -> None:
    code = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    command = [sys.executable, "-c", code]
    with deaf_to_ctrl_c():
        deaf = subprocess.run(command, capture_output=True, text=True, check=True)
    listening = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (deaf.stdout, listening.stdout) == ("True\n", "False\n")
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_on_other_threads_nothing_is_held_back() -> None:
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(_mask_within).result() == signal.pthread_sigmask(signal.SIG_BLOCK, [])


def _mask_within() -> set[int]:
    with deaf_to_ctrl_c():
        return signal.pthread_sigmask(signal.SIG_BLOCK, [])
