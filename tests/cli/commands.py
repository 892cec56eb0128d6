"""Scenario files for the command line, and what running a command leaves."""

from collections.abc import Callable
from typing import NamedTuple

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
