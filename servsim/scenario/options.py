"""Options: named changes to a scenario.

A change names things and replaces values: a mapping goes on into segments, teams, touchpoints and sections, but a
profile, a distribution or a routing is replaced whole, because half an old roster under a new one is nobody's wish.
``null`` takes a key away.
"""

from copy import deepcopy
from typing import Any, NamedTuple

NAMED = ("segments", "teams", "touchpoints")
RESERVED = ("about", "combine")
NOT_IN_OPTIONS = ("options", "name", "about", "source")

Path = tuple[str, ...]
Raw = dict[str, Any]


class Change(NamedTuple):
    """``value`` is put at ``path`` of the scenario; it stands at ``stated`` in the file (below ``options.NAME``)."""

    path: Path
    value: Any
    stated: Path


def changes_of(option: Raw, stated: Path = ()) -> list[Change]:
    """The single replacements that an option (without its reserved words) stands for."""
    result: list[Change] = []
    for key, value in option.items():
        if key not in RESERVED:
            result.extend(_spread(tuple(key.split(".")), value, (*stated, key)))
    return result


def _depth(path: Path) -> int:
    return 3 if path[0] in NAMED else 2


def _spread(path: Path, value: Any, stated: Path) -> list[Change]:
    if len(path) >= _depth(path) or not isinstance(value, dict) or not value:
        return [Change(path, value, stated)]
    result: list[Change] = []
    for key, inner in value.items():
        result.extend(_spread((*path, key), inner, (*stated, key)))
    return result


def apply(raw: Raw, changes: list[Change]) -> Raw:
    """A copy of the raw scenario with the changes made, without its options.

    Raises ValueError for a path that leads through something that is not a mapping.
    """
    result = deepcopy({key: value for key, value in raw.items() if key != "options"})
    for change in changes:
        _put(result, change.path, deepcopy(change.value))
    return result


def _put(raw: Raw, path: Path, value: Any) -> None:
    inner: Any = raw
    for depth, key in enumerate(path[:-1]):
        following = inner.setdefault(key, {})
        if not isinstance(following, dict):
            raise ValueError(f'"{".".join(path[: depth + 1])}" is a plain value; nothing can be changed below it')
        inner = following
    if value is None:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = value


def conflicts(groups: list[tuple[str, list[Change]]]) -> list[str]:
    """Sentences on keys that two combined options set to different values."""
    owner: dict[Path, tuple[str, Any]] = {}
    found = []
    for name, changes in groups:
        for change in changes:
            before = owner.setdefault(change.path, (name, change.value))
            if before[1] != change.value:
                found.append(f'"{before[0]}" and "{name}" both set {".".join(change.path)}, to different values')
    return found
