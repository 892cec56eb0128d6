"""Sobol' indices of a scenario: the parameters that matter most by a screening, the others at their values."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from servsim.errors import ServsimError
from servsim.scenario.variants.parameters import Parameter
from servsim.study.events import Monitor
from servsim.study.result import StudyResult
from servsim.study.running.trial_loop import Resources
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.sensitivity.question import KpiQuestion, answers
from servsim.study.uncertainty.sensitivity.salib import check_installed
from servsim.study.uncertainty.sensitivity.screening import TRAJECTORIES, lone_parameters, screening
from servsim.study.uncertainty.sensitivity.sobol import Indices, saltelli_shares, sobol_indices

if TYPE_CHECKING:
    import pandas as pd

MOST = 10
"""Parameters that are compared; the points that are needed grow with their number."""
ROWS = 64
FEWEST = 4
"""Rows of which the points are enough to tell anything, however few the parameters."""


class Attribution(NamedTuple):
    """Where the variance of a KPI over the ranges comes from."""

    question: KpiQuestion
    parameters: tuple[Parameter, ...]
    indices: Indices
    points: int
    varied: int
    """Parameters that could have been looked at; the others moved the KPI less in a screening."""

    def table(self) -> "pd.DataFrame":
        """One row per parameter, the one with the largest total index first, with 95 % intervals."""
        import pandas as pd

        found = zip(self.parameters, self.indices.first, self.indices.total, strict=True)
        rows = [
            {
                "parameter": one.name, "low": one.low, "high": one.high,
                "first": first.value, "first_low": first.low, "first_high": first.high,
                "total": total.value, "total_low": total.low, "total_high": total.high, "separable": total.separable,
            }
            for one, first, total in found
        ]  # fmt: skip
        return pd.DataFrame(rows).sort_values("total", ascending=False, kind="stable", ignore_index=True)


def attributed(
    result: StudyResult, question: KpiQuestion, rows: int = ROWS, resources: Resources | None = None
) -> Attribution:
    """Sobol' indices of the ten parameters with the largest effects, by a Morris screening where there are more.

    ``rows`` (a power of two) cost as many points each as there are parameters, and two more. All points of a row meet
    the same customers.

    Raises ServsimError for an unknown KPI or option, without SALib, when nothing has a range, and when the scenario is
    unsound or overloaded at some point, since an estimate needs all of them.
    """
    question.check(result)
    check_installed("sobol")
    check_rows(rows)
    resources = resources or Resources(Monitor())
    parameters = _screened(result, question, resources)
    shares = saltelli_shares(len(parameters), rows, result.seed)
    design = Design.at(parameters, shares, together=len(parameters) + 2)
    found = answers(result, question, design, resources)
    if len(found.design.values) < len(shares):
        raise ServsimError("at some points the scenario is unsound; narrower ranges are needed")
    if np.isnan(found.values).any():
        raise ServsimError(f"at some points there is no {question.kpi}: nobody to ask, or more work than can be done")
    indices = sobol_indices(found.values, len(parameters), result.seed)
    return Attribution(question, parameters, indices, len(shares), len(lone_parameters(result)))


def check_rows(rows: int) -> None:
    """Raises ServsimError for a number of rows that is no power of two, and for too few."""
    if rows < FEWEST or rows & (rows - 1):
        raise ServsimError(f"found {rows} rows of points; it takes a power of two: 32, 64, 128 ...")


def _screened(result: StudyResult, question: KpiQuestion, resources: Resources) -> tuple[Parameter, ...]:
    """The parameters with the largest effects in a Morris screening; all of them where they are few."""
    varied = lone_parameters(result)
    if len(varied) <= MOST:
        return varied
    found = screening(result, question, TRAJECTORIES, resources)
    ranked = sorted(zip(found.effects.each, found.parameters, strict=True), key=lambda row: -row[0].size)
    moving = tuple(one for effect, one in ranked[:MOST] if effect.size > 0)
    if not moving:
        raise ServsimError(f"nothing that varies moves {question.kpi}")
    return moving
