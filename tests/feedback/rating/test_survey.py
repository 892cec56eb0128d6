import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.rating.response import RESPONSE, Response, everybody_answers, responds, response_probability
from servsim.feedback.rating.survey import measured_mean, nonresponse_bias, survey_result
from servsim.scenario import Scenario
from servsim.study import simulate
from tests.samples import town_hall


def probabilities(felt: np.ndarray, response: Response = RESPONSE) -> np.ndarray:
    return np.array([response_probability(one, response) for one in felt.tolist()])


def answers(felt: np.ndarray, uniform: np.ndarray, response: Response = RESPONSE) -> np.ndarray:
    return np.array(list(map(responds, probabilities(felt, response).tolist(), uniform.tolist())))


def test_without_a_response_model_the_measured_mean_is_the_true_mean() -> None:
    rng = np.random.default_rng(1)
    felt = rng.uniform(-1.0, 1.0, 500)
    everybody = Response(by_table=True, table=everybody_answers((0.0,)))
    result = survey_result(felt, answers(felt, rng.random(500), everybody))
    assert result.measured_mean == result.true_mean == pytest.approx(felt.mean())
    assert result.response_rate == 1.0


@given(st.integers(0, 2**32 - 1), st.integers(2, 300))
def test_the_covariance_identity_is_exact_on_one_survey(seed: int, customers: int) -> None:
    rng = np.random.default_rng(seed)
    felt = rng.uniform(-1.0, 1.0, customers)
    answered = answers(felt, rng.random(customers))
    answered[0] = True
    result = survey_result(felt, answered)
    assert nonresponse_bias(felt, answered.astype(float)) == pytest.approx(
        result.measured_mean - result.true_mean, abs=1e-12
    )
    assert measured_mean(felt, answered.astype(float)) == pytest.approx(result.measured_mean, abs=1e-12)


def test_the_long_run_mean_weights_by_probability() -> None:
    rng = np.random.default_rng(6)
    felt = rng.uniform(-1.0, 1.0, 200_000)
    probability = probabilities(felt)
    answered = rng.random(felt.size) < probability
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


@pytest.mark.parametrize("response", ["none", "logistic", "table"])
def test_the_covariance_identity_holds_on_simulated_customers_with_weights(response: str) -> None:
    """Measured less true is the covariance over the rate, to rounding, whatever each customer stands for."""
    shares = ["5 %", "10 %", "15 %", "30 %", "45 %"]
    town = Scenario.model_validate(town_hall(survey={"response": response, "table": shares}))
    felt = simulate(town, seed=4).feedback
    values, probability = felt.csat[felt.rated], felt.response_probability[felt.rated]
    for weights in (None, np.random.default_rng(2).uniform(0.1, 5.0, values.size)):
        for answering in (probability, felt.responded[felt.rated].astype(float)):
            difference = measured_mean(values, answering, weights) - float(np.average(values, weights=weights))
            assert nonresponse_bias(values, answering, weights) == pytest.approx(difference, abs=1e-12)
    if response == "none":
        assert nonresponse_bias(values, probability) == 0.0
    else:
        assert abs(nonresponse_bias(values, probability)) > 0.02
