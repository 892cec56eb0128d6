"""A small scenario as text, changed by replacing words in it, and what is told of it."""

from pathlib import Path

from servsim.errors import ScenarioError
from servsim.scenario import Scenario, from_text

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.yaml"))
DATA = HERE / "good"

SMALL = """\
clock: {open: "09:00", close: "17:00", days: 5}
segments:
  guest:
    arrivals: {per_hour: 10}
    tolerated_wait: 5 min
teams:
  desk: {agents: 2}
touchpoints:
  check_in:
    team: desk
    handling: {lognormal: {mean: 4 min, cv: 0.7}}
    next: {concierge: 15 %}
  concierge:
    team: desk
    handling: 3 min
start: check_in
"""


def small(*replaced: tuple[str, str], more: str = "") -> str:
    """The small scenario with words replaced and lines added."""
    text = SMALL
    for old, new in replaced:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text + more


def loaded(text: str, folder: Path = DATA) -> Scenario:
    return from_text(text.encode(), "small.yaml", folder)


def faults(text: str | bytes, folder: Path = DATA) -> list[str]:
    """The faults of a text as ``line:column message``; none when it is sound."""
    try:
        from_text(text.encode() if isinstance(text, str) else text, "small.yaml", folder)
    except ScenarioError as error:
        return [f"{fault.line}:{fault.column} {fault.message}" for fault in error.faults]
    return []


def change_faults(scenario: Scenario, changes: dict[str, object]) -> list[str]:
    """The faults of changes made in Python, as ``path: message``."""
    try:
        scenario.with_changes(changes)
    except ScenarioError as error:
        return [f"{fault.path}: {fault.message}" for fault in error.faults]
    return []
