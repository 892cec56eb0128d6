"""Morris screening of a scenario: all that has a range and can vary alone, one number after the other."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from servsim.errors import ServsimError
from servsim.scenario.variants.parameters import Parameter, parameters, varies_alone
from servsim.study.events import Monitor
from servsim.study.result import StudyResult
from servsim.study.running.trial_loop import Resources
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.parameter_uncertainty import Floats
from servsim.study.uncertainty.sensitivity.elementary_effects import (
    ElementaryEffects,
    elementary_effects,
    trajectory_shares,
)
from servsim.study.uncertainty.sensitivity.question import DesignValues, KpiQuestion, answers
from servsim.study.uncertainty.sensitivity.salib import check_installed

if TYPE_CHECKING:
    import pandas as pd

TRAJECTORIES = 10
"""The usual number (Saltelli et al. 2008: 4 to 10; Campolongo et al. 2007: 10)."""
FEWEST = 4
"""Whole trajectories below which nothing is told."""


class Screening(NamedTuple):
    """How much a KPI moves when one parameter goes over its range, in inner units."""

    question: KpiQuestion
    currency: str
    today: float
    """The KPI of the baseline with the single values."""
    parameters: tuple[Parameter, ...]
    effects: ElementaryEffects
    trajectories: int
    """Those that could be counted."""
    left_out: int
    """Those with a point at which the scenario is unsound or overloaded, or the KPI has no value."""
    points: int

    def table(self) -> "pd.DataFrame":
        """One row per parameter, the one with the largest mean size of its effects (``mu_star``) first.

        ``chance`` is the ``mu_star`` of chance alone, which is deducted from ``sigma``.
        """
        import pandas as pd

        rows = [
            {
                "parameter": one.name, "low": one.low, "high": one.high, "mu": effect.mean, "mu_star": effect.size,
                "mu_star_low": max(0.0, effect.size - effect.half_width),
                "mu_star_high": effect.size + effect.half_width, "sigma": effect.spread, "chance": effect.chance,
                "separable": effect.separable,
            }
            for one, effect in zip(self.parameters, self.effects.each, strict=True)
        ]  # fmt: skip
        return pd.DataFrame(rows).sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)


def screening(
    result: StudyResult, question: KpiQuestion, trajectories: int = TRAJECTORIES, resources: Resources | None = None
) -> Screening:
    """Elementary effects of all numbers that have a range, weights that add up to a whole left out.

    A trajectory costs a point for each number, and one more; it meets the same customers at all of them, so that
    little of a difference is chance, and other customers than the next trajectory.

    Raises ServsimError for an unknown KPI or option, without SALib, when nothing has a range, for fewer than four
    trajectories, and when fewer are left.
    """
    question.check(result)
    check_installed("morris")
    check_trajectories(trajectories)
    varied = lone_parameters(result)
    shares = trajectory_shares(len(varied), trajectories, result.seed)
    steps = len(varied) + 1
    found = answers(result, question, Design.at(varied, shares, together=steps), resources or Resources(Monitor()))
    points, values, count = _whole(found, steps)
    if count < FEWEST:
        raise ServsimError(
            f"only {count} of {trajectories} trajectories have a {question.kpi} at all their points; "
            "narrower ranges are needed"
        )
    effects = elementary_effects(points, values, result.seed)
    today = result.interval(question.kpi).mean
    asked = (question, result.scenario.currency, today)
    return Screening(*asked, varied, effects, count, trajectories - count, len(shares))


def check_trajectories(trajectories: int) -> None:
    """Raises ServsimError for too few trajectories."""
    if trajectories < FEWEST:
        raise ServsimError(f"found {trajectories} trajectories; at least {FEWEST} are needed")


def lone_parameters(result: StudyResult) -> tuple[Parameter, ...]:
    """All numbers that have a range and can vary alone; raises ServsimError when there are none."""
    varied = tuple(one for one in parameters(result.scenario, result.options) if varies_alone(one))
    if not varied:
        raise ServsimError("no number of this scenario has a range; state one under uncertain")
    return varied


def _whole(found: DesignValues, steps: int) -> tuple[Floats, Floats, int]:
    """Points and results of the trajectories without a gap, and how many these are."""
    known = ~np.isnan(found.values).any(axis=1).reshape(-1, steps).any(axis=1)
    taken = np.repeat(known, steps)
    return found.design.values[taken], found.values[taken], int(known.sum())
