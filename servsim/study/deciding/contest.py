"""How options are to be compared, as a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from servsim.scenario.kpis import Better
from servsim.study.running.crew import Workers

Method = Literal["nm", "kn", "ocba"]
METHODS: tuple[Method, ...] = ("nm", "kn", "ocba")
FIRST_STAGE = 20
"""Replications of each option before anything is decided (assumption: 10 to 20 are usual)."""
AT_MOST = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Contest:
    """How options are to be compared; every field has a default."""

    kpi: str | None = None
    """What decides; None for the first KPI with a target, else the satisfaction rating (csat)."""
    better: Better | None = None
    """"lower" or "higher", for a KPI of which that is not clear by itself."""
    indifference: object = None
    """The smallest difference worth acting on, written like a precision ("5 %", "30 s", 0.05); None for the width that
    the scenario states for this KPI, else 5 % of today's mean, or 0.05 stars."""
    method: Method = "nm"
    """nm (Nelson & Matejcik: few options, same customers), kn (Kim & Nelson: many options, same customers, losers are
    dropped early) or ocba (a fixed budget, independent customers, no guarantee)."""
    options: Sequence[str] | None = None
    """Names of the options to compare with the baseline and each other; None for all that the scenario has."""
    at_most: int = AT_MOST
    """Replications of each option at most (>= 20); ocba spends so many times the number of options."""
    seed: int | None = None
    """The seed of all random numbers (0 to 2**63 - 1); None for what the scenario states."""
    workers: Workers = 1
    """How many simulate at once; "auto" for all usable cores, once that pays."""
    executor: Any = None
    """Who simulates instead: any concurrent.futures.Executor, or a distributed.Client."""
