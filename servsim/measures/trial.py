"""A trial is one option in one replication; this is what of it travels back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.cancelling import CancelToken
from servsim.delivery.engines import stage
from servsim.demand.batch import batches
from servsim.measures.counting.frame import Frame
from servsim.measures.kpi_table import kpi_tables
from servsim.measures.model import Model
from servsim.measures.profile import AgentQuality, Profile, agent_quality, profiles
from servsim.measures.summary import Summarizer, Summary

AGENT_REPLICATIONS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """The KPIs of one option in one replication, and what the figures need beside them."""

    table: NDArray[np.float64]
    """(scopes, KPIs) in inner units; the scopes are those of the option."""
    profile: Profile
    agents: AgentQuality | None
    """Quality by agent, in the first replications only."""


def run_trials(
    model: Model, frame: Frame, seed: int, replications: range, token: CancelToken | None = None
) -> list[Trial]:
    """Simulate one option in consecutive replications; a pure function, whoever runs it and wherever.

    Raises Cancelled soon after the token is cancelled, and nothing of it is left.
    """
    summarizer, simulate = Summarizer(model, frame), stage(model.engine, model.plan, model.hook, token)
    trials: list[Trial] = []
    for numbers in batches(replications, model.encounters):
        batch = model.demand.draw_many(seed, numbers)
        trials += _trials(numbers, summarizer.sum_up(simulate(batch), batch.customers))
    return trials


def _trials(replications: range, summary: Summary) -> list[Trial]:
    """The trials of the replications of a summary."""
    parts = enumerate(zip(replications, kpi_tables(summary), profiles(summary), strict=True))
    return [
        Trial(table, profile, agent_quality(summary, index) if replication < AGENT_REPLICATIONS else None)
        for index, (replication, table, profile) in parts
    ]
