import numpy as np
import pytest

from servsim.study.selecting.bonett import bonett_interval

DATA = {
    "1..20": np.arange(1.0, 21.0),
    "squares of 1..15": np.arange(1.0, 16.0) ** 2,
    "exponential quantiles n=30": -np.log(1 - (np.arange(1, 31) - 0.5) / 30),
}


def test_too_few_values_are_refused() -> None:
    with pytest.raises(ValueError, match="found 5 values; at least 6 are needed"):
        bonett_interval(np.arange(5.0))


def test_it_covers_where_chi_square_does_not() -> None:
    chance = np.random.default_rng(3)
    samples = chance.exponential(size=(1000, 100))
    hits = sum(found.low <= 1 <= found.high for found in map(bonett_interval, samples))
    assert 0.88 < hits / 1000 < 0.97
    ratio = samples.var(axis=1, ddof=1)
    chi_square = ((99 * ratio >= 73.36) & (99 * ratio <= 128.42)).mean()
    assert chi_square < 0.8
