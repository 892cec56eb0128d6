"""Every error a user can meet, and the one form in which a fault of a file is written.

::

    ServsimError
    ├── FileError         a file is wrong: all its faults at once
    │   ├── ScenarioError     of a scenario
    │   └── SurveyError       of a survey
    ├── OutputError       a result could not be written
    └── UnknownNameError  there is no option, KPI or part of the service of that name; a KeyError, too
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, Self, TypeVar

LONGEST_SHOWN = 60
MOST_LISTED = 30
MOST_FAULTS = 100


class ServsimError(Exception):
    """Something a user can mend; the message says what and how."""


class OutputError(ServsimError):
    """A result could not be written; nothing half-written is left behind."""


class UnknownNameError(ServsimError, KeyError):
    """There is nothing of that name; the message says what was found and what there is."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a scenario: where it is, and what is wrong there with what would be right."""

    line: int
    column: int
    path: str
    message: str

    @property
    def order(self) -> tuple[Any, ...]:
        """What faults of a file are sorted by."""
        return self.line, self.column, self.path, _natural(self.message)

    def at(self, file: str) -> str:
        """The fault as one line: ``file:line:column: path: message``."""
        where = f"{file}:{self.line}:{self.column}" if self.line else file
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault of a table: its row as a spreadsheet counts (0: the whole file), its column, and what is wrong."""

    row: int
    column: str
    message: str

    @property
    def order(self) -> tuple[Any, ...]:
        """What faults of a file are sorted by."""
        return self.row, self.column, _natural(self.message)

    def at(self, file: str) -> str:
        """The fault as one line: ``file, row 7, column "age": message``."""
        row = f", row {self.row}" if self.row else ""
        column = f', column "{self.column}"' if self.column else ""
        return f"{file}{row}{column}: {self.message}"


AnyFault = TypeVar("AnyFault", Fault, CellFault)


def _natural(text: str) -> tuple[Any, ...]:
    """By which "row 3" comes before "row 12"."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split("([0-9]+)", text))


class FileError(ServsimError, Generic[AnyFault]):
    """A file with its faults, every one of them, in the order of the file; its text has the first hundred."""

    def __init__(self, file: str, faults: Sequence[AnyFault]) -> None:
        self.file = file
        self.faults: tuple[AnyFault, ...] = tuple(sorted(set(faults), key=lambda fault: fault.order))
        lines = [fault.at(file) for fault in self.faults[:MOST_FAULTS]]
        if len(self.faults) > MOST_FAULTS:
            lines.append(f"{file}: and {len(self.faults) - MOST_FAULTS} more")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[AnyFault, ...]]]:
        return type(self), (self.file, self.faults)


class ScenarioError(FileError[Fault]):
    """A scenario with its faults."""


class SurveyError(FileError[CellFault]):
    """A survey file with its faults, row by row."""


def shown(value: object) -> str:
    """A found value as a message shows it: on one line, in quotes when it is text, never longer than a line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list, tuple)):
        return "a mapping of keys" if isinstance(value, dict) else "a list"
    written = f"{value:.15g}" if isinstance(value, float) else str(value)
    text = "".join(character if character.isprintable() else " " for character in written[: LONGEST_SHOWN + 1])
    if len(text) > LONGEST_SHOWN:
        text = text[: LONGEST_SHOWN - 3] + "..."
    return f'"{text}"' if isinstance(value, str) else text


def nearest(found: str, allowed: Sequence[str]) -> str:
    """A hint that names the nearest spelling among the allowed ones, or lists them when none is near."""
    close = get_close_matches(found, allowed, n=1, cutoff=0.7)
    if close:
        return f'did you mean "{close[0]}"?'
    if not allowed:
        return "nothing is allowed here"
    more = f" and {len(allowed) - MOST_LISTED} more" if len(allowed) > MOST_LISTED else ""
    return f"allowed: {', '.join(sorted(allowed)[:MOST_LISTED])}{more}"


def unknown(what: str, found: str, allowed: Sequence[str]) -> UnknownNameError:
    """The error about a name that there is not."""
    return UnknownNameError(f"unknown {what} {shown(found)}; {nearest(found, allowed)}")
