import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.survey import (
    RESPONSE_TABLE,
    ResponseCurve,
    ResponseTable,
    measured_mean,
    nonresponse_bias,
    responds,
    response_probability,
    survey_result,
)


def test_the_extremes_answer_more_and_the_pleased_most() -> None:
    angry, neutral, pleased = response_probability(np.array([-1.0, 0.0, 1.0]))
    assert neutral < angry < pleased
    assert neutral == pytest.approx(1.0 / (1.0 + np.exp(2.4)))
    assert pleased == pytest.approx(1.0 / (1.0 + np.exp(-1.5)))


def test_a_table_gives_each_class_its_probability() -> None:
    felt = np.array([-0.9, -0.2, -0.19, 0.1, 0.11])
    assert response_probability(felt, RESPONSE_TABLE).tolist() == [0.06, 0.06, 0.23, 0.23, 0.32]


def test_a_table_with_too_few_probabilities_is_refused() -> None:
    with pytest.raises(ValueError, match="one probability more than cuts; found 2 and 2"):
        response_probability(0.0, ResponseTable(probability=(0.1, 0.2)))


@pytest.mark.parametrize("response", [None, RESPONSE_TABLE, ResponseCurve()])
def test_only_the_invited_can_answer(response: ResponseCurve | ResponseTable | None) -> None:
    felt = np.linspace(-1.0, 1.0, 9)
    everybody = response_probability(felt, response)
    assert everybody.shape == felt.shape
    assert response_probability(felt, response, 0.25) == pytest.approx(0.25 * everybody)


def test_without_a_response_model_the_measured_mean_is_the_true_mean() -> None:
    rng = np.random.default_rng(1)
    felt = rng.uniform(-1.0, 1.0, 500)
    result = survey_result(felt, responds(response_probability(felt, None), rng.random(500)))
    assert result.measured_mean == result.true_mean == pytest.approx(felt.mean())
    assert result.response_rate == 1.0


def test_uniforms_below_the_probability_answer() -> None:
    assert responds(0.3, np.array([0.0, 0.29, 0.3, 0.9])).tolist() == [True, True, False, False]


@given(st.integers(0, 2**32 - 1), st.integers(2, 300))
def test_the_covariance_identity_is_exact_on_one_survey(seed: int, customers: int) -> None:
    rng = np.random.default_rng(seed)
    felt = rng.uniform(-1.0, 1.0, customers)
    answered = responds(response_probability(felt), rng.random(customers))
    answered[0] = True
    result = survey_result(felt, answered)
    assert nonresponse_bias(felt, answered.astype(float)) == pytest.approx(
        result.measured_mean - result.true_mean, abs=1e-12
    )
    assert measured_mean(felt, answered.astype(float)) == pytest.approx(result.measured_mean, abs=1e-12)


def test_the_long_run_mean_weights_by_probability() -> None:
    rng = np.random.default_rng(6)
    felt = rng.uniform(-1.0, 1.0, 200_000)
    probability = response_probability(felt)
    answered = responds(probability, rng.random(felt.size))
    result = survey_result(felt, answered)
    assert result.measured_mean == pytest.approx(
        measured_mean(felt, probability), abs=4 * 0.7 / np.sqrt(answered.sum())
    )
    assert result.measured_mean > result.true_mean + 0.1


def test_a_survey_nobody_answered_measures_nothing() -> None:
    result = survey_result(np.array([1.0, 3.0]), np.array([False, False]))
    assert result.true_mean == 2.0
    assert np.isnan(result.measured_mean)
    assert result.response_rate == 0.0
    assert np.isnan(survey_result(np.array([]), np.array([], dtype=bool))).all()
