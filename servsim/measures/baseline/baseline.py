"""What is found out in pilots of the baseline before a study begins, and then holds for all of it."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.feedback.rating.ratings import RatingCuts
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.units import AUTO

Floats = NDArray[np.float64]


class WarmUp(NamedTuple):
    """The warm-up that was found, and what it was found in."""

    minutes: float
    run_longer: bool
    """Whether half a replication was not enough to settle; the cut is half a replication then."""
    width: float
    """Minutes between the values of the series."""
    inside: tuple[Floats, ...]
    """For each option, the mean number of customers inside over time, in the pilots."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Warm-up, anchor and rating cuts, one frozen value that a whole study shares.

    Two are equal when everything simulated is equal under both; the series that are only drawn do not count.
    """

    warm_up: WarmUp | None = None
    """None when the scenario states one."""
    cuts: RatingCuts | None = None
    """Where ratings are cut, when that is matched to observed ratings."""
    anchor: tuple[float, ...] = ()
    """Factors from the levels that were measured to the baseline; none so far."""

    def fingerprint(self) -> str:
        """SHA-256 (hexadecimal) of all that a trial depends on."""
        minutes = None if self.warm_up is None else self.warm_up.minutes
        return sha256(json.dumps([minutes, self.cuts, self.anchor]).encode()).hexdigest()

    def settled(self, scenario: Scenario) -> Scenario:
        """The scenario with the warm-up of the study where it left it open."""
        return scenario if self.warm_up is None else settled(scenario, self.warm_up.minutes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Baseline) and self.fingerprint() == other.fingerprint()

    def __hash__(self) -> int:
        return hash(self.fingerprint())


NOTHING_FOUND = Baseline()
"""The baseline of a scenario that states everything."""


def settled(scenario: Scenario, minutes: float) -> Scenario:
    """The scenario with so many minutes of warm-up where it left them open; else the scenario itself."""
    if scenario.clock.warm_up != AUTO:
        return scenario
    return scenario.model_copy(update={"clock": scenario.clock.model_copy(update={"warm_up": minutes})})
