"""Who comes and who serves: segments with their arrivals, teams with their rosters."""

import re
from typing import Annotated, Self

import numpy as np
from pydantic import AfterValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from servsim.errors import shown
from servsim.scenario.parts.clock import Clock, Counts, Rates
from servsim.scenario.parts.rating import SegmentWeights
from servsim.scenario.parts.replay import Replay
from servsim.scenario.parts.wait_table import WaitTable
from servsim.scenario.values.base import MAPPING, PLAIN, Part, Source, Text, default, plain_or_mapping
from servsim.scenario.values.distributions import Distribution
from servsim.scenario.values.units import Minutes, PerMinute, Ratio, Share

SERVQUAL_LEVELS = Source("assumption", "levels of desired service on the 1 to 7 scale, an assumption")
SLACK = 1e-9
LARGEST_GROUP = 1000
_SIZE = r"^(?:[1-9][0-9]{0,2}|1000)$"


def _size(key: str) -> str:
    if not re.fullmatch(_SIZE, key):
        raise ValueError(f"found {shown(key)}; a group has 1 to {LARGEST_GROUP} customers")
    return key


def _whole(sizes: dict[str, float]) -> dict[str, float]:
    total = sum(sizes.values())
    if abs(total - 1) > SLACK:
        raise ValueError(f"the shares of group sizes add up to {100 * total:g} %, not 100 %")
    return sizes


Size = Annotated[str, AfterValidator(_size), WithJsonSchema({"type": "string", "pattern": _SIZE})]
SizeShares = Annotated[dict[Size, Share], AfterValidator(_whole)]
GroupSize = Annotated[
    Annotated[int, Field(ge=1, le=LARGEST_GROUP), Tag(PLAIN)] | Annotated[SizeShares, Tag(MAPPING)],
    Discriminator(plain_or_mapping),
]
Start = Annotated[
    Annotated[Text, Tag(PLAIN)] | Annotated[dict[str, Share], Field(min_length=1), Tag(MAPPING)],
    Discriminator(plain_or_mapping),
]


class Arrivals(Part):
    """How customers of a segment come: at random with a rate by time of day, or replayed from a file."""

    per_hour: Rates | None = None
    """Arrivals per hour (of groups, when there are groups); one number, or numbers by time of day."""
    day_to_day_cv: Ratio = default(
        0.0, Source("assumption", "Poisson: no busy and quiet days unless stated (assumption)"), between=(0, 0.4), le=5
    )
    """How much whole days differ beyond chance: coefficient of variation of a day's busyness factor. A busy day is
    busy for all segments."""
    group_size: GroupSize = 1
    """Customers who arrive together: a number, or shares of sizes such as {1: 60 %, 2: 40 %}."""
    replay: Replay | None = None
    """Arrivals from a CSV file instead of chance."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.per_hour is None) == (self.replay is None):
            raise ValueError("state either per_hour or replay")
        if self.replay is not None and "day_to_day_cv" in self.model_fields_set:
            raise ValueError("replayed arrivals are as they were; day_to_day_cv is only for per_hour")
        return self

    @property
    def mean_group(self) -> float:
        """Mean number of customers who arrive together."""
        if isinstance(self.group_size, int):
            return float(self.group_size)
        return sum(int(size) * share for size, share in self.group_size.items())

    def expected_customers(self, clock: Clock) -> float:
        """Expected number of customers in one replication."""
        if self.replay is not None:
            return self.replay.customers * self.mean_group
        day = sum(step.value / 60.0 * (step.end - step.start) for step in clock.steps(self.per_hour or 0.0))
        groups = np.full(clock.days, day).sum()  # day by day as they are drawn, equal to the bit
        return float(groups) * self.mean_group


class Needs(Part):
    """What a segment needs, on the line along which the service can be designed.

    The unit is the functional limit: a customer whose need is 1 away from what is delivered finds it worth half.
    """

    mean: float = default(0.0, between=(-1, 1), ge=-10, le=10)
    """Mean need, relative to where the standard could aim."""
    spread: float = default(0.5, between=(0, 1.5), ge=0, le=10)
    """How much customers differ (standard deviation)."""


class Balking(Part):
    """Walking past a long line instead of joining it."""

    starts_at: int = Field(ge=0, le=100_000)
    """Customers waiting at which the first turn away."""
    certain_at: int = Field(ge=1, le=100_000)
    """Customers waiting at which everybody turns away; between the two the probability rises in equal steps."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.starts_at < self.certain_at:
            raise ValueError(f"starts_at ({self.starts_at}) must be below certain_at ({self.certain_at})")
        return self


class Expectations(Part):
    """What a segment expects, on SERVQUAL's scale from 1 to 7."""

    reliability: float = default(6.3, SERVQUAL_LEVELS, between=(5, 7), ge=1, le=7)
    """Desired level: promised things done right."""
    responsiveness: float = default(6.0, SERVQUAL_LEVELS, between=(5, 7), ge=1, le=7)
    """Desired level: prompt help."""
    assurance: float = default(6.1, SERVQUAL_LEVELS, between=(5, 7), ge=1, le=7)
    """Desired level: competence and courtesy."""
    empathy: float = default(5.7, SERVQUAL_LEVELS, between=(4, 7), ge=1, le=7)
    """Desired level: individual attention."""
    tangibles: float = default(5.2, SERVQUAL_LEVELS, between=(4, 7), ge=1, le=7)
    """Desired level: rooms, equipment, appearance."""
    zone: float = default(
        1.2,
        Source("form", "zone of tolerance: Parasuraman, Zeithaml & Berry 1994; width is an assumption"),
        between=(0.5, 2),
        ge=0,
        le=6,
    )
    """Width of the zone of tolerance: desired minus adequate level."""
    promise: float = default(
        0.0, Source("assumption", "no over-promising unless stated (assumption)"), between=(0, 1), ge=-3, le=3
    )
    """By how much advertising raises expectations above what the service is designed for."""

    adjustment: float = default(
        0.1, Source("form", "form: Boulding et al. 1993; value is an assumption"), between=(0, 0.3), ge=0, le=1
    )
    """Share of a surprise that moves what the same customer predicts next time: 0 never learns, 1 expects the last
    encounter again."""

    @property
    def desired(self) -> tuple[float, float, float, float, float]:
        """Desired levels without promise, in the order of the five dimensions."""
        return self.reliability, self.responsiveness, self.assurance, self.empathy, self.tangibles


class Segment(Part):
    """A kind of customer."""

    arrivals: Arrivals
    """When they come."""
    tolerated_wait: Minutes = default(5.0, between=(0.3, 60), unit="min", gt=0)
    """The wait at which half of them say it took too long."""
    patience: Distribution | None = None
    """How long they wait before giving up; without it they wait for ever."""
    needs: Needs = Needs()
    """What they need."""
    priority: int = Field(default=1, ge=1, le=99)
    """1 is served first; within a priority, first come, first served."""
    balking: Balking | None = None
    """Walking past a long line."""
    expectations: Expectations = Expectations()
    """What they expect."""
    weights: SegmentWeights | None = None
    """How much each dimension counts for them, when it differs from servqual.weights."""
    wait_table: WaitTable | None = None
    """Their own scores of waits, when they differ from servqual.wait_table."""
    start: Start | None = None
    """Where their journey starts, when not where everybody's does."""
    source: Text | None = None
    """Where these facts come from."""


class Team(Part):
    """A pool of people (or machines) who serve one queue."""

    agents: Counts
    """Agents on duty: one number, or numbers by time of day. An agent finishes the encounter at hand before leaving."""
    wage: PerMinute = default(
        20 / 60, Source("assumption", "20 per hour, an assumption"), between=(10 / 60, 60 / 60), unit="per min"
    )
    """Wage of one agent."""
    queue_limit: int | None = Field(default=None, ge=0, le=1_000_000)
    """Places to wait; who finds them all taken is turned away. Without it there is always room."""
    skill: float = default(
        1.0, Source("assumption", "experienced staff (assumption)"), between=(0.7, 1.1), ge=0.3, le=1.2
    )
    """Skill of the team, 1 = experienced; below, adapting is weaker, delivery noisier, defects more likely."""
    speed_cv: Ratio = default(
        0.10, Source("form", "agents differ: Gans et al. 2010; size is an assumption"), between=(0, 0.3), le=2
    )
    """Lasting differences in pace between agents (coefficient of variation of a lognormal factor with mean 1)."""
    speed_incentive: float = default(0.5, Source("assumption", "neutral (assumption)"), between=(0, 1), ge=0, le=1)
    """What pay and praise reward: 0 only quality, 1 only speed, 0.5 neutral."""
    culture: float = default(0.5, Source("assumption", "neutral (assumption)"), between=(0, 1), ge=0, le=1)
    """Service culture: 0 careless, 1 exemplary, 0.5 neutral."""
    source: Text | None = None
    """Where these facts come from."""

    @property
    def largest_roster(self) -> int:
        """The number of different agents that the roster needs."""
        return max(self.agents.values()) if isinstance(self.agents, dict) else self.agents
