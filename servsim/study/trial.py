"""A trial is one option in one replication; this is what of it travels back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.engines import stage
from servsim.study.frame import Frame
from servsim.study.kpi_table import kpi_tables
from servsim.study.model import Model
from servsim.study.picture import AgentQuality, Picture, agent_quality, picture
from servsim.study.summary import Summarizer, Summary

AGENT_REPLICATIONS = 5
BATCH = 32
"""Replications whose KPIs are computed together; some 50 kB of sums each."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The KPIs of one option in one replication, and what the figures need beside them."""

    table: NDArray[np.float64]
    """(scopes, KPIs) in inner units; the scopes are those of the option."""
    picture: Picture
    agents: AgentQuality | None
    """Quality by agent, in the first replications only."""


def run_trials(model: Model, frame: Frame, seed: int, replications: range) -> list[Trial]:
    """Simulate one option in consecutive replications; a pure function, whoever runs it and wherever."""
    summarizer, simulate = Summarizer(model, frame), stage(model.engine, model.plan, model.hearing)
    trials: list[Trial] = []
    for first in range(replications.start, replications.stop, BATCH):
        numbers = range(first, min(first + BATCH, replications.stop))
        summaries = []
        for replication in numbers:
            draws = model.crowd.draw(seed, replication)
            summaries.append(summarizer.sum_up(simulate(draws), draws.customers))
        parts = zip(numbers, summaries, kpi_tables(summaries), strict=True)
        trials += [Trial(table, picture(summary), _agents(number, summary)) for number, summary, table in parts]
    return trials


def _agents(replication: int, summary: Summary) -> AgentQuality | None:
    return agent_quality(summary) if replication < AGENT_REPLICATIONS else None
