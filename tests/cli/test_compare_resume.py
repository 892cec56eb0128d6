"""A comparison that was killed goes on from the trials that are kept, and ends with the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.commands import KIOSK, finish_here, kept_bytes

DAY = KIOSK.replace('close: "11:00"', 'close: "17:00"').replace("seed: 7", "seed: 7, engine: simpy")
ASKED = ["compare", "day.yaml", "-k", "wait_mean", "-k", "csat", "--at-most", "40"]
FILES = ("compare.html", "compare.csv")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a comparison that nobody disturbed."""
    place = tmp_path_factory.mktemp("undisturbed")
    (place / "day.yaml").write_text(DAY, encoding="utf-8")
    finish_here(place, *ASKED, "--out", "whole", "--workers", "1")
    return place / "whole"


def kill_among_the_trials(place: Path, folder: str, workers: str) -> None:
    """Begin, and kill the process as soon as some trials are kept."""
    command = [sys.executable, "-m", "servsim", *ASKED, "--out", folder, "--workers", workers]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if kept_bytes(place / folder) > 120_000:
                process.kill()
                break
            time.sleep(0.005)
        process.wait()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_comparison_goes_on_and_ends_with_the_same_bytes(place: Path, whole: Path, workers: str) -> None:
    (place / "day.yaml").write_text(DAY, encoding="utf-8")
    kill_among_the_trials(place, "killed", workers)
    assert not (place / "killed" / "compare.html").exists()
    finish_here(place, *ASKED, "--out", "killed", "--workers", workers)
    again = place / "killed"
    assert json.loads((again / "manifest.json").read_text(encoding="utf-8"))["trials_reused"] > 0
    for name in FILES:
        assert (again / name).read_bytes() == (whole / name).read_bytes()
