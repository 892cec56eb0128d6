from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from servsim.calibration import SurveyAnswers, compare_predictors, read_survey
from servsim.calibration.surveys.predictors import PREDICTORS, _answers, _folds
from servsim.errors import ServsimError
from servsim.feedback.satisfaction.kano import curve_of, kano_curve
from tests.calibration.kiosk import GOOD, KIOSK, SMALL, kiosk_layout, written


@pytest.fixture(scope="module")
def kiosk() -> SurveyAnswers:
    return read_survey(KIOSK, kiosk_layout())


@pytest.fixture(scope="module")
def ranking(kiosk: SurveyAnswers) -> pd.DataFrame:
    return compare_predictors(kiosk).set_index("predictor")


def test_perception_alone_predicts_best_here(ranking: pd.DataFrame) -> None:
    """As Cronin & Taylor (1992) found; neither expectations nor Kano's curves add to it on these 194 people."""
    assert list(ranking.index[:2]) == ["perception_by_dimension", "perception"]
    assert ranking.loc["perception", "r2"] == pytest.approx(0.31, abs=0.02)
    assert (ranking.loc[["gap", "kano_weighted_gap"], "r2_high"] < 0).all()
    level = ["perception_by_dimension", "kano_perception", "kano_perception_by_dimension", "gap_by_dimension"]
    assert (ranking.loc[level, "r2_low"] < 0).all()
    assert (ranking.loc[level, "r2_high"] > 0).all()


@pytest.mark.parametrize("overall", [("total1",), ("total1", "total2", "total3", "total4")])
def test_gaps_lose_whichever_way_satisfaction_is_measured(overall: tuple[str, ...]) -> None:
    ranking = compare_predictors(read_survey(KIOSK, kiosk_layout(overall)), repeats=5).set_index("predictor")
    assert ranking.index[0] == "perception"
    assert (ranking.loc[["gap", "kano_weighted_gap"], "r2_high"] < 0).all()


def test_differences_are_those_of_the_table(ranking: pd.DataFrame) -> None:
    assert ranking.r2_difference.to_numpy() == pytest.approx(ranking.r2 - ranking.r2["perception"], abs=1e-12)
    assert ranking.rmse_saved.to_numpy() == pytest.approx(ranking.rmse["perception"] - ranking.rmse, abs=1e-12)
    assert ranking.loc["perception", ["r2_difference", "r2_error", "r2_low", "r2_high"]].tolist() == [0.0] * 4


@pytest.mark.parametrize("secret", ["gap", "kano_perception", "perception_by_dimension"])
def test_what_satisfaction_was_made_of_is_found(kiosk: SurveyAnswers, secret: str) -> None:
    everybody = np.ones(kiosk.people, dtype=bool)
    made_of = PREDICTORS[secret](_answers(kiosk), everybody)
    weights = np.linspace(1.0, -1.0, made_of.shape[1])
    noise = np.random.default_rng(5).normal(scale=0.3 * np.std(made_of @ weights), size=kiosk.people)
    made = replace(kiosk, overall=made_of @ weights + noise)
    ranking = compare_predictors(made, repeats=3)
    assert ranking.predictor[0] in (secret, f"{secret}_by_dimension")
    assert ranking.r2[0] == pytest.approx(1 / 1.09, abs=0.04)


def test_noise_is_predicted_by_nothing(kiosk: SurveyAnswers) -> None:
    """In sample nine terms always explain something; out of sample they are worse than the mean."""
    noise = replace(kiosk, overall=np.random.default_rng(2).normal(size=kiosk.people))
    ranking = compare_predictors(noise, repeats=5).set_index("predictor")
    assert ranking.r2.max() < 0.02
    assert ranking.r2["perception_by_dimension"] < -0.02


def test_kano_learns_from_the_chosen_people_only(kiosk: SurveyAnswers) -> None:
    answers, chosen = _answers(kiosk), np.arange(kiosk.people) < 100
    twisted = tuple(np.where(chosen[:, None], pairs, 5) for pairs in answers.pairs)
    for name in ("kano_perception_by_dimension", "kano_weighted_gap"):
        same = PREDICTORS[name](replace(answers, pairs=twisted), chosen)
        assert (same == PREDICTORS[name](answers, chosen)).all()
        assert (same != PREDICTORS[name](answers, ~chosen)).any()


def test_perceptions_are_bent_by_the_curves_of_the_simulator(kiosk: SurveyAnswers) -> None:
    answers, everybody = _answers(kiosk), np.ones(kiosk.people, dtype=bool)
    bent = PREDICTORS["kano_perception_by_dimension"](answers, everybody)
    curve = curve_of("M", (89 + 162) / 575, -(162 + 273) / 575)  # reliability
    expected = [kano_curve(curve, (level - 1) / 6) for level in answers.perception[:, 0]]
    assert bent[:, 0] == pytest.approx(expected)
    assert (bent[:, 8] == 0).all()  # tangibles are indifferent here


def test_folds_part_the_people_anew_each_time() -> None:
    folds = np.array(list(_folds(23, (5, 3), seed=1)))
    assert folds.shape == (15, 23)
    for repeat in range(3):
        assert (folds[5 * repeat : 5 * repeat + 5].sum(axis=0) == 1).all()
    assert sorted(folds.sum(axis=1)) == [4] * 6 + [5] * 9
    assert (folds[:5] != folds[5:10]).any()


def test_the_seed_moves_little(kiosk: SurveyAnswers, ranking: pd.DataFrame) -> None:
    again, other = (compare_predictors(kiosk, seed=seed).set_index("predictor") for seed in (1, 2))
    assert again.equals(ranking)
    assert (other.r2 - ranking.r2).abs().max() < 0.02


def test_without_kano_items_the_others_are_compared(kiosk: SurveyAnswers) -> None:
    layout = replace(kiosk.layout, kano=())
    ranking = compare_predictors(read_survey(KIOSK, layout), repeats=2, reference="gap")
    assert set(ranking.predictor) == {"perception", "perception_by_dimension", "gap", "gap_by_dimension"}


def told(survey: SurveyAnswers, **settings: object) -> list[str]:
    with pytest.raises(ServsimError) as error:
        compare_predictors(survey, **settings)
    return str(error.value).splitlines()


def test_settings_that_are_not_possible(kiosk: SurveyAnswers) -> None:
    assert told(replace(kiosk, overall=np.ones(194)), folds=1, repeats=0, reference="gaps") == [
        "kiosk_clean.csv: everybody is equally satisfied; there is nothing to predict",
        "folds: found 1; from 2 to 97 are possible with 194 people",
        "repeats: found 0; at least 1 is needed",
        'reference: found "gaps"; did you mean "gap"?',
    ]


def test_surveys_that_lack_something(tmp_path: Path) -> None:
    path = written(tmp_path, *(f"{person}{GOOD[1:]}" for person in "abcd"))
    assert told(read_survey(path, replace(SMALL, overall=())), folds=2) == [
        "answers.csv: the layout names no column of overall satisfaction"
    ]
    assert told(read_survey(path, replace(SMALL, servqual=()))) == ["the layout names no dimension for this"]
    other = replace(SMALL, kano=tuple(item._replace(dimension="empathy") for item in SMALL.kano))
    assert told(read_survey(path, other)) == ["answers.csv: no Kano item belongs to responsiveness"]
