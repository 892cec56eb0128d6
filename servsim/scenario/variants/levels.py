"""The levels of a factor as they are written: ``3:8``, ``0:1:0.1``, ``4 min:6 min:30 s``, ``a,b,c``, ``+0:+4``."""

import re
from decimal import Decimal
from typing import Any, NamedTuple

from servsim.errors import shown

MOST_LEVELS = 1000
FORM = 'levels are written "3:8", "0:1:0.1", "4 min,6 min" or, on top of what is stated, "+0:+4"'
_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_QUANTITY = re.compile(rf"\s*([+-]?)({_NUMBER})\s*([A-Za-z%/][A-Za-z%/ ]*?)?\s*")


class Level(NamedTuple):
    """One level: how it is written, its value, and whether that is added to what the scenario states."""

    text: str
    value: Any
    added: bool = False

    @property
    def number(self) -> float | None:
        """The number in it (in the unit it is written in); None for a text and for parts of a scenario."""
        if isinstance(self.value, (int, float)) and not isinstance(self.value, bool):
            return float(self.value)
        found = _QUANTITY.fullmatch(self.value) if isinstance(self.value, str) else None
        return None if found is None else float(found[1] + found[2])


class Quantity(NamedTuple):
    """A number as it is written, exactly, with its unit ("" for none)."""

    sign: str
    size: Decimal
    unit: str


def read_levels(text: str) -> list[Level]:
    """The levels that a text stands for: a range with both ends and a step (1 unless stated), or a list with commas.

    Numbers with a plus sign, and all of a range that has one, are added to what the scenario states. Raises ValueError
    for an empty list, a range that is none, and more than 1,000 levels.
    """
    if "," in text or ":" not in text:
        return _distinct([_single(part.strip()) for part in text.split(",")], text)
    parts = [_quantity(part) for part in text.split(":")]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts) or len(parts) not in (2, 3):
        raise ValueError(f"found {shown(text)}; {FORM}")
    return _range(found, text)


def given_levels(values: list[Any]) -> list[Level]:
    """Levels given as values: texts are read as a list's entries are, everything else is taken as it is.

    Raises ValueError for an empty list and for values given twice.
    """
    return _distinct([_single(one) if isinstance(one, str) else Level(_written(one), one) for one in values], "")


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    return str(value)


def _single(part: str) -> Level:
    found = _quantity(part)
    if not part:
        raise ValueError(f"found an empty entry; {FORM}")
    if found is None or found.unit:
        return Level(part, {"true": True, "false": False}.get(part, part))
    return Level(part, _plain(_signed(found)), found.sign == "+")


def _range(parts: list[Quantity], text: str) -> list[Level]:
    first, last = _signed(parts[0]), _signed(parts[1])
    step = _signed(parts[2]) if len(parts) == 3 else Decimal(1)
    units = {part.unit for part in parts}
    if len(units) > 1:
        raise ValueError(f"found {shown(text)}; both ends and the step of a range have the same unit")
    if step <= 0 or last < first:
        raise ValueError(f"found {shown(text)}; a range rises from its first end to its last, by a step above 0")
    if len(parts) == 2 and (first % 1 or last % 1):
        raise ValueError(f'found {shown(text)}; a range of fractions needs a step ("0:1:0.1")')
    number = int((last - first) / step) + 1
    if number > MOST_LEVELS:
        raise ValueError(f"found {shown(text)}, {number:,} levels; at most {MOST_LEVELS:,} are possible")
    unit, added = parts[0].unit, any(part.sign == "+" for part in parts[:2])
    if unit and added:
        raise ValueError(f"found {shown(text)}; only plain numbers can be added to what is stated")
    return [_level(first + index * step, unit, added) for index in range(number)]


def _level(value: Decimal, unit: str, added: bool) -> Level:
    plain = _plain(value)
    text = f"{plain:+}" if added else f"{plain} {unit}".strip()
    return Level(text, f"{plain} {unit}" if unit else plain, added)


def _distinct(levels: list[Level], text: str) -> list[Level]:
    if not levels:
        raise ValueError(f"found no level; {FORM}")
    twice = next((one.text for index, one in enumerate(levels) if one in levels[:index]), None)
    if twice is not None:
        raise ValueError(f"found {shown(twice)} twice{f' in {shown(text)}' if text else ''}")
    return levels


def _quantity(text: str) -> Quantity | None:
    found = _QUANTITY.fullmatch(text)
    return None if found is None else Quantity(found[1], Decimal(found[2]), found[3] or "")


def _signed(quantity: Quantity) -> Decimal:
    return -quantity.size if quantity.sign == "-" else quantity.size


def _plain(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
