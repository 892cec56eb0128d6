"""What the figures need of one replication beside its KPIs: small arrays that add up over replications."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from servsim.study.ledger import LIKELY, LIKELY_MEASURED, STARS, STARS_MEASURED
from servsim.study.summary import Summary

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Picture:
    """Arrays of one replication, or their sums over several."""

    replications: int
    waits: Floats
    """(segments, bins + 1) encounters by wait."""
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

    def plus(self, other: "Picture") -> "Picture":
        """The sum of two pictures."""
        return Picture(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


def picture(summary: Summary) -> Picture:
    """The picture of one replication."""
    scenario, frame = summary.model.scenario, summary.frame
    minutes = frame.slots.width * summary.days
    return Picture(
        replications=1,
        waits=_placed(summary.bins, scenario.segments, frame.segments),
        waiting=_placed(summary.waiting / minutes, scenario.teams, frame.teams),
        busy=_placed(summary.busy / minutes, scenario.teams, frame.teams),
        scheduled=_placed(summary.scheduled, scenario.teams, frame.teams),
        csat=summary.ratings[[STARS, STARS_MEASURED], :5],
        recommend=summary.ratings[[LIKELY, LIKELY_MEASURED]],
    )


def _placed(rows: Floats, names: Iterable[str], all_names: tuple[str, ...]) -> Floats:
    """The rows of ``names`` among the rows of ``all_names``; zeros for the others."""
    result = np.zeros((len(all_names), rows.shape[1]))
    result[[all_names.index(name) for name in names]] = rows
    return result


@dataclass(frozen=True, slots=True)
class AgentQuality:
    """Quality by agent in one replication: arrays (agents,)."""

    count: Floats
    mean: Floats
    sd: Floats


def agent_quality(summary: Summary) -> AgentQuality:
    """Number of encounters, mean and standard deviation of quality of each agent (NaN without encounters)."""
    count, total, squares = summary.qualities.sum(axis=(0, 1))[1:].T
    safe = np.where(count > 0, count, np.nan)
    mean = total / safe
    spread = np.maximum(squares - count * mean * mean, 0.0)
    return AgentQuality(count, mean, np.sqrt(spread / np.where(count > 1, count - 1, np.nan)))
