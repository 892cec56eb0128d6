"""Where intervals are known to promise more than they keep: variances and waits that rest on few agents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from servsim.demand.crowd import largest_roster

if TYPE_CHECKING:
    from servsim.study.result import StudyResult

FEW, VERY_FEW = 6, 2
MANY_PERIODS = 50
COVERAGE = {
    ("quality_between", VERY_FEW): (0.84, 0.90),
    ("quality_between", FEW): (0.90, 0.94),
    ("wait_mean", VERY_FEW): (0.91, 0.92),
}
"""How often 95 % intervals held the truth, by KPI and number of agents: from 20 periods and from 50; of waits, the
least and the most of 30 to 50. For six agents ``tests/study/deciding/test_coverage.py`` prints it, over 1,000 studies;
for two it was measured likewise (DESIGN.md, known limits)."""


class Weak(NamedTuple):
    """A KPI whose intervals cover less than they say."""

    kpi: str
    agents: int
    """The smallest staff of an option."""
    low: float
    """What was measured at the fewest agents (or periods) that bracket these, as a share of 95 % intervals."""
    high: float


def weak_places(result: "StudyResult") -> Iterator[Weak]:
    """KPIs of this report that rest on few agents, with what their intervals were measured to cover."""
    agents = fewest_agents(result)
    many = int(result.replications >= MANY_PERIODS)
    if agents and agents <= FEW and known(result, "quality_between"):
        fewest = VERY_FEW if agents < FEW else FEW
        most = FEW if agents > VERY_FEW else VERY_FEW
        low, high = (COVERAGE["quality_between", of][many] for of in (fewest, most))
        yield Weak("quality_between", agents, low, high)
    if agents and agents <= VERY_FEW and known(result, "wait_mean"):
        yield Weak("wait_mean", agents, *COVERAGE["wait_mean", VERY_FEW])


def fewest_agents(result: "StudyResult") -> int:
    """The smallest staff, over the options: all agents of all teams when most are on duty; 0 without teams."""
    variants = [result.scenario.option(option) for option in result.options]
    return min(sum(largest_roster(team.agents) for team in variant.teams.values()) for variant in variants)


def known(result: "StudyResult", kpi: str) -> bool:
    """Whether a KPI has values in this study."""
    return not bool(np.isnan(result.values(kpi)).all())
