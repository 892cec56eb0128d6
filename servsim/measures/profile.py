"""What the figures need of one replication beside its KPIs: small arrays that add up over replications."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counting.counters import LIKELY, LIKELY_MEASURED, STARS, STARS_MEASURED
from servsim.measures.summary import Summary

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Profile:
    """Arrays of one replication, or their sums over several."""

    replications: int
    waits: Floats
    """(segments, 1 + bins + 1) encounters by wait: none at all, the bins, longer."""
    waiting: Floats
    """(teams, slots) mean number waiting over the day."""
    busy: Floats
    """(teams, slots) mean number busy."""
    scheduled: Floats
    """(teams, slots) agents on schedule."""
    csat: Floats
    """(2, 5) customers by rating 1..5: all, and those who answered the survey."""
    recommend: Floats
    """(2, 11) customers by likelihood to recommend 0..10: all, and those who answered."""

    def plus(self, other: "Profile") -> "Profile":
        """The sum of two pictures."""
        return Profile(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


def profile(summary: Summary) -> Profile:
    """The picture of the first replication of a summary."""
    return profiles(summary)[0]


def profiles(summary: Summary) -> list[Profile]:
    """The pictures of the replications of a summary, one each."""
    scenario, frame = summary.model.scenario, summary.frame
    minutes = frame.slots.width * summary.days
    scheduled = _placed(summary.scheduled[None], scenario.teams, frame.teams)[0]
    parts = zip(
        _placed(summary.bins, scenario.segments, frame.segments),
        _placed(summary.waiting / minutes, scenario.teams, frame.teams),
        _placed(summary.busy / minutes, scenario.teams, frame.teams),
        summary.ratings[:, [STARS, STARS_MEASURED], :5],
        summary.ratings[:, [LIKELY, LIKELY_MEASURED]],
        strict=True,
    )
    return [
        Profile(1, waits, waiting, busy, scheduled, csat, recommend) for waits, waiting, busy, csat, recommend in parts
    ]


def _placed(rows: Floats, names: Iterable[str], all_names: tuple[str, ...]) -> Floats:
    """The rows (replications, names, ...) among those of ``all_names``; zeros for the others."""
    result = np.zeros((len(rows), len(all_names), rows.shape[2]))
    result[:, [all_names.index(name) for name in names]] = rows
    return result


@dataclass(frozen=True, slots=True)
class AgentQuality:
    """Quality by agent in one replication: arrays (agents,)."""

    count: Floats
    mean: Floats
    sd: Floats


def agent_quality(summary: Summary, number: int = 0) -> AgentQuality:
    """Number of encounters, mean and standard deviation of quality of each agent (NaN without encounters).

    ``number`` is the place of the replication in the summary.
    """
    count, total, squares = summary.qualities[number].sum(axis=(0, 1))[1:].T
    safe = np.where(count > 0, count, np.nan)
    mean = total / safe
    spread = np.maximum(squares - count * mean * mean, 0.0)
    return AgentQuality(count, mean, np.sqrt(spread / np.where(count > 1, count - 1, np.nan)))
