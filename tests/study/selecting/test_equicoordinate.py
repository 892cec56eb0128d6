import numpy as np
import pytest

from servsim.measures.intervals import t_quantile
from servsim.study.selecting.equicoordinate import below_probability, equicoordinate_point


def test_one_variable_is_students_t() -> None:
    for degrees in (1, 2, 9, 60):
        assert equicoordinate_point(1, degrees, 0.95) == pytest.approx(t_quantile(degrees, 0.95), rel=1e-8)


def test_the_probability_is_that_of_differences_to_a_common_variable() -> None:
    chance = np.random.default_rng(5)
    common, own = chance.standard_normal(200_000), chance.standard_normal((4, 200_000))
    scale = np.sqrt(chance.chisquare(12, 200_000) / 12)
    met = (((own - common) / np.sqrt(2) / scale).max(axis=0) <= 2.1).mean()
    expected = below_probability(2.1, 4, 12)
    assert abs(met - expected) < 4 * np.sqrt(expected * (1 - expected) / 200_000)
