"""Scenario files for the command line, and what running a command leaves."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from servsim.cli import main
from tests.sketches import sketched

KIOSK = """\
name: Kiosk
segments: {guests: {arrivals: {per_hour: 20}}}
teams: {desk: {agents: 2}}
touchpoints: {check_in: {team: desk, handling: {exponential: {mean: 4 min}}}}
clock: {open: "09:00", close: "11:00"}
targets: {wait_p90: "<= 2 h"}
study: {replications: 3, seed: 7}
options:
  more: {teams.desk.agents: 3}
  fewer: {teams.desk.agents: 1}
"""

BROKEN = """\
segments: {guests: {arrivals: {per_hour: 20}}}
teams: {desk: {agents: 2}}
touchpoints: {check_in: {team: dsk, handling: 4}}
"""


class Finished(NamedTuple):
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str


Command = Callable[..., Finished]


def finish_here(place: Path, *arguments: str) -> None:
    """A command in a folder, within this process and with empty frames for figures; it must end well."""
    with sketched(), pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setattr(sys, "argv", ["servsim", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
    assert not stopped.value.code


def kept_bytes(folder: Path) -> int:
    """How much the files of trials of a folder hold; the database may take its journal away while this looks."""
    total = 0
    for path in folder.glob("trials.sqlite*"):
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total
