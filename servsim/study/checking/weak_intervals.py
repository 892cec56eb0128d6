"""Where intervals are known to promise more than they keep: variances and waits that rest on few agents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from servsim.study.result import StudyResult

MANY_PERIODS = 50
MOST_AGENTS = {"quality_between": 6, "wait_mean": 2}
"""Up to how many agents the intervals of a KPI are weak, as long as there are fewer than 50 periods."""
COVERAGE = 0.92
"""How often 95 % intervals over 20 periods held the truth, of either KPI, with two agents; between six it was 0.93, and
from 50 periods on 0.93 and more. ``tests/study/selecting/test_coverage.py`` prints it, over 1,000 studies each."""


class Weak(NamedTuple):
    """A KPI whose intervals cover less than they say."""

    kpi: str
    agents: int
    """The smallest staff of an option."""


def weak_intervals(result: "StudyResult") -> Iterator[Weak]:
    """KPIs of this report that rest on few agents and few periods."""
    agents = fewest_agents(result)
    for kpi, most in MOST_AGENTS.items() if result.replications < MANY_PERIODS else ():
        if 0 < agents <= most and known(result, kpi):
            yield Weak(kpi, agents)


def fewest_agents(result: "StudyResult") -> int:
    """The smallest staff, over the options: all agents of all teams when most are on duty; 0 without teams."""
    variants = [result.scenario.option(option) for option in result.options]
    return min(sum(team.largest_roster for team in variant.teams.values()) for variant in variants)


def known(result: "StudyResult", kpi: str) -> bool:
    """Whether a KPI has values in this study."""
    return not bool(np.isnan(result.values(kpi)).all())
