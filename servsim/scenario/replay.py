"""Real arrivals from a CSV file: timestamps, or counts per interval."""

from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from pydantic import PrivateAttr, ValidationInfo, model_validator

from servsim.scenario.base import Part
from servsim.scenario.table import pick, read_rows
from servsim.scenario.units import Minutes, time_of_day


class Arrived(NamedTuple):
    """``count`` customers arrived on ``day`` (None: no date) at ``minute`` after midnight."""

    day: date | None
    minute: float
    count: int


class Replay(Part):
    """Arrivals as they were, read from a CSV file."""

    file: str
    """The CSV file, relative to the scenario (gzip when its name ends in .gz)."""
    time: str
    """The column with the time: "1999-01-04 09:12:30", or only "09:12:30" for a single day."""
    count: str | None = None
    """The column with the number of arrivals in the interval that starts at that time; without it, one row is one
    arrival."""
    interval: Minutes | None = None
    """Length of those intervals; within one, arrivals are spread at random."""
    where: dict[str, str | list[str]] = {}
    """Only the rows with these values, such as {type: NW} or {type: [NW, PE]}."""

    _arrived: tuple[Arrived, ...] = PrivateAttr(default=())
    _first_day: date | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        if (self.count is None) != (self.interval is None):
            raise ValueError("counts per interval need both count (the column) and interval (its length)")
        if self.interval is not None and self.interval <= 0:
            raise ValueError("the interval must be longer than 0")
        arrived, days = [], []
        for number, row in enumerate(read_rows(self.file, info), start=2):
            try:
                entry = self._entry(row)
            except ValueError as error:
                if f"{self.file} has no column" in str(error):
                    raise
                raise ValueError(f"{self.file}, row {number}: {error}") from None
            days.append(entry.day)
            if self._chosen(row):
                arrived.append(entry)
        if len({day is None for day in days}) > 1:
            raise ValueError(f'{self.file}, column "{self.time}": some rows have a date and some have none')
        if not arrived:
            raise ValueError(f"{self.file}: no row fits {self.where}")
        self._arrived = tuple(arrived)
        self._first_day = min((day for day in days if day is not None), default=None)
        return self

    def _entry(self, row: dict[str, str]) -> Arrived:
        text = pick(row, self.time, self.file).strip()
        day, minute = _instant(text)
        if self.count is None:
            return Arrived(day, minute, 1)
        cell = pick(row, self.count, self.file).strip()
        if not cell.isdigit():
            raise ValueError(f'found "{cell}" in column "{self.count}"; a whole number >= 0 is needed')
        return Arrived(day, minute, int(cell))

    def _chosen(self, row: dict[str, str]) -> bool:
        return all(
            pick(row, column, self.file).strip() in ([wanted] if isinstance(wanted, str) else wanted)
            for column, wanted in self.where.items()
        )

    @property
    def first_day(self) -> date | None:
        """The earliest date in the file, whatever ``where`` says; None when its times have no date."""
        return self._first_day

    def arrived(self, first_day: date | None) -> list[tuple[float, int]]:
        """Instants (minutes from the midnight before ``first_day``) with their numbers of customers."""
        start = first_day or self._first_day
        return [
            ((entry.day - start).days * 1440.0 + entry.minute if entry.day and start else entry.minute, entry.count)
            for entry in self._arrived
        ]


def _instant(text: str) -> tuple[date | None, float]:
    if len(text) <= 8 and ":" in text:
        seconds = float(text[6:]) if len(text) > 5 and text[5:6] == ":" else 0.0
        return None, time_of_day(text[:5]) + seconds / 60
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'found "{text}"; a time is written "1999-01-04 09:12:30" or "09:12:30"') from None
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment.date(), (moment - midnight) / timedelta(minutes=1)
