import numpy as np
import pytest

from servsim.study.selecting.order_statistics import quantile_interval, quantile_ranks


def test_the_interval_is_that_of_scipy() -> None:
    from scipy.stats import quantile_test

    sample = np.random.default_rng(1).lognormal(size=60)
    found = quantile_interval(sample, 0.8)
    expected = quantile_test(sample, p=0.8).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_few_values_do_not_bound_a_side() -> None:
    assert quantile_interval(np.arange(10.0), 0.95)[1:] == (7.0, np.inf, 10)
    assert quantile_ranks(3, 0.5) == (0, 4, 1.0)
