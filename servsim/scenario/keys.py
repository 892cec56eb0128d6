"""Which keys a scenario can have at a path, and whether a path leads to something."""

from typing import Any

from servsim.errors import nearest, shown
from servsim.scenario.base import Shape, shape
from servsim.scenario.document import Path, Raw


def shape_at(path: Path) -> Shape | None:
    """What can stand at a path: a part, keys that the planner chooses, or (None) nothing that the scenario knows."""
    from servsim.scenario.scenario import Scenario

    here = Shape(False, Scenario)
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


def misled(raw: Raw, path: Path) -> str:
    """Why a path leads to nothing in a raw scenario: a sentence, or "" when it leads to a value or to its default."""
    inner: Any = raw
    for depth, key in enumerate(path):
        around = path[:depth]
        stated = tuple(inner) if isinstance(inner, dict) else ()
        here = shape_at(around)
        known = stated if here is not None and here.named else allowed_keys(around)
        if key not in known:
            place = f"in {'.'.join(around)}" if around else "here"
            return f"there is no {shown(key)} {place}; {nearest(key, known)}"
        if key not in stated and not _has_default(here, key):
            return f'"{".".join(path[: depth + 1])}" is not stated in this scenario'
        inner = inner[key] if key in stated else None
    return ""


def _has_default(here: Shape | None, key: str) -> bool:
    if here is None or here.part is None:
        return False
    field = here.part.model_fields[key]
    return not field.is_required() and field.default is not None
