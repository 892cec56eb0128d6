import numpy as np
import pytest
from scipy import stats

from servsim.calibration.surveys.estimate import t_estimate


def test_the_interval_is_students() -> None:
    values = np.array([1.0, 2.5, 3.0, 4.5, 7.0])
    found = t_estimate(values)
    expected = stats.t.interval(0.95, 4, values.mean(), stats.sem(values))
    assert (found.mean, found.error) == pytest.approx((values.mean(), stats.sem(values)))
    assert (found.low, found.high) == pytest.approx(expected)


def test_overlap_widens_as_nadeau_and_bengio_say() -> None:
    values = np.array([0.1, 0.3, -0.2, 0.4, 0.15, 0.05, 0.2, 0.1, 0.0, 0.3])
    plain, corrected = t_estimate(values), t_estimate(values, overlap=1 / 9)
    assert corrected.mean == plain.mean
    assert corrected.error == pytest.approx(np.sqrt((1 / 10 + 1 / 9) * values.var(ddof=1)))


def test_more_repeats_do_not_buy_certainty() -> None:
    """The uncorrected error of 100 times as many folds would be ten times smaller."""
    values = np.random.default_rng(1).normal(size=20)
    few, many = t_estimate(values, 1 / 9), t_estimate(np.tile(values, 100), 1 / 9)
    assert many.error > 0.75 * few.error


def test_one_value_and_none() -> None:
    assert t_estimate(np.array([2.0])) == (2.0, np.inf, -np.inf, np.inf)
    with pytest.raises(ValueError, match="at least one value; found none"):
        t_estimate(np.array([]))
