"""How options are to be compared, as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from servsim.scenario.kpis.declarations import Better
from servsim.study.running.worker_pool import Workers
from servsim.study.settings import Progress

Method = Literal["nm", "kn", "ocba"]
METHODS: tuple[Method, ...] = ("nm", "kn", "ocba")
FIRST_STAGE = 20
"""Replications of each option before anything is decided (assumption: 10 to 20 are usual)."""
AT_MOST = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparisonSettings:
    """How options are to be compared; every field has a default."""

    kpis: str | Sequence[str] | None = None
    """What decides, one KPI or several; None for the first KPI with a target, else the satisfaction rating (csat)."""
    better: Better | Mapping[str, Better] | None = None
    """"lower" or "higher", by KPI, for those of which that is not clear by itself; the name may be left out where only
    one KPI decides."""
    indifference: object = None
    """The smallest difference worth acting on, by KPI, written like a precision ({"wait_mean": "30 s", "csat": 0.05});
    for others, the width that the scenario states for this KPI, else 5 % of today's mean, or 0.05 stars. The name may
    be left out where only one KPI decides."""
    method: Method = "nm"
    """nm (Nelson & Matejcik: few options, same customers), kn (Kim & Nelson: many options, same customers, losers are
    dropped early) or ocba (a fixed budget, independent customers, no guarantee)."""
    options: Sequence[str] | None = None
    """Names of the options to compare with the baseline and each other; None for all that the scenario has."""
    at_most: int = AT_MOST
    """Replications of each option at most (>= 20); ocba spends so many times the number of options."""
    seed: int | None = None
    """The seed of all random numbers (0 to 2**63 - 1); None for what the scenario states."""
    progress: Progress | None = None
    """Is told how many replications are done, those of each option counted, and how many are needed in all so far."""
    workers: Workers = 1
    """Number of parallel workers; "auto" for all usable cores, once that pays."""
    executor: Any = None
    """Who simulates instead: an Executor of concurrent.futures, a Dask client, or the address of a Dask scheduler."""
    folder: str | Path | None = None
    """Where finished replications are kept, so that one that was stopped goes on from there; None keeps nothing."""
    fresh: bool = False
    """Whether replications that earlier runs have kept there are forgotten first."""
