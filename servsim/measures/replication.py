"""One replication: the customers of one period under one scenario, their encounters and what they felt."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from servsim.delivery.engines import engine
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.rules.outcomes import Outcome
from servsim.demand.draws import Draws
from servsim.errors import ServsimError
from servsim.feedback.feedback import Feedback
from servsim.feedback.rate import rate
from servsim.measures.baseline.pilots import baseline_of
from servsim.measures.model import Model
from servsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Replication:
    """What happened in one replication."""

    model: Model
    draws: Draws
    log: EncounterLog

    @cached_property
    def feedback(self) -> Feedback:
        """What customers felt and said, row by row of the log."""
        return rate(self.model.ratings, self.log, compiled=self.model.compiled)

    @cached_property
    def counted(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """(n,) encounters that count: all but those that began in the warm-up."""
        return np.asarray(self.log.joined >= self.model.plan.opening.warm_up)

    @cached_property
    def queue_wait(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """(n,) minutes in the queue of everybody who joined one; NaN where there is none, as at self-service."""
        staffed = self.model.plan.journey.team[self.log.touchpoint] >= 0
        return np.where(staffed, self.log.wait, np.nan)

    def encounters(self) -> "pd.DataFrame":
        """One row per encounter with names and units in the columns; times in minutes from the first midnight."""
        import pandas as pd

        log, felt, scenario = self.log, self.feedback, self.model.scenario
        names = {
            "segment": (log.segment, list(scenario.segments)),
            "touchpoint": (log.touchpoint, list(scenario.touchpoints)),
            "outcome": (log.outcome, [outcome.name.lower() for outcome in Outcome]),
        }
        columns = {
            "customer": log.customer,
            **{key: pd.Categorical.from_codes(codes, pd.Index(values)) for key, (codes, values) in names.items()},
            "agent": log.agent,
            "contact": log.contact,
            "attempt": log.attempt,
            "joined_min": log.joined,
            "started_min": log.started,
            "ended_min": log.ended,
            "wait_min": log.wait,
            "handling_min": np.where(log.served, log.ended - log.started, np.nan),
            "ahead_n": log.ahead,
            "load_share": log.load,
            "overwork_share": log.overwork,
            "personalization": log.personalization,
            "quality": log.quality,
            "defect_made": log.defect_made,
            "defect_caught": log.defect_caught,
            "resolved": log.resolved,
            "comes_back": log.comes_back,
            "transferred": log.transferred,
            "servqual_gap": felt.servqual_gap,
            "satisfaction": felt.satisfaction,
            "csat_1to5": felt.csat,
            "recommend_0to10": felt.recommend,
            "responded": felt.responded,
        }
        return pd.DataFrame(columns)


def check_seed(*numbers: int) -> None:
    """Raises ServsimError for a number that cannot name random streams."""
    for number in numbers:
        if not 0 <= number < 2**63:
            raise ServsimError(f"found {number}; a seed or replication is a whole number from 0 to 2**63 - 1")


def simulate(scenario: Scenario, *, seed: int = 1, replication: int = 0) -> Replication:
    """Simulate one replication of a scenario and keep everything: log, ratings, tidy DataFrame.

    ``seed`` and ``replication`` (both >= 0) name the customers; times are minutes from the midnight before the first
    day. For many replications with intervals use :func:`servsim.run`. Raises ServsimError for a negative number.
    """
    check_seed(seed, replication)
    return replicate(Model.of(scenario, baseline_of(scenario)), seed, replication)


def replicate(model: Model, seed: int, replication: int) -> Replication:
    """Simulate one replication; the same (seed, replication) brings the same customers under every option."""
    draws = model.demand.draw(seed, replication)
    return Replication(model, draws, engine(model.engine)(model.plan, draws, model.hook))
