from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from servsim.feedback.kano import KANO_PROFILE
from servsim.feedback.satisfaction import (
    SATISFACTION_MODELS,
    JourneyWeights,
    Levels,
    Preferences,
    SatisfactionModel,
    disconfirmation,
    journey_satisfaction,
    kano_satisfaction,
    satisfaction,
)
from servsim.feedback.servqual import desired_level, perceptions, predicted_level, update_expectation, weight_shares

LEVELS = Levels(desired_level(), predicted_level())
SCORES = arrays(np.float64, 5, elements=st.floats(0.0, 1.0))
POINTS = arrays(np.float64, 5, elements=st.floats(0.1, 10.0))
MODELS = st.sampled_from(SATISFACTION_MODELS)


@given(SCORES, SCORES, POINTS, MODELS)
def test_satisfaction_never_falls_in_any_driver_score(
    one: np.ndarray, other: np.ndarray, points: np.ndarray, model: SatisfactionModel
) -> None:
    preferences = Preferences(weight_shares(points))
    low, high = np.minimum(one, other), np.maximum(one, other)
    better = satisfaction(high, LEVELS, preferences, model)
    assert satisfaction(low, LEVELS, preferences, model) <= better + 1e-12
    for dimension in range(5):
        raised = low.copy()
        raised[dimension] = high[dimension]
        assert satisfaction(low, LEVELS, preferences, model) <= satisfaction(raised, LEVELS, preferences, model) + 1e-12


@given(SCORES, POINTS, MODELS)
def test_satisfaction_stays_between_minus_1_and_1(
    scores: np.ndarray, points: np.ndarray, model: SatisfactionModel
) -> None:
    assert -1.0 <= satisfaction(scores, LEVELS, Preferences(weight_shares(points)), model) <= 1.0


def test_each_model_takes_what_it_says() -> None:
    scores = np.full(5, 0.75)
    desired, predicted, performance = 5.979, 5.979 - 0.6, float(kano_satisfaction(scores))
    surprise = (5.5 - predicted) / 3
    expected = {
        "servperf": 0.5,
        "servqual": (5.5 - desired) / 3,
        "kano": performance,
        "blend": 0.5 * performance + 0.5 * surprise,
    }
    assert {model: float(satisfaction(scores, LEVELS, model=model)) for model in SATISFACTION_MODELS} == pytest.approx(
        expected
    )
    assert len(set(np.round(list(expected.values()), 6))) == 4


def test_the_weight_of_surprise_runs_from_kano_to_disconfirmation() -> None:
    scores = np.array([0.2, 0.9, 0.6, 0.4, 0.7])
    surprise = disconfirmation(perceptions(scores), LEVELS.predicted, weight_shares())
    assert satisfaction(scores, LEVELS, disconfirmation_weight=0.0) == pytest.approx(float(kano_satisfaction(scores)))
    assert satisfaction(scores, LEVELS, disconfirmation_weight=1.0) == pytest.approx(float(surprise))


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="one of servperf, servqual, kano, blend; found 'stars'"):
        satisfaction(np.ones(5), LEVELS, model="stars")  # type: ignore[arg-type]


def test_kano_satisfaction_is_scaled_by_its_larger_end() -> None:
    ends = kano_satisfaction(np.array([[0.0] * 5, [1.0] * 5]))
    assert ends == pytest.approx([-1.0, 0.4705 / 0.5735])


def test_the_gap_can_be_beyond_the_scale_and_is_clipped() -> None:
    assert satisfaction(np.zeros(5), LEVELS, model="servqual") == -1.0


def test_indifferent_dimensions_do_not_dilute_the_others() -> None:
    kano = KANO_PROFILE._replace(category=("M", "I", "I", "R", "Q"))
    only = Preferences(weight_shares(), kano)
    assert kano_satisfaction(np.array([0.0, 1.0, 1.0, 1.0, 1.0]), only) == pytest.approx(-1.0)
    assert kano_satisfaction(np.array([1.0, 0.0, 0.0, 0.0, 0.0]), only) == pytest.approx(0.35 / 0.85)


def test_when_nothing_counts_everybody_is_neutral() -> None:
    nobody_cares = Preferences(weight_shares(), KANO_PROFILE._replace(category=tuple("IIIII")))
    assert kano_satisfaction(np.ones((2, 5)), nobody_cares).tolist() == [0.0, 0.0]


def test_segments_with_their_own_profile_and_weights_row_by_row() -> None:
    rng = np.random.default_rng(5)
    scores, weights = rng.random((2, 5)), weight_shares(rng.random((2, 5)))
    kano = KANO_PROFILE._replace(category=np.array([list("MOOAA"), list("AAOIM")]))
    together = satisfaction(scores, LEVELS, Preferences(weights, kano))
    for row, category in enumerate((tuple("MOOAA"), tuple("AAOIM"))):
        alone = Preferences(weights[row], KANO_PROFILE._replace(category=category))
        assert together[row] == pytest.approx(float(satisfaction(scores[row], LEVELS, alone)))


def test_the_bump_of_an_improvement_fades_as_expectations_follow() -> None:
    better, predicted, felt = np.full(5, 0.95), predicted_level(), []
    for _ in range(60):
        felt.append(float(satisfaction(better, Levels(desired_level(), predicted))))
        predicted = update_expectation(predicted, perceptions(better), 0.1)
    assert all(later < earlier for earlier, later in pairwise(felt))
    assert felt[-1] == pytest.approx(0.5 * float(kano_satisfaction(better)), abs=1e-3)
    assert felt[0] - felt[-1] > 0.1


def test_a_journey_is_mean_best_and_worst() -> None:
    felt = np.array([0.2, 0.9, -0.4, 0.6, 0.0])
    journey = np.array([0, 1, 0, 1, 0])
    expected = [0.7 * (-0.2 / 3) + 0.15 * 0.2 + 0.15 * -0.4, 0.7 * 0.75 + 0.15 * 0.9 + 0.15 * 0.6]
    assert journey_satisfaction(felt, journey) == pytest.approx(expected)


def test_a_journey_can_weigh_its_end() -> None:
    felt, journey = np.array([0.2, 0.9, -0.4, 0.6, 0.1]), np.array([0, 1, 0, 1, 0])
    assert journey_satisfaction(felt, journey, JourneyWeights(0, 0, 0, 1)) == pytest.approx([0.1, 0.6])


@given(arrays(np.float64, st.integers(1, 8), elements=st.floats(-1.0, 1.0)))
def test_a_journey_lies_between_its_worst_and_best(felt: np.ndarray) -> None:
    whole = float(journey_satisfaction(felt, np.zeros(felt.size, dtype=np.intp))[0])
    assert felt.min() - 1e-12 <= whole <= felt.max() + 1e-12


def test_a_journey_number_without_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="no row for journey 1"):
        journey_satisfaction(np.array([0.1, 0.2]), np.array([0, 2]))
