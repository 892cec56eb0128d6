"""When the service is open, for how many days, and what happens to those inside when it closes."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Discriminator, Field, Tag, model_validator

from servsim.scenario.base import Part, plain_or_mapping
from servsim.scenario.units import MINUTES_PER_DAY, Minutes, TimeOfDay, show_time_of_day

Level = Annotated[float, Field(ge=0, le=1e6)]
Count = Annotated[int, Field(ge=0, le=100_000, strict=True)]

Rates = Annotated[
    Annotated[Level, Tag("plain")] | Annotated[dict[TimeOfDay, Level], Field(min_length=1), Tag("mapping")],
    Discriminator(plain_or_mapping),
]
"""A number for the whole day, or numbers by time of day: each holds from its time on until the next."""

Counts = Annotated[
    Annotated[Count, Tag("plain")] | Annotated[dict[TimeOfDay, Count], Field(min_length=1), Tag("mapping")],
    Discriminator(plain_or_mapping),
]
"""A whole number for the whole day, or whole numbers by time of day."""


class Step(NamedTuple):
    """From ``start`` (minutes since opening) until the next step the value holds."""

    start: float
    value: float


class Clock(Part):
    """Opening hours of one replication. Without ``open`` and ``close`` the service never closes."""

    open: TimeOfDay | None = None
    """Opening time, the same on each day."""
    close: TimeOfDay | None = None
    """Closing time; when it is not after the opening time it belongs to the next day."""
    days: int = Field(1, ge=1, le=3660)
    """Number of days in one replication (one period)."""
    at_close: Literal["serve_those_inside", "send_home", "keep_waiting"] = "serve_those_inside"
    """At closing time: serve everybody inside, send home who is still waiting, or let the queue wait for the next
    opening (letters, tickets)."""
    warm_up: Minutes = 0.0
    """Customers who arrive before this moment are simulated but not counted. Only for a service that never closes."""
    first_day: date | None = None
    """The date of the first day; arrivals replayed from a file are counted from its midnight."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.open is None) != (self.close is None):
            raise ValueError("state both open and close, or neither for a service that never closes")
        if self.open is not None and self.open >= MINUTES_PER_DAY:
            raise ValueError("the opening time must be before 24:00")
        if self.open is not None and self.warm_up > 0:
            raise ValueError("a warm-up is only for a service that never closes; this one starts each day empty")
        if self.warm_up >= self.days * MINUTES_PER_DAY:
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

    def openings(self) -> Iterator[tuple[float, float]]:
        """Opening and closing instants, minutes from the midnight before the first day, one pair a day."""
        start = self.open or 0.0
        for day in range(self.days):
            opened = day * MINUTES_PER_DAY + start
            yield opened, opened + self.open_minutes

    def steps(self, profile: float | dict[float, float] | dict[float, int]) -> list[Step]:
        """A profile as steps since opening; before its first time it is 0, a plain number holds all day."""
        if not isinstance(profile, dict):
            return [Step(0.0, float(profile))]
        start = self.open or 0.0
        known = sorted(((time % MINUTES_PER_DAY) - start) % MINUTES_PER_DAY for time in profile)
        values = {((time % MINUTES_PER_DAY) - start) % MINUTES_PER_DAY: float(value) for time, value in profile.items()}
        steps = [Step(offset, values[offset]) for offset in known if offset < self.open_minutes]
        early = [time for time in profile if time <= start]
        crosses = start + self.open_minutes > MINUTES_PER_DAY
        if (not steps or steps[0].start > 0) and early and not crosses:
            steps.insert(0, Step(0.0, float(profile[max(early)])))
        if not steps or steps[0].start > 0:
            steps.insert(0, Step(0.0, 0.0))
        return steps

    def labels(self, width: float) -> list[str]:
        """Times of day of the slots of ``width`` minutes since opening."""
        start = self.open or 0.0
        return [show_time_of_day(start + i * width) for i in range(int(-(-self.open_minutes // width)))]
