"""A command in a fresh process: how long it takes and how much memory it needs at most.

The operating system counts to a new process the memory of the one that started it, up to then. So this module runs
itself as a small process in between, which starts the command and reports.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
UNUSUAL = ("PYTHONDONTWRITEBYTECODE",)


class Probe(NamedTuple):
    """What a command took."""

    seconds: float
    """Wall time from start to end."""
    peak_mib: float
    """Largest resident memory, MiB."""


def probe(command: list[str], **variables: str) -> Probe:
    """Run a Python command (what follows ``python``) in a fresh process, with more environment variables.

    Python may keep its compiled bytecode, as it does for users, also where the environment of a developer forbids it.
    """
    told = subprocess.run(
        [sys.executable, "-I", __file__, sys.executable, *command],
        env={name: value for name, value in os.environ.items() if name not in UNUSUAL} | variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Probe(*json.loads(told.stdout))


def _between(command: list[str]) -> None:
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, complaints = process.communicate()
    seconds = time.perf_counter() - begun
    if process.returncode != 0:
        sys.exit(complaints.decode() or f"{command} failed")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([seconds, peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)]))


if __name__ == "__main__":
    _between(sys.argv[1:])
