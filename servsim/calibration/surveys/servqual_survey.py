"""From pairs of expectation and perception to gaps (perception minus expectation; negative = falls short)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from servsim.calibration.surveys.estimate import Estimate, t_estimate
from servsim.calibration.surveys.layout import groups_of
from servsim.calibration.surveys.survey_file import SurveyAnswers
from servsim.errors import ServsimError, nearest, shown
from servsim.feedback.satisfaction.kano_questionnaire import Floats

if TYPE_CHECKING:
    import pandas as pd


def gap_table(survey: SurveyAnswers, by: str = "item") -> "pd.DataFrame":
    """One row for each item (or dimension: ``by``): mean expectation, perception and gap in points of the scale.

    ``gap_low`` and ``gap_high`` are the ends of the 95 % t interval over people. A person's gap in a dimension is the
    mean over its items. Raises ServsimError for a survey without expectations and perceptions.
    """
    import pandas as pd

    rows = []
    for name, items in groups_of(survey.layout.servqual, by).items():
        expectation, perception = (levels[:, items].mean(axis=1) for levels in (survey.expectation, survey.perception))
        gap = t_estimate(perception - expectation)
        rows.append(
            {
                by: name,
                "people": survey.people,
                "expectation": float(expectation.mean()),
                "perception": float(perception.mean()),
                "gap": gap.mean,
                "gap_low": gap.low,
                "gap_high": gap.high,
            }
        )
    return pd.DataFrame(rows)


def weighted_gap(survey: SurveyAnswers, weights: Mapping[str, float] | None = None) -> Estimate:
    """The gap weighted over dimensions, in points of the scale, with its 95 % t interval over people.

    ``weights`` gives points of any total to dimensions of the survey; without, all count the same. A dimension that is
    not named weighs nothing. Raises ServsimError for an unknown dimension, a negative weight and a total of 0.
    """
    dimensions = groups_of(survey.layout.servqual, "dimension")
    points = dict.fromkeys(dimensions, 1.0) if weights is None else weights
    unknown = [name for name in points if name not in dimensions]
    wrong = [f"weights: unknown dimension {shown(name)}; {nearest(name, list(dimensions))}" for name in unknown]
    if not (all(point >= 0.0 for point in points.values()) and sum(points.values()) > 0.0):
        wrong.append(f"weights must be 0 or more with at least one above 0; found {list(points.values())}")
    if wrong:
        raise ServsimError("\n".join(wrong))
    gaps = by_dimension(survey, survey.perception - survey.expectation)
    shares = np.array([points.get(name, 0.0) for name in dimensions]) / sum(points.values())
    return t_estimate(gaps @ shares)


def by_dimension(survey: SurveyAnswers, levels: Floats) -> Floats:
    """(people, dimensions) means of (people, items) over the items of each dimension."""
    groups = groups_of(survey.layout.servqual, "dimension")
    return np.column_stack([levels[:, items].mean(axis=1) for items in groups.values()])
