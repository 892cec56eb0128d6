"""Sobol' indices of a scenario: the parameters that seem to matter most, the others at their values."""

from typing import NamedTuple

import numpy as np

from servsim.errors import ServsimError
from servsim.scenario import BASELINE
from servsim.scenario.kpis import KPIS
from servsim.scenario.parameters import Parameter, whole_of
from servsim.study.lineup import Lineup
from servsim.study.ranges.design import Design
from servsim.study.ranges.exploring import Means, gone_over
from servsim.study.ranges.ignorance import INNER, Ignorance
from servsim.study.ranges.nested import nested
from servsim.study.ranges.sensitivity import Indices, saltelli_shares, sobol_indices
from servsim.study.result import StudyResult

MOST = 10
"""Parameters that are compared; the points that are needed grow with their number."""


class Attribution(NamedTuple):
    """Where the variance of a KPI over the ranges comes from."""

    kpi: str
    option: str
    parameters: tuple[Parameter, ...]
    indices: Indices
    points: int


class Question(NamedTuple):
    """Of which KPI, of which option (for others than the baseline: its change), with how many rows of points."""

    kpi: str
    option: str = BASELINE
    rows: int = 64


def screened(found: Ignorance, question: Question) -> tuple[Parameter, ...]:
    """The parameters with the strongest rank correlation, without parts of a whole, which cannot vary alone."""
    option = None if question.option == BASELINE else question.option
    ranked = [driver.parameter for driver in found.drivers(question.kpi, option)]
    return tuple(one for one in ranked if one.stated or not whole_of(one.name))[:MOST]


def attributed(result: StudyResult, question: Question, means: Means | None = None) -> Attribution:
    """Sobol' indices of the parameters that stood out when the ranges of a study were gone over.

    Raises ServsimError for an unknown KPI or option, when the ranges were not gone over, and when the scenario is
    unsound or overloaded at some point, since an estimate needs all of them.
    """
    if question.kpi not in KPIS or question.option not in result.options:
        raise ServsimError(f"there is no KPI {question.kpi} of an option {question.option} in this study")
    if result.ignorance is None:
        raise ServsimError("the ranges of this study were not gone over; nothing is known of what may matter")
    parameters = screened(result.ignorance, question)
    if not parameters:
        raise ServsimError(f"nothing that varies can be told to move {question.kpi}")
    design = Design.at(parameters, saltelli_shares(len(parameters), question.rows, result.seed))
    names = [] if question.option == BASELINE else [question.option]
    lineup = Lineup(result.scenario, names, result.cuts, result.warm_up)
    places = [result.place(name) for name in lineup.names]
    plain = result.plain._replace(tables=result.plain.tables[places])
    found = gone_over(lineup, design, plain, means or Means())
    if found is None or found.points < len(design.values):
        raise ServsimError("at some points the scenario is unsound; narrower ranges are needed")
    values = found.at_points(question.kpi) if not names else found.differences(question.kpi, question.option)
    if np.isnan(values).any():
        raise ServsimError(f"at some points there is no {question.kpi}: nobody to ask, or more work than can be done")
    indices = sobol_indices(values.mean(axis=1), len(parameters), nested(values).within / INNER)
    return Attribution(question.kpi, question.option, parameters, indices, len(values))
