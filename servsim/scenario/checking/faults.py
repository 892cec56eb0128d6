"""What validation found wrong, in the words of a planner and at the path where it stands in the file."""

import re
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from servsim.errors import nearest, shown
from servsim.scenario.checking.unknown_keys import allowed_keys
from servsim.scenario.values.base import MAPPING, PLAIN, Path, Raw

_KEY = "[key]"
_WHOLE = "a whole number is needed"
_NUMBER = "a plain number is needed, without unit"
_LIST = "a list is needed"
_KEYS = "a mapping of keys is needed"
_NEEDED = {
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "int_type": _WHOLE,
    "float_type": _NUMBER,
    "string_type": "a text is needed",
    "finite_number": "a finite number is needed",
    "greater_than": "more than {gt} is needed",
    "greater_than_equal": "at least {ge} is needed",
    "less_than": "less than {lt} is needed",
    "less_than_equal": "at most {le} is possible",
}


class Finding(NamedTuple):
    """A fault at a path of the scenario; ``of_key`` when the key itself is at fault."""

    path: Path
    message: str
    of_key: bool = False


def findings_of(raw: Raw, detail: ErrorDetails) -> list[Finding]:
    """What validation found, for a planner; ``raw`` is what was validated.

    Nothing for the echo of another fault, several for a table with several bad rows (a line of the message each).
    """
    found = _finding(raw, detail)
    return [] if found is None else [found._replace(message=line) for line in found.message.splitlines()]


def _finding(raw: Raw, detail: ErrorDetails) -> Finding | None:
    kind, context, of_key = detail["type"], detail.get("ctx", {}), _KEY in detail["loc"]
    path, stands = _in_raw(raw, detail["loc"])
    if kind == "missing":
        return Finding(path[:-1], f'"{path[-1]}" is missing here', of_key=True)
    if kind == "extra_forbidden":
        hint = nearest(path[-1], allowed_keys(path[:-1]))
        return Finding(path, f"unknown key {shown(path[-1])}; {hint}", of_key=True)
    if kind == "value_error":
        return Finding(path, detail["msg"].removeprefix("Value error, "), of_key)
    message = _message(kind, path[-1] if of_key else stands, context)
    return Finding(path, message, of_key) if message else None


def _message(kind: str, found: Any, context: dict[str, Any]) -> str:
    if kind == "literal_error":
        choices = re.findall("'([^']*)'", context["expected"])
        return f"found {shown(found)}; {nearest(str(found), choices)}"
    if kind in ("too_short", "too_long"):
        return _length(found, context)
    limits = {key: f"{limit:.15g}" for key, limit in context.items() if isinstance(limit, (int, float))}
    return f"found {shown(found)}; {_NEEDED[kind].format(**limits)}"


def _length(stands: Any, context: dict[str, Any]) -> str:
    """What is wrong with the number of entries; "" when only some of them are wrong."""
    found = len(stands)
    entries = "no entry" if found == 0 else "1 entry" if found == 1 else f"{found} entries"
    if found < context.get("min_length", 0):
        return f"found {entries}; at least {context['min_length']} needed"
    too_many = found > context.get("max_length", found)
    return f"found {entries}; at most {context['max_length']} possible" if too_many else ""


def _in_raw(raw: Raw, location: tuple[int | str, ...]) -> tuple[Path, Any]:
    """Path and value in what the planner wrote, for a location that also names choices and short forms."""
    path: list[str] = []
    inner: Any = raw
    for element in location:
        if _holds(inner, element):
            inner = inner[element]
        elif not isinstance(inner, dict) or isinstance(element, int) or element in (PLAIN, MAPPING, _KEY):
            continue
        path.append(str(element))
    return tuple(path), inner


def _holds(inner: Any, element: int | str) -> bool:
    return element in inner if isinstance(inner, dict) else isinstance(inner, list) and isinstance(element, int)
