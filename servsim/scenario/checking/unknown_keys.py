"""Unknown keys and names: which keys a scenario, or a change to it, can have at a path, and what is nearest."""

from typing import Any, NamedTuple

from servsim.errors import nearest, shown
from servsim.scenario.declaration import Declaration
from servsim.scenario.values.base import Path, Raw, Shape, shape


def shape_at(path: Path) -> Shape | None:
    """What can stand at a path: a part, keys that the planner chooses, or (None) nothing that the scenario knows."""
    here = Shape(False, Declaration)
    for key in path:
        if here.named:
            here = Shape(False, here.part)
        elif here.part is not None and key in here.part.model_fields:
            here = shape(here.part.model_fields[key].annotation)
        else:
            return None
    return here


def allowed_keys(path: Path) -> tuple[str, ...]:
    """The keys of the part at a path; none where the planner chooses the keys or a plain value stands."""
    here = shape_at(path)
    return () if here is None or here.named or here.part is None else tuple(here.part.model_fields)


class Unknown(NamedTuple):
    """``key`` stands ``around`` nobody knows what; ``known`` are the keys there are."""

    around: Path
    key: str
    known: tuple[str, ...]


def unknown_key(raw: Raw, path: Path) -> Unknown | None:
    """The first key of a path that a scenario cannot have, or that names what the raw values do not state."""
    inner: Any = raw
    for depth, key in enumerate(path):
        around = path[:depth]
        here = shape_at(around)
        named = here is not None and here.named
        known = tuple(inner) if named and isinstance(inner, dict) else () if named else allowed_keys(around)
        if key not in known:
            return Unknown(around, key, known)
        inner = inner.get(key) if isinstance(inner, dict) else None
    return None


def misled(raw: Raw, path: Path) -> str:
    """Why a path leads to nothing in a raw scenario: a sentence, or "" when it leads to a value or to its default."""
    unknown = unknown_key(raw, path)
    if unknown is not None:
        where = f"in {'.'.join(unknown.around)}" if unknown.around else "here"
        return f"there is no {shown(unknown.key)} {where}; {nearest(unknown.key, unknown.known)}"
    inner: Any = raw
    for depth, key in enumerate(path):
        stated = isinstance(inner, dict) and key in inner
        if not stated and _without_default(path[:depth], key):
            return f'"{".".join(path[: depth + 1])}" is not stated in this scenario'
        inner = inner[key] if stated else None
    return ""


def _without_default(around: Path, key: str) -> bool:
    here = shape_at(around)
    assert here is not None
    assert here.part is not None
    field = here.part.model_fields[key]
    return field.is_required() or field.default is None
