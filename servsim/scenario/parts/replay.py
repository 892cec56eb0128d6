"""Real arrivals from a CSV file: timestamps, or counts per interval."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, NamedTuple, Self

from pydantic import BeforeValidator, PrivateAttr, ValidationInfo, WithJsonSchema, model_validator

from servsim.errors import shown
from servsim.scenario.values.base import Part, Text
from servsim.scenario.values.units import MINUTES_PER_DAY, Minutes, time_of_day
from servsim.tables import Table, read_table

_CLOCK_TIME = re.compile(r"([0-9]{1,2}:[0-9]{2})(?::([0-5][0-9](?:\.[0-9]+)?))?")
Wanted = Annotated[
    list[Text],
    BeforeValidator(lambda raw: raw if isinstance(raw, list) else [raw]),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1},
            ]
        }
    ),
]


class Arrived(NamedTuple):
    """``customers`` arrived on ``day`` (None: no date) at ``minute`` after midnight."""

    day: date | None
    minute: float
    customers: int


class Replay(Part):
    """Arrivals as they were, read from a CSV file."""

    file: str
    """The CSV file, relative to the scenario (gzip when its name ends in .gz)."""
    time: Text
    """The column with the time: "1999-01-04 09:12:30", or only "09:12:30" for a single day."""
    count: Text | None = None
    """The column with the number of arrivals in the interval that starts at that time; without it, one row is one
    arrival."""
    interval: Minutes | None = None
    """Length of those intervals; within one, arrivals are spread at random."""
    where: dict[str, Wanted] = {}
    """Only the rows with these values, such as {type: NW} or {type: [NW, PE]}."""

    _arrived: tuple[Arrived, ...] = PrivateAttr(default=())
    _first_day: date | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        if (self.count is None) != (self.interval is None):
            raise ValueError("counts per interval need both count (the column) and interval (its length)")
        if self.interval is not None and self.interval <= 0:
            raise ValueError("the interval must be longer than 0")
        where = tuple((column, frozenset(wanted)) for column, wanted in self.where.items())
        self._arrived, self._first_day = _arrivals(read_table(self.file, info), self.time, self.count, where)
        return self

    @property
    def first_day(self) -> date | None:
        """The earliest date in the file, whatever ``where`` says; None when its times have no date."""
        return self._first_day

    @property
    def customers(self) -> int:
        """Number of arrivals in the chosen rows."""
        return sum(entry.customers for entry in self._arrived)

    def arrived(self, first_day: date | None) -> list[tuple[float, int]]:
        """Instants in order (minutes from the midnight before ``first_day``) with their numbers of customers."""
        start = first_day or self._first_day
        return [(_since(start, entry), entry.customers) for entry in self._arrived]

    def span(self, first_day: date | None) -> tuple[float, float]:
        """The first and the last of these instants."""
        start = first_day or self._first_day
        return _since(start, self._arrived[0]), _since(start, self._arrived[-1])


def _since(first_day: date | None, entry: Arrived) -> float:
    if entry.day is None or first_day is None:
        return entry.minute
    return (entry.day - first_day).days * MINUTES_PER_DAY + entry.minute


@lru_cache(maxsize=16)
def _arrivals(
    table: Table, time: str, count: str | None, where: tuple[tuple[str, frozenset[str]], ...]
) -> tuple[tuple[Arrived, ...], date | None]:
    """The chosen arrivals in the order of time, and the earliest date among all rows."""
    instants = table.read(time, _instant)
    customers = [1] * len(instants) if count is None else table.read(count, _whole)
    days = [day for day, _ in instants if day is not None]
    if 0 < len(days) < len(instants):
        raise ValueError(f"{table.file}, column {shown(time)}: some rows have a date and some have none")
    chosen = [True] * len(instants)
    for column, wanted in where:
        chosen = [kept and cell in wanted for kept, cell in zip(chosen, table.cells(column), strict=True)]
    arrived = [Arrived(*instants[row], customers[row]) for row, kept in enumerate(chosen) if kept]
    if not arrived:
        raise ValueError(f"{table.file}: no row has the values that where asks for")
    return tuple(sorted(arrived, key=lambda entry: (entry.day or date.min, entry.minute))), min(days, default=None)


def _whole(cell: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", cell):
        raise ValueError(f"found {shown(cell)}; a whole number >= 0 is needed")
    return int(cell)


def _instant(text: str) -> tuple[date | None, float]:
    clock_time = _CLOCK_TIME.fullmatch(text)
    if clock_time is not None:
        return None, time_of_day(clock_time[1]) + float(clock_time[2] or 0) / 60
    try:
        event = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'found {shown(text)}; a time is written "1999-01-04 09:12:30" or "09:12:30"') from None
    midnight = event.replace(hour=0, minute=0, second=0, microsecond=0)
    return event.date(), (event - midnight) / timedelta(minutes=1)
