"""Sobol' indices of a scenario: the parameters that seem to matter most, the others at their values."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from servsim.errors import ServsimError
from servsim.scenario.parameters import Parameter, varies_alone
from servsim.study.ranges.correlating import correlated
from servsim.study.ranges.design import Design
from servsim.study.ranges.exploring import Means
from servsim.study.ranges.question import Question, answers
from servsim.study.ranges.salib import check_installed
from servsim.study.ranges.sobol import Indices, saltelli_shares, sobol_indices
from servsim.study.result import StudyResult

if TYPE_CHECKING:
    import pandas as pd

MOST = 10
"""Parameters that are compared; the points that are needed grow with their number."""
ROWS = 64


class Attribution(NamedTuple):
    """Where the variance of a KPI over the ranges comes from."""

    question: Question
    parameters: tuple[Parameter, ...]
    indices: Indices
    points: int

    def table(self) -> "pd.DataFrame":
        """One row per parameter, the one with the largest total index first, with 95 % intervals."""
        import pandas as pd

        told = zip(self.parameters, self.indices.first, self.indices.total, strict=True)
        rows = [
            {
                "parameter": one.name, "low": one.low, "high": one.high,
                "first": first.value, "first_low": first.low, "first_high": first.high,
                "total": total.value, "total_low": total.low, "total_high": total.high, "separable": total.separable,
            }
            for one, first, total in told
        ]  # fmt: skip
        return pd.DataFrame(rows).sort_values("total", ascending=False, kind="stable", ignore_index=True)


def attributed(result: StudyResult, question: Question, rows: int = ROWS, means: Means | None = None) -> Attribution:
    """Sobol' indices of the parameters that stood out when the ranges of a study were gone over.

    ``rows`` (a power of two) cost as many points each as there are parameters, and two more. All points of a row meet
    the same customers.

    Raises ServsimError for an unknown KPI or option, without SALib, when the ranges were not gone over, and when the
    scenario is unsound or overloaded at some point, since an estimate needs all of them.
    """
    question.check(result)
    check_installed("sobol")
    if rows < 2 or rows & (rows - 1):
        raise ServsimError(f"found {rows} rows of points; it takes a power of two: 32, 64, 128 ...")
    parameters = _screened(result, question)
    shares = saltelli_shares(len(parameters), rows, result.seed)
    design = Design.at(parameters, shares, together=len(parameters) + 2)
    found = answers(result, question, design, means or Means())
    if len(found.design.values) < len(shares):
        raise ServsimError("at some points the scenario is unsound; narrower ranges are needed")
    if np.isnan(found.values).any():
        raise ServsimError(f"at some points there is no {question.kpi}: nobody to ask, or more work than can be done")
    return Attribution(question, parameters, sobol_indices(found.values, len(parameters), result.seed), len(shares))


def _screened(result: StudyResult, question: Question) -> tuple[Parameter, ...]:
    """The parameters with the strongest rank correlation, without parts of a whole, which cannot vary alone."""
    ranked = [driver.parameter for driver in correlated(result, question).drivers]
    found = tuple(one for one in ranked if varies_alone(one))[:MOST]
    if not found:
        raise ServsimError(f"nothing that varies can be told to move {question.kpi}")
    return found
