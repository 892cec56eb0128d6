"""Options: named changes to a scenario.

A change names things and replaces values: a mapping goes on into segments, teams, touchpoints and sections, but a
profile, a distribution or a routing is replaced whole, because half an old roster under a new one is nobody's wish.
``null`` takes a key away.
"""

from copy import deepcopy
from typing import Any, NamedTuple

from servsim.scenario.declaration import Role, named_sections, sections
from servsim.scenario.values.base import Path, Raw

BASELINE = "baseline"
NAMED = named_sections()
RESERVED = ("about", "combine")
NOT_IN_OPTIONS = sections(Role.TEXT)
OF_THE_BASELINE = ("satisfaction", "observed")
"""What was observed of the service as it is; no option can change it."""


class Change(NamedTuple):
    """``value`` is put at ``path`` of the scenario; it stands at ``stated`` in the file (below ``options.NAME``)."""

    path: Path
    value: Any
    stated: Path


class MisfitError(ValueError):
    """A change that cannot be made."""

    def __init__(self, change: Change, message: str) -> None:
        super().__init__(message)
        self.change = change


def changes_of(option: Raw, stated: Path = ()) -> list[Change]:
    """The single replacements that an option (without its reserved words) stands for."""
    result: list[Change] = []
    for key, value in option.items():
        if key not in RESERVED:
            result.extend(_spread(tuple(key.split(".")), value, (*stated, key)))
    return result


def _spread(path: Path, value: Any, stated: Path) -> list[Change]:
    depth = 3 if path[0] in NAMED else 2
    if len(path) >= depth or not isinstance(value, dict) or not value:
        return [Change(path, value, stated)]
    result: list[Change] = []
    for key, inner in value.items():
        result.extend(_spread((*path, key), inner, (*stated, key)))
    return result


def apply(raw: Raw, changes: list[Change]) -> Raw:
    """The raw scenario with the changes made; the one given stays as it is.

    Mappings on the way to a change are copied, the others shared: neither scenario may be altered in place. Raises
    MisfitError for a path that leads through something that is not a mapping.
    """
    result, copied = dict(raw), set[Path]()
    for change in changes:
        _put(result, change, copied)
    return result


def _put(raw: Raw, change: Change, copied: set[Path]) -> None:
    inner: Any = raw
    for depth, key in enumerate(change.path[:-1], start=1):
        if key not in inner and change.value is None:
            return
        following, around = inner.setdefault(key, {}), change.path[:depth]
        if not isinstance(following, dict):
            raise MisfitError(change, f'"{".".join(around)}" is a plain value; nothing can be changed below it')
        if around not in copied:
            following = inner[key] = dict(following)
            copied.add(around)
        inner = following
    if change.value is None:
        inner.pop(change.path[-1], None)
    else:
        inner[change.path[-1]] = deepcopy(change.value)


def combined(option: Any) -> list[str]:
    """The names of the options that an option combines."""
    stated = option.get("combine") if isinstance(option, dict) else None
    return [str(name) for name in stated] if isinstance(stated, list) else []


def in_order(options: Raw, name: str) -> list[str]:
    """An option and all that it combines, directly or not: each once, the option itself last.

    Raises ValueError when the options combine each other in a circle.
    """
    result: list[str] = []

    def visit(here: str, above: tuple[str, ...]) -> None:
        if here in above:
            circle = " -> ".join((*above[above.index(here) :], here))
            raise ValueError(f"the options combine each other in a circle: {circle}")
        if here in result or here not in options:
            return
        for other in combined(options[here]):
            visit(other, (*above, here))
        result.append(here)

    visit(name, ())
    return result


def resolved(options: Raw, name: str) -> list[Change]:
    """The single replacements of an option, those of the options it combines first."""
    parts = [other for other in in_order(options, name) if isinstance(options[other], dict)]
    return [change for other in parts for change in changes_of(options[other], ("options", other))]


def conflicts(options: Raw, name: str) -> list[str]:
    """Sentences on keys that two combined options set to different values, and the option itself does not decide."""
    decided = {change.path for change in changes_of(options[name])}
    owner: dict[Path, tuple[str, Any]] = {}
    around: dict[Path, str] = {}
    found: list[str] = []
    for other in combined(options[name]):
        final = {change.path: change.value for change in resolved(options, other)}
        for path, value in final.items():
            rival = _rival(path, value, owner, around)
            if rival not in (None, other) and path not in decided:
                found.append(f'"{rival}" and "{other}" both set {".".join(path)}, to different values')
        for path, value in final.items():
            owner.setdefault(path, (other, value))
            for depth in range(1, len(path)):
                around.setdefault(path[:depth], other)
    return found


def _rival(path: Path, value: Any, owner: dict[Path, tuple[str, Any]], around: dict[Path, str]) -> str | None:
    """The option that has already set this key to another value, or a key inside or around it."""
    if path in owner and owner[path][1] != value:
        return owner[path][0]
    if path in around:
        return around[path]
    around_it = (path[:depth] for depth in range(1, len(path)))
    return next((owner[key][0] for key in around_it if key in owner), None)
