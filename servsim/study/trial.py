"""A trial is one option in one replication; this is what of it travels back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.engines import stage
from servsim.study.frame import Frame
from servsim.study.kpi_table import kpi_table
from servsim.study.model import Model
from servsim.study.picture import AgentQuality, Picture, agent_quality, picture
from servsim.study.summary import Summarizer

AGENT_REPLICATIONS = 5


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
    trials = []
    for replication in replications:
        draws = model.crowd.draw(seed, replication)
        summary = summarizer.sum_up(simulate(draws), draws.customers)
        agents = agent_quality(summary) if replication < AGENT_REPLICATIONS else None
        trials.append(Trial(kpi_table(summary), picture(summary), agents))
    return trials
