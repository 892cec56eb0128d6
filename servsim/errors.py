"""Every error a user can meet, and the one form in which a fault of a file is told.

::

    ServsimError
    ├── ScenarioError     the scenario is wrong: all its faults at once
    └── OutputError       a result could not be written
"""

from dataclasses import dataclass
from difflib import get_close_matches


class ServsimError(Exception):
    """Something a user can mend; the message says what and how."""


class OutputError(ServsimError):
    """A result could not be written; nothing half-written is left behind."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a scenario: where it is, and what is wrong there with what would be right."""

    line: int
    column: int
    path: str
    message: str

    def at(self, file: str) -> str:
        """The fault as one line: ``file:line:column: path: message``."""
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class ScenarioError(ServsimError):
    """A scenario with its faults, every one of them, in the order of the file."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(fault.at(file) for fault in self.faults))


def nearest(found: str, allowed: list[str] | tuple[str, ...]) -> str:
    """A hint that names the nearest spelling among the allowed ones, or lists them when few or none is near."""
    close = get_close_matches(found, allowed, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    shown = ", ".join(sorted(allowed)[:30])
    return f"allowed: {shown}" if allowed else "nothing is allowed here"
