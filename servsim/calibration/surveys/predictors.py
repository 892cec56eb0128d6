"""What predicts overall satisfaction best: perceptions alone, gaps, or perceptions bent by Kano's curves?

Every predictor is fitted by ordinary least squares on some of the people and predicts the others, so that one with more
terms wins nothing by having them. Kano's classes and coefficients are taken from the people learned from only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.calibration.surveys.estimate import t_estimate
from servsim.calibration.surveys.kano_intervals import counted
from servsim.calibration.surveys.layout import groups_of
from servsim.calibration.surveys.servqual_survey import by_dimension
from servsim.calibration.surveys.survey_file import SurveyAnswers
from servsim.demand.keys import child, uniform, word_of
from servsim.errors import ServsimError, nearest, shown
from servsim.feedback.satisfaction.kano import BENDS, KanoCurve, curve_of, rise
from servsim.feedback.satisfaction.kano_questionnaire import (
    Floats,
    Numbers,
    Tally,
    category,
    known_coefficients,
    pair_numbers,
)

if TYPE_CHECKING:
    import pandas as pd

Chosen = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class RespondentScores:
    """What predictors are made of: (people, dimensions) levels, and Kano's answer pairs where they were asked."""

    perception: Floats
    gap: Floats
    risen: dict[float, Floats]
    """By bend of the curve: how far each perception has risen from DS to CS, 0..1."""
    pairs: tuple[Numbers, ...]
    """(people, items) of each dimension; none when the survey has no Kano items."""


Features = Callable[[RespondentScores, Chosen], Floats]
"""The terms of a predictor for all people, (people, terms); what it learns, it learns from the chosen people."""


def _kano_perception(answers: RespondentScores, learned_from: Chosen) -> Floats:
    curves = _curves(answers, learned_from)
    bent = [
        curve.dissatisfaction + (curve.satisfaction - curve.dissatisfaction) * answers.risen[curve.bend][:, index]
        for index, curve in enumerate(curves)
    ]
    return np.column_stack(bent)


def _kano_weighted_gap(answers: RespondentScores, learned_from: Chosen) -> Floats:
    weights = [curve.satisfaction - curve.dissatisfaction for curve in _curves(answers, learned_from)]
    return np.asarray(answers.gap @ np.array(weights))[:, None]


def _curves(answers: RespondentScores, learned_from: Chosen) -> list[KanoCurve]:
    """The curve of each dimension by what the chosen people answered; indifferent and reverse ones weigh nothing."""
    curves = []
    for pairs in answers.pairs:
        counts = Tally(*counted(pairs[learned_from]).sum(axis=0))
        ends = known_coefficients(counts)
        curves.append(curve_of(category(counts), float(ends.satisfaction), float(ends.dissatisfaction)))
    return curves


PREDICTORS: dict[str, Features] = {
    "perception": lambda answers, _: answers.perception.mean(axis=1, keepdims=True),
    "perception_by_dimension": lambda answers, _: answers.perception,
    "gap": lambda answers, _: answers.gap.mean(axis=1, keepdims=True),
    "gap_by_dimension": lambda answers, _: answers.gap,
    "kano_weighted_gap": _kano_weighted_gap,
    "kano_perception": lambda answers, chosen: _kano_perception(answers, chosen).mean(axis=1, keepdims=True),
    "kano_perception_by_dimension": _kano_perception,
}
"""SERVPERF, SERVQUAL and Kano, each as one number (all dimensions alike, or weighted by CS - DS) and, where it says so,
with a coefficient of its own for each dimension."""


class Errors(NamedTuple):
    """Mean squared errors in each fold, squared points of overall satisfaction."""

    by_predictor: dict[str, Floats]
    by_mean: Floats  # of predicting the mean of those learned from


def compare_predictors(
    survey: SurveyAnswers, folds: int = 10, repeats: int = 20, reference: str = "perception", seed: int = 1
) -> "pd.DataFrame":
    """Cross-validated predictors of overall satisfaction, the best first.

    The people are parted into ``folds`` at random, ``repeats`` times; each fold is predicted from the others. ``r2`` is
    the share of the squared error of predicting the mean that a predictor takes away, out of sample: 0 is worth
    nothing, and less than 0 worse than that. ``rmse`` is in points of overall satisfaction, the mean over the folds.
    Differences (positive = better than the ``reference``) are paired by fold; folds share most of the people they
    learn from, so their standard error and 95 % t interval are corrected for that (Nadeau & Bengio 2003, see
    :func:`servsim.calibration.surveys.estimate.t_estimate`).

    Raises ServsimError for a survey that lacks overall satisfaction, gaps, or Kano items for one of its dimensions (a
    survey without any Kano items is compared without them), and for settings that are not possible.
    """
    import pandas as pd

    answers = _answers(survey)
    names = [name for name in PREDICTORS if answers.pairs or not name.startswith("kano")]
    _check(survey, (folds, repeats), reference, names)
    errors = _cross_validated(survey.overall, answers, names, _folds(survey.people, (folds, repeats), seed))
    rows = [_row(name, errors, reference, 1.0 / (folds - 1)) for name in names]
    return pd.DataFrame(rows).sort_values("r2", ascending=False, ignore_index=True)


def _answers(survey: SurveyAnswers) -> RespondentScores:
    dimensions = groups_of(survey.layout.servqual, "dimension")
    perception = by_dimension(survey, survey.perception)
    low, high = survey.layout.scale
    fulfilled = (perception - low) / (high - low)
    pairs: tuple[Numbers, ...] = ()
    if survey.layout.kano:
        asked = groups_of(survey.layout.kano, "dimension")
        lacking = [name for name in dimensions if name not in asked]
        if lacking:
            raise ServsimError(f"{survey.file}: no Kano item belongs to {', '.join(lacking)}")
        numbers = pair_numbers(survey.functional, survey.dysfunctional)
        pairs = tuple(numbers[:, asked[name]] for name in dimensions)
    risen = {bend: np.vectorize(rise)(bend, fulfilled) for bend in BENDS.values()}
    return RespondentScores(perception, by_dimension(survey, survey.perception - survey.expectation), risen, pairs)


def _check(survey: SurveyAnswers, counts: tuple[int, int], reference: str, names: list[str]) -> None:
    folds, repeats = counts
    wrong = []
    if not survey.layout.overall:
        wrong.append(f"{survey.file}: the layout names no column of overall satisfaction")
    elif np.ptp(survey.overall) == 0:
        wrong.append(f"{survey.file}: everybody is equally satisfied; there is nothing to predict")
    if not 2 <= folds <= survey.people // 2:
        wrong.append(f"folds: found {folds}; from 2 to {survey.people // 2} are possible with {survey.people} people")
    if repeats < 1:
        wrong.append(f"repeats: found {repeats}; at least 1 is needed")
    if reference not in names:
        wrong.append(f"reference: found {shown(reference)}; {nearest(reference, names)}")
    if wrong:
        raise ServsimError("\n".join(wrong))


def _folds(people: int, counts: tuple[int, int], seed: int) -> Iterator[Chosen]:
    """Whom each fold predicts; the folds of a repeat differ by one person at most."""
    folds, repeats = counts
    study = np.array([word_of("folds", seed)], dtype=np.uint64)
    for repeat in range(repeats):
        order = np.argsort(uniform(child(study, np.array([repeat])), np.arange(people)))
        index = np.argsort(order)
        yield from (index % folds == fold for fold in range(folds))


def _cross_validated(overall: Floats, answers: RespondentScores, names: list[str], folds: Iterator[Chosen]) -> Errors:
    squared: dict[str, list[float]] = {name: [] for name in names}
    by_mean = []
    for predicted in folds:
        learned_from = ~predicted
        by_mean.append(np.mean((overall[predicted] - overall[learned_from].mean()) ** 2))
        for name in names:
            terms = np.column_stack([np.ones(len(overall)), PREDICTORS[name](answers, learned_from)])
            # Least squares of smallest norm: a dimension that weighs nothing is a column of zeros.
            fitted = np.linalg.lstsq(terms[learned_from], overall[learned_from], rcond=None)[0]
            squared[name].append(float(np.mean((overall[predicted] - terms[predicted] @ fitted) ** 2)))
    return Errors({name: np.array(values) for name, values in squared.items()}, np.array(by_mean))


def _row(name: str, errors: Errors, reference: str, overlap: float) -> dict[str, object]:
    own, other = errors.by_predictor[name], errors.by_predictor[reference]
    scale = errors.by_mean.mean()
    r2, rmse = t_estimate((other - own) / scale, overlap), t_estimate(np.sqrt(other) - np.sqrt(own), overlap)
    return {
        "predictor": name,
        "r2": 1.0 - own.mean() / scale,
        "rmse": np.sqrt(own).mean(),
        **dict(zip(("r2_difference", "r2_error", "r2_low", "r2_high"), r2, strict=True)),
        **dict(zip(("rmse_saved", "rmse_error", "rmse_low", "rmse_high"), rmse, strict=True)),
    }
