import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from servsim.feedback.journey.journey import JourneySummary, JourneyWeights, journey_satisfaction, whole_satisfaction


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


@given(arrays(np.float64, st.integers(1, 8), elements=st.floats(-1.0, 1.0)))
def test_one_journey_and_columns_of_them_are_the_same_formula(felt: np.ndarray) -> None:
    weights = JourneyWeights(0.5, 0.1, 0.3, 0.1)
    journey_state = JourneySummary(float(felt.mean()), float(felt.max()), float(felt.min()), float(felt[-1]))
    by_column = journey_satisfaction(felt, np.zeros(felt.size, dtype=np.intp), weights)
    assert whole_satisfaction(journey_state, weights) == pytest.approx(float(by_column[0]), abs=1e-12)


def test_a_journey_number_without_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="no row for journey 1"):
        journey_satisfaction(np.array([0.1, 0.2]), np.array([0, 2]))
