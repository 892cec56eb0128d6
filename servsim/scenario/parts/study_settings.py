"""How much to simulate: a number of replications, or as many as a stated precision needs."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from servsim.errors import shown
from servsim.scenario.parts.width import Width, parse_width
from servsim.scenario.values.base import Part, Text, default
from servsim.scenario.values.units import AUTO, Auto, Share

FEWEST, MOST = 2, 1_000_000


def replications_asked(value: object) -> int | Auto:
    """``"auto"``, or a number of replications.

    Raises ValueError for anything else.
    """
    if value == AUTO:
        return AUTO
    if isinstance(value, int) and not isinstance(value, bool) and FEWEST <= value <= MOST:
        return value
    raise ValueError(f"found {shown(value)}; replications are auto, or a whole number from {FEWEST} to {MOST:,}")


Replications = Annotated[
    Auto | int,
    BeforeValidator(replications_asked),
    WithJsonSchema({"anyOf": [{"const": AUTO}, {"type": "integer", "minimum": FEWEST, "maximum": MOST}]}),
]


class StudySettings(Part):
    """How much to simulate when the command line says nothing else."""

    replications: Replications = AUTO
    """Number of replications of every option; auto: as many as the precision needs."""
    precision: dict[str, Text] = {}
    """How wide intervals may be at most, to either side, by KPI: per cent of the mean (5 %), or absolute (30 s, 0.05,
    2 points). Without it: the targets' KPIs, or the main ones, with relative_width."""
    relative_width: Share = default(0.05, between=(0.01, 0.2))
    """How wide intervals without a width of their own may be, to either side, as a share of the mean; ratings have
    0.05 points, NPS 2."""
    at_most: int = default(200, between=(50, 10_000), ge=15, le=MOST)
    """Replications after which auto stops in any case."""
    seed: int = Field(default=1, ge=0, lt=2**63)
    """Seed of all random numbers."""
    engine: Literal["auto", "simpy", "compiled"] = "auto"
    """Which engine simulates: simpy, compiled (quicker, with the same results, to the bit), or auto: the first done."""
    uncertainty: Literal["all", "stated", "none"] = "all"
    """Over which ranges everything is simulated again, where that is quick or asked for: those stated under "uncertain"
    and those of all defaults, the stated ones only, or none unless asked for."""
    parameter_sets: int = Field(default=64, ge=8, le=4096)
    """At how many points of these ranges everything is simulated again."""

    @cached_property
    def widths(self) -> tuple[Width, ...]:
        """The stated widths, read."""
        return tuple(parse_width(kpi, text) for kpi, text in self.precision.items())
