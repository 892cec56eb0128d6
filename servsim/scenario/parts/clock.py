"""When the service is open, for how many days, and what happens to those inside when it closes."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from servsim.errors import shown
from servsim.scenario.values.base import MAPPING, PLAIN, Part, default, plain_or_mapping
from servsim.scenario.values.units import (
    AUTO,
    MINUTES_PER_DAY,
    Day,
    MinutesOrAuto,
    TimeOfDay,
    show_time_of_day,
    time_of_day,
)


def _distinct(raw: object) -> object:
    """Refuse a profile that names one time of day twice (9:00 and 09:00)."""
    seen: dict[float, str] = {}
    for key in raw if isinstance(raw, dict) else ():
        try:
            time = time_of_day(key) % MINUTES_PER_DAY
        except ValueError:
            continue
        if time in seen:
            raise ValueError(f"found {shown(seen[time])} and {shown(key)}, which are the same time of day")
        seen[time] = key
    return raw


Level = Annotated[float, Field(ge=0, le=1e6)]
Count = Annotated[int, Field(ge=0, le=100_000)]

Rates = Annotated[
    Annotated[Level, Tag(PLAIN)]
    | Annotated[dict[TimeOfDay, Level], Field(min_length=1), BeforeValidator(_distinct), Tag(MAPPING)],
    Discriminator(plain_or_mapping),
]
"""A number for the whole day, or numbers by time of day: each holds from its time on until the next."""

Counts = Annotated[
    Annotated[Count, Tag(PLAIN)]
    | Annotated[dict[TimeOfDay, Count], Field(min_length=1), BeforeValidator(_distinct), Tag(MAPPING)],
    Discriminator(plain_or_mapping),
]
"""A whole number for the whole day, or whole numbers by time of day."""


class ProfileStep(NamedTuple):
    """From ``start`` to ``end`` (minutes since opening) the value holds."""

    start: float
    value: float
    end: float


class Clock(Part):
    """Opening hours of one replication. Without ``open`` and ``close`` the service never closes."""

    open: TimeOfDay | None = None
    """Opening time, the same on each day."""
    close: TimeOfDay | None = None
    """Closing time; when it is not after the opening time it belongs to the next day."""
    days: int = Field(default=1, ge=1, le=3660)
    """Number of days in one replication: the length of the period that is simulated."""
    days_per_week: int = default(7, between=(5, 7), ge=1, le=7)
    """On how many days a week the service opens; for what is told per week."""
    at_close: Literal["serve_those_inside", "send_home", "keep_waiting"] = "serve_those_inside"
    """At closing time: serve everybody inside, send home who is still waiting, or let the queue wait for the next
    opening (letters, tickets)."""
    warm_up: MinutesOrAuto = 0.0
    """Customers who arrive before this moment are simulated but not counted. Only for a service that never closes;
    auto: as long as it takes to settle, found by pilot runs (MSER-5) and the same for all options."""
    first_day: Day | None = None
    """The date of the first day; arrivals replayed from a file are counted from its midnight. Without it, the earliest
    date in those files."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.open is None) != (self.close is None):
            raise ValueError("state both open and close, or neither for a service that never closes")
        if self.open is not None and self.open >= MINUTES_PER_DAY:
            raise ValueError("the opening time must be before 24:00")
        if self.open is not None and self.warm_up != 0:
            raise ValueError("a warm-up is only for a service that never closes; this one starts each day empty")
        if self.warm_up != AUTO and self.warm_up >= self.days * MINUTES_PER_DAY:
            raise ValueError(f"the warm-up leaves nothing of the {self.days} day(s)")
        return self

    @property
    def never_closes(self) -> bool:
        """Whether the service is open around the clock."""
        return self.open is None

    @property
    def open_minutes(self) -> float:
        """Length of one opening, minutes (a whole day when the service never closes)."""
        if self.open is None or self.close is None:
            return MINUTES_PER_DAY
        return (self.close - self.open) % MINUTES_PER_DAY or MINUTES_PER_DAY

    @property
    def weeks(self) -> float:
        """Weeks of the service that are counted in one replication."""
        return (self.days - self.warm_up_minutes / MINUTES_PER_DAY) / self.days_per_week

    @property
    def warm_up_minutes(self) -> float:
        """The warm-up in minutes; raises ValueError as long as it has not been found (measures/baseline/warm_up.py)."""
        if self.warm_up == AUTO:
            raise ValueError("the warm-up has not been found yet")
        return self.warm_up

    def openings(self) -> Iterator[tuple[float, float]]:
        """Opening and closing instants, minutes from the midnight before the first day, one pair a day."""
        start = self.open or 0.0
        for day in range(self.days):
            opened = day * MINUTES_PER_DAY + start
            yield opened, opened + self.open_minutes

    def steps(self, profile: float | dict[float, float] | dict[float, int]) -> list[ProfileStep]:
        """A profile as steps since opening; a plain number holds all day.

        What a profile says before the opening time holds at opening; before its first time it is 0.
        """
        if not isinstance(profile, dict):
            return [ProfileStep(0.0, float(profile), self.open_minutes)]
        opening = self.open or 0.0
        inside, early = {}, {}
        for time, value in profile.items():
            since_opening = (time - opening) % MINUTES_PER_DAY
            if since_opening < self.open_minutes:
                inside[since_opening] = float(value)
            elif time <= opening:
                early[time] = float(value)
        inside.setdefault(0.0, early[max(early)] if early else 0.0)
        starts = sorted(inside)
        return [ProfileStep(start, inside[start], end) for start, end in pairwise([*starts, self.open_minutes])]

    def labels(self, width: float) -> list[str]:
        """Times of day of the slots of ``width`` minutes since opening."""
        start = self.open or 0.0
        return [
            show_time_of_day((start + i * width) % MINUTES_PER_DAY) for i in range(int(-(-self.open_minutes // width)))
        ]
