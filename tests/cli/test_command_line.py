"""The command line as a whole: help, version, and how it behaves as a process among others."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from servsim import __version__
from servsim.cli import app
from tests.cli.commands import KIOSK, Command

FRAMES = """
import sys
from servsim.report.parts import drawing
drawing.drawn = lambda *_: "<svg></svg>"
from servsim.cli import main
"""
"""Figures of reports are empty frames: drawing them takes longest and is not what a test is about."""
STOP_AFTER = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell makes what runs in the background deaf to it
from servsim.report.parts import drawing
drawing.drawn = lambda *_: "<svg></svg>"
from servsim.cli.progress import ProgressBar
shown = ProgressBar.__call__
def press_ctrl_c(self, event):
    shown(self, event)
    if event.name == "progress" and event.done >= {trials}:
        os.kill(os.getpid(), signal.SIGINT)
ProgressBar.__call__ = press_ctrl_c
from servsim.study.running import chunks
chunks.GOOD_SECONDS = 0.0
sys.argv = ["servsim", *sys.argv[1:]]
from servsim.cli import main
main()
"""


@pytest.fixture
def in_simpy(place: Path) -> None:
    """An engine that needs no compiler; adding up may be compiled, and that is announced where no cache holds it."""
    (place / "kiosk.yaml").write_text(KIOSK.replace("seed: 7", "seed: 7, engine: simpy"), encoding="utf-8")


def process(place: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "servsim"]
    return subprocess.run(
        [sys.executable, *start, *arguments], cwd=place, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_version(command: Command) -> None:
    done = command("--version")
    assert (done.code, done.out, done.err) == (0, f"{__version__}\n", "")


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_help_names_every_verb(arguments: list[str]) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code in (0, 2)
    for verb in ("run", "check", "new", "schema"):
        assert verb in done.output
    assert "Try a change to a service before you make it" in done.output
    assert not any(line.endswith("...") for line in done.output.splitlines()[1:])  # no description is cut


@pytest.mark.parametrize("verb", ["run", "check", "new", "schema"])
def test_every_verb_explains_itself(verb: str) -> None:
    done = CliRunner().invoke(app, [verb, "--help"])
    assert done.exit_code == 0
    assert "Usage:" in done.output
    assert len(done.output.splitlines()) > 6


def test_an_unknown_verb(command: Command) -> None:
    done = command("simulate")
    assert done.code == 2
    assert "No such command" in done.err


def test_as_a_module_and_quiet_when_nobody_watches(place: Path) -> None:
    done = process(place, "run", "kiosk.yaml", "--json", "-n", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) > 40


def test_a_progress_bar_when_somebody_watches(place: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-c", FRAMES + "main()", "run", "kiosk.yaml", "--json", "-n", "40"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(arguments, cwd=place, stdout=subprocess.PIPE, stderr=theirs, env=environment) as done:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            seen += part
            if not part:
                break
        out = done.stdout.read() if done.stdout else b""
    os.close(ours)
    assert done.returncode == 0
    assert b"Simulating" in seen
    assert b"120" in seen  # 40 replications of three options
    json.loads(out)


@pytest.mark.usefixtures("in_simpy")
def test_ctrl_c_keeps_what_is_done(place: Path) -> None:
    done = process(place, "run", "kiosk.yaml", "-n", "100000", "--workers", "1", code=STOP_AFTER.format(trials=31))
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1] == "Stopped: 10 of 100000 replications are complete and kept."
    assert (place / "results" / "kiosk" / "report.html").is_file()


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.usefixtures("in_simpy")
def test_ctrl_c_soon_keeps_the_trials(place: Path) -> None:
    done = process(place, "run", "kiosk.yaml", "-n", "100000", "--workers", "1", code=STOP_AFTER.format(trials=2))
    assert done.returncode == 130
    assert "Stopped before there was a report. Finished replications are kept in " in done.stderr
    assert everything(place) == ["kiosk.yaml", "results", "results/kiosk", "results/kiosk/trials.sqlite"]


def test_an_error_is_a_message_and_no_traceback(place: Path) -> None:
    done = process(place, "run", "kiosk.yaml", "-o", "nothing")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith('unknown option "nothing"')
    assert len(done.stderr.splitlines()) == 1
