"""What every contender gives: a record of each finished encounter, and four KPIs computed from the records."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.workloads import DESK_A, SPECIALIST, STOPS, Queue, Workload

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Kpis(NamedTuple):
    """Over all finished encounters; waits in minutes."""

    wait_mean: float
    wait_p90: float
    abandoned: float
    occupancy: float


class Records(NamedTuple):
    """Columns of equal length, one entry per encounter that ended, served or given up, within the time simulated."""

    touchpoint: NDArray[np.int64]
    joined: Floats
    wait: Floats
    abandoned: Flags
    ended: Floats

    def where(self, chosen: Flags) -> "Records":
        """Some of them."""
        touchpoint, joined, wait, abandoned, ended = self
        return Records(touchpoint[chosen], joined[chosen], wait[chosen], abandoned[chosen], ended[chosen])

    def kpis(self, agent_min: float) -> Kpis:
        """Mean wait, 90 % quantile of waits, share abandoned, and occupancy of so many agent minutes."""
        busy = float((self.ended - self.joined - self.wait).sum())
        return Kpis(
            float(self.wait.mean()), float(np.quantile(self.wait, 0.9)), float(self.abandoned.mean()), busy / agent_min
        )


class Done(NamedTuple):
    """The result of a contender."""

    customers: int
    """Who came."""
    kpis: Kpis | None = None
    records: Records | None = None


def done(work: Workload, customers: int, records: Records) -> Done:
    """The records with their KPIs."""
    return Done(customers, records.kpis(work.agent_min), records)


def joined_up(parts: Sequence[Records]) -> Records:
    """The records of several replications as one."""
    return parts[0] if len(parts) == 1 else Records(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def from_rows(rows: Sequence[tuple[int, float, float, bool, float]]) -> Records:
    """Records from a list of tuples."""
    touchpoint, joined, wait, abandoned, ended = np.asarray(rows, dtype=np.float64).T
    return Records(touchpoint.astype(np.int64), joined, wait, abandoned == 1.0, ended)


def measures(work: Workload, result: Done) -> dict[str, float]:
    """What must agree between contenders: the KPIs, and for the journey waits and abandonment by touchpoint."""
    records, kpis = result.records, result.kpis
    assert records is not None
    assert kpis is not None
    found = {"mean wait": kpis.wait_mean, "wait p90": kpis.wait_p90, "occupancy": kpis.occupancy}
    if isinstance(work, Queue):
        return found | ({} if work.patience_min is None else {"abandoned": kpis.abandoned})
    for place, stop in enumerate(STOPS):
        here = records.touchpoint == place
        found[f"mean wait {stop.name}"] = float(records.wait[here].mean())
        if place in (DESK_A, SPECIALIST):
            found[f"abandoned {stop.name}"] = float(records.abandoned[here].mean())
    return found
