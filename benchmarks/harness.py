"""Paired measurement: all contenders in turn, run after run, so that ratios survive a machine whose speed drifts."""

import gc
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

LIBRARIES = ("servsim", "numpy", "numba", "simpy", "ciw", "cimba")


class Spread(NamedTuple):
    """A median and the range of the runs it is of."""

    median: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Of the values of the runs."""
        return cls(median(values), min(values), max(values), len(values))


class Lap(NamedTuple):
    """One run of a contender: time and number of units (such as customers) it took."""

    seconds: float
    units: float

    @property
    def each(self) -> float:
        """Seconds per unit."""
        return self.seconds / self.units


@dataclass(frozen=True)
class Contender:
    """Something to be timed: ``run`` takes a seed, ``units`` says how much its result is worth, untimed."""

    name: str
    run: Callable[[int], Any]
    units: Callable[[Any, int], float] = lambda _result, _seed: 1.0
    keep: Callable[[Any], Any] = lambda _result: None
    """What to remember of a result, untimed."""
    warm: Callable[[], Any] | None = None
    """A small run beforehand, so that nothing is compiled or imported in the first run."""


@dataclass
class Race:
    """What the contenders took, by name, run by run."""

    laps: dict[str, list[Lap]] = field(default_factory=dict)
    kept: dict[str, list[Any]] = field(default_factory=dict)

    def each(self, name: str) -> Spread:
        """Seconds per unit."""
        return Spread.of([lap.each for lap in self.laps[name]])

    def ratio(self, slow: str, quick: str) -> Spread:
        """How many times as long one takes per unit as the other, paired by run."""
        pairs = zip(self.laps[slow], self.laps[quick], strict=True)
        return Spread.of([one.each / other.each for one, other in pairs])


Clock = Callable[[], float]


@dataclass(frozen=True)
class Settings:
    """How much to measure."""

    runs: int = 5
    quick: bool = False
    told: Callable[[str], None] = lambda _text: None

    def size(self, full: int, quick: int) -> int:
        """A size for the full or the quick measurement."""
        return quick if self.quick else full


def race(contenders: Sequence[Contender], settings: Settings, clock: Clock = time.process_time) -> Race:
    """Time the contenders: A B C A B C ..., run k with seed k for all of them.

    ``clock`` counts CPU seconds by default (of all threads); give ``time.perf_counter`` where waiting or parallel work
    counts.
    """
    result = Race({one.name: [] for one in contenders}, {one.name: [] for one in contenders})
    for one in contenders:
        if one.warm is not None:
            one.warm()
    for seed in range(settings.runs):
        for one in contenders:
            gc.collect()
            begun = clock()
            outcome = one.run(seed)
            seconds = clock() - begun
            result.laps[one.name].append(Lap(seconds, one.units(outcome, seed)))
            result.kept[one.name].append(one.keep(outcome))
            settings.told(f"run {seed + 1}, {one.name}: {seconds:.3g} s")
    return result


def version_of(library: str) -> str:
    """The installed version, or that it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"


def machine() -> list[str]:
    """The machine in general words, a line each: no names, no places."""
    libraries = ", ".join(f"{name} {version_of(name)}" for name in LIBRARIES)
    return [
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        f"Python {platform.python_version()}, {libraries}",
    ]


def busy() -> str:
    """How much else the machine has had to do in the last minute; best asked for before measuring."""
    return f"load average before {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load before unknown"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if sys.platform == "linux" and told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
