"""Where every value in force comes from: a place in the file, an option, or a default with its source."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, Literal, NamedTuple

from servsim.scenario.declaration import Role, sections
from servsim.scenario.options import BASELINE, NAMED, Change
from servsim.scenario.reading.document import Document
from servsim.scenario.reading.parse import parse
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.base import Default, Path

APART = tuple(name for name in sections(Role.TEXT, Role.STUDY) if name not in ("currency", "targets"))
"""Sections that say nothing about the service; currency and targets are shown, since results are read by them."""


class Origin(NamedTuple):
    """A value in force and where it comes from."""

    path: str
    value: Any
    """As it is written in the file; of a default, its value in inner units."""
    kind: Literal["file", "option", "default"]
    where: str
    """file:line:column, or the source of a default."""
    default: Default | None = None


def read_document(file: FilePath) -> Document:
    """The values of a scenario file with their places; raises ScenarioError when it is not YAML."""
    return parse(file.read_bytes(), str(file))


def origins(scenario: Scenario, document: Document, option: str = BASELINE) -> list[Origin]:
    """Every value in force under an option, first what is stated, then the defaults.

    ``document`` is the file from which ``scenario`` was read. Profiles, distributions and routings are told as one
    value. Raises UnknownNameError for an unknown option.
    """
    variant = scenario.option(option)
    changes = [] if option == BASELINE else scenario.option_changes(option)
    found = [
        _stated(path, value, document, _changed(path, changes))
        for path, value in _values((), variant._raw, changes)
        if path[0] not in APART
    ]
    found += [Origin(default.path, default.value, "default", default.source, default) for default in variant.defaults()]
    return found


def _values(path: Path, value: Any, changes: list[Change]) -> Iterator[tuple[Path, Any]]:
    """The values of a raw scenario, as deep as options replace them."""
    whole = len(path) >= (3 if path[:1] and path[0] in NAMED else 2)
    deeper = any(len(change.path) > len(path) and change.path[: len(path)] == path for change in changes)
    if not isinstance(value, dict) or not value or (whole and not deeper):
        yield path, value
        return
    for key, inner in value.items():
        yield from _values((*path, key), inner, changes)


def _changed(path: Path, changes: list[Change]) -> Change | None:
    """The change that put the value at a path, the last one if several did."""
    return next((change for change in reversed(changes) if path[: len(change.path)] == change.path), None)


def _stated(path: Path, value: Any, document: Document, change: Change | None) -> Origin:
    where = path if change is None else change.stated + path[len(change.path) :]
    line, column = document.position(where)
    kind: Literal["file", "option"] = "file" if change is None else "option"
    return Origin(".".join(path), value, kind, f"{document.file}:{line}:{column}")
