"""What the figures need of one replication beside its KPIs: small arrays that add up over replications."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from servsim.scenario import Scenario
from servsim.study.replication import Replication
from servsim.study.staffing import Slots, day_profile

Floats = NDArray[np.float64]

WAIT_BINS = 40
SLOT = 15.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes of the pictures, the same for all options of a study."""

    wait_edges: Floats
    """Edges of the waiting-time bins, minutes; one more bin holds all longer waits."""
    slots: Slots
    """Slots of the day that cover the opening hours."""
    segments: tuple[str, ...]
    """All segments of any option, those of the first first."""
    teams: tuple[str, ...]
    """All teams of any option, those of the first first."""

    @classmethod
    def of(cls, scenarios: Sequence[Scenario]) -> "Frame":
        """Bins that reach to four times the longest tolerated wait, and slots of a quarter of an hour."""
        longest = max(segment.tolerated_wait for scenario in scenarios for segment in scenario.segments.values())
        width = _round_up(4.0 * longest / WAIT_BINS)
        opened = min(scenario.clock.open or 0.0 for scenario in scenarios)
        closed = max((scenario.clock.open or 0.0) + scenario.clock.open_minutes for scenario in scenarios)
        return cls(
            wait_edges=width * np.arange(WAIT_BINS + 1, dtype=np.float64),
            slots=Slots(opened, SLOT, int(-(-min(closed - opened, 1440.0) // SLOT))),
            segments=tuple(dict.fromkeys(name for scenario in scenarios for name in scenario.segments)),
            teams=tuple(dict.fromkeys(name for scenario in scenarios for name in scenario.teams)),
        )


def _round_up(width: float) -> float:
    """The next width of 1, 2 or 5 times a power of ten, in minutes or seconds."""
    candidates = [1 / 60, 2 / 60, 5 / 60, 10 / 60, 15 / 60, 30 / 60, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440]
    return next((float(candidate) for candidate in candidates if candidate >= width * 0.999), width)


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


def picture(replication: Replication, frame: Frame) -> Picture:
    """The picture of one replication."""
    log, felt, model = replication.log, replication.feedback, replication.model
    waited = replication.counted & ~np.isnan(replication.queue_wait)
    place = np.minimum(np.searchsorted(frame.wait_edges, replication.queue_wait[waited], side="right") - 1, WAIT_BINS)
    segments = len(model.scenario.segments)
    waits = np.bincount(log.segment[waited] * (WAIT_BINS + 1) + place, minlength=segments * (WAIT_BINS + 1))
    day = day_profile(model.plan, log, frame.slots)
    groups = (replication.counted & felt.rated, replication.counted & felt.responded)
    return Picture(
        replications=1,
        waits=_placed(waits.reshape(segments, WAIT_BINS + 1), model.scenario.segments, frame.segments),
        waiting=_placed(day.waiting, model.scenario.teams, frame.teams),
        busy=_placed(day.busy, model.scenario.teams, frame.teams),
        scheduled=_placed(day.scheduled, model.scenario.teams, frame.teams),
        csat=np.stack([_counts(felt.csat[rows], 1, 5) for rows in groups]),
        recommend=np.stack([_counts(felt.recommend[rows], 0, 10) for rows in groups]),
    )


def _placed(rows: NDArray[np.number], names: Iterable[str], all_names: tuple[str, ...]) -> Floats:
    """The rows of ``names`` among the rows of ``all_names``; zeros for the others."""
    result = np.zeros((len(all_names), rows.shape[1]))
    result[[all_names.index(name) for name in names]] = rows
    return result


def _counts(values: Floats, low: int, high: int) -> Floats:
    return np.bincount(values.astype(np.int64) - low, minlength=high - low + 1).astype(np.float64)


@dataclass(frozen=True, slots=True)
class AgentQuality:
    """Quality by agent in one replication: arrays (agents,)."""

    count: Floats
    mean: Floats
    sd: Floats


def agent_quality(replication: Replication) -> AgentQuality:
    """Number of encounters, mean and standard deviation of quality of each agent (NaN without encounters)."""
    log = replication.log
    rows = replication.counted & log.served & (log.agent >= 0)
    agents = int(replication.model.plan.teams.first_agent[-1])
    agent, quality = log.agent[rows], log.quality[rows]
    count = np.bincount(agent, minlength=agents).astype(np.float64)
    safe = np.where(count > 0, count, np.nan)
    mean = np.bincount(agent, weights=quality, minlength=agents) / safe
    spread = np.bincount(agent, weights=(quality - mean[agent]) ** 2, minlength=agents)
    return AgentQuality(count, mean, np.sqrt(spread / np.where(count > 1, count - 1, np.nan)))
