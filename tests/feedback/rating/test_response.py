import numpy as np
import pytest

from servsim.feedback.rating.response import (
    RESPONSE_TABLE,
    Response,
    everybody_answers,
    responds,
    response_probability,
    response_table,
)

BY_TABLE = Response(by_table=True)
EVERYBODY = Response(by_table=True, table=everybody_answers((-0.5, 0.5)))


def test_the_extremes_answer_more_and_the_pleased_most() -> None:
    angry, neutral, pleased = (response_probability(felt) for felt in (-1.0, 0.0, 1.0))
    assert neutral < angry < pleased
    assert neutral == pytest.approx(1.0 / (1.0 + np.exp(2.4)))
    assert pleased == pytest.approx(1.0 / (1.0 + np.exp(-1.5)))


def test_a_table_gives_each_class_its_probability() -> None:
    found = [response_probability(felt, BY_TABLE) for felt in (-0.9, -0.2, -0.19, 0.1, 0.11)]
    assert found == [0.06, 0.06, 0.23, 0.23, 0.32]


def test_a_table_with_too_few_probabilities_is_refused() -> None:
    with pytest.raises(ValueError, match="one probability more than cuts; found 2 and 2"):
        response_table((-0.2, 0.1), (0.1, 0.2))
    assert response_table(*RESPONSE_TABLE) == RESPONSE_TABLE


def test_without_a_response_model_everybody_answers() -> None:
    assert [response_probability(felt, EVERYBODY) for felt in (-1.0, -0.5, 0.1, 1.0)] == [1.0] * 4


@pytest.mark.parametrize("response", [EVERYBODY, BY_TABLE, Response()])
def test_only_the_invited_can_answer(response: Response) -> None:
    for felt in np.linspace(-1.0, 1.0, 9).tolist():
        everybody = response_probability(felt, response)
        assert response_probability(felt, response._replace(invited=0.25)) == pytest.approx(0.25 * everybody)


def test_uniforms_below_the_probability_answer() -> None:
    assert [responds(0.3, uniform) for uniform in (0.0, 0.29, 0.3, 0.9)] == [True, True, False, False]
