"""One period of the study, simulated again, beside the numbers that the study keeps of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.rules.outcomes import Outcome
from servsim.demand.draws import Draws
from servsim.measures.model import Model
from servsim.measures.replication import Replication

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class StudyFigures:
    """What a study keeps of a period: for the whole service, and (teams,) for each team; NaN for what never was."""

    contacts: float
    wait_mean: Floats
    """Minutes."""
    served: Floats
    handling: Floats
    """Mean handling time, minutes."""


@dataclass(frozen=True)
class CheckedReplication:
    """The log of a period under one option, and what the study tells of the same period."""

    option: str
    model: Model
    draws: Draws
    log: EncounterLog
    figures: StudyFigures

    @classmethod
    def of(cls, option: str, replication: Replication, figures: StudyFigures) -> "CheckedReplication":
        """A period simulated again."""
        return cls(option, replication.model, replication.draws, replication.log, figures)

    @cached_property
    def team(self) -> Ints:
        """(n,) the team of each encounter; -1 for self-service."""
        return np.asarray(self.model.plan.journey.team[self.log.touchpoint])

    @cached_property
    def counted(self) -> Flags:
        """(n,) encounters that began after the warm-up."""
        return np.asarray(self.log.joined >= self.model.plan.opening.warm_up)

    @cached_property
    def end(self) -> float:
        """The last minute that the log knows of."""
        horizon, log = self.model.plan.opening.horizon, self.log
        known = [part[~np.isnan(part)].max(initial=0.0) for part in (log.joined, log.started, log.ended)]
        return horizon if np.isfinite(horizon) else float(max(known))

    @cached_property
    def left_queue(self) -> Floats:
        """(n,) the minute in which each encounter stopped waiting; the end for who still waits."""
        first = np.where(np.isnan(self.log.started), self.log.ended, self.log.started)
        return np.where(np.isnan(first), self.end, first)

    @cached_property
    def still_waiting(self) -> Flags:
        """(n,) those who wait when the period ends."""
        return np.asarray(self.log.outcome == Outcome.WAITING)

    @property
    def minutes(self) -> float:
        """Minutes that the doors were open and counted."""
        opening = self.model.plan.opening
        whole = opening.horizon if opening.never_closes else opening.days * opening.length
        return whole - opening.warm_up
