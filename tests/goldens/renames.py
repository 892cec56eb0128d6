"""What has another name since the base commit: data only, beside what is needed to undo the renaming in a file.

A golden is compared by name. A name that is not listed here must still be there; one that came anew is not looked at.
"""

from copy import deepcopy
from typing import Any

Raw = dict[str, Any]

BASE = "6f08742"
"""The commit that the program is held to. When results change on purpose it moves on, and the tables start empty."""

KPIS: dict[str, str] = {"customers_lost": "customers_churned", "cost_lost_customers": "cost_of_churn"}
"""Old name of a KPI: new name."""
COLUMNS: dict[str, str] = {}
"""Old name of a column of the log: new name."""
SCOPES: dict[str, str] = {}
"""Old name of a scope, such as ``all`` or ``segment``; only its first word: new name."""
KEYS: dict[str, str] = {"study.ignorance": "study.uncertainty", "study.outer": "study.parameter_sets"}
"""Old path of a key in the YAML: new path, ``*`` for any name, as in ``segments.*.needs``: ``segments.*.need``.

In the order in which the keys were renamed, each in the words of its time; they are undone from the last to the first.
"""


def in_old_words(raw: Raw, keys: dict[str, str] | None = None) -> Raw:
    """The values of a scenario file, with the keys that the base commit knows."""
    result = deepcopy(raw)
    for old, new in reversed((KEYS if keys is None else keys).items()):
        for found in _matches(result, tuple(new.split("."))):
            names = iter(name for name, part in zip(found, new.split("."), strict=True) if part == "*")
            value = _taken(result, found)
            _put(result, tuple(next(names) if part == "*" else part for part in old.split(".")), value)
    return result


def _matches(raw: Any, pattern: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not pattern:
        return [()]
    if not isinstance(raw, dict):
        return []
    names = list(raw) if pattern[0] == "*" else [pattern[0]] if pattern[0] in raw else []
    return [(name, *rest) for name in names for rest in _matches(raw[name], pattern[1:])]


def _taken(raw: Raw, path: tuple[str, ...]) -> Any:
    """The value at a path, taken away, and with it every part that is empty then."""
    if len(path) == 1:
        return raw.pop(path[0])
    value = _taken(raw[path[0]], path[1:])
    if not raw[path[0]]:
        del raw[path[0]]
    return value


def _put(raw: Raw, path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        raw = raw.setdefault(name, {})
    raw[path[-1]] = value
