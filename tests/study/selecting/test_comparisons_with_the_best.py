import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from servsim.measures.intervals import t_quantile
from servsim.study.selecting.comparisons_with_the_best import (
    best_set,
    mcb_intervals,
    paired_widths,
    spherical_variance,
    widths_of_samples,
)


def test_equal_widths_give_the_intervals_of_nelson_and_matejcik() -> None:
    means, delta = np.array([1.0, 3.0, 2.6, -1.0]), 0.5
    for place, found in enumerate(mcb_intervals(means, np.full((4, 4), delta), 20)):
        apart = means[place] - np.delete(means, place).max()
        assert found.mean == pytest.approx(apart)
        assert (found.low, found.high) == pytest.approx((min(0, apart - delta), max(0, apart + delta)))


def test_a_clear_winner_has_an_interval_above_zero_and_everybody_else_one_below() -> None:
    means = np.array([5.0, 1.0, 2.0])
    intervals = mcb_intervals(means, np.full((3, 3), 1.0), 10)
    assert best_set(means, np.full((3, 3), 1.0)) == [0]
    assert intervals[0][1:3] == (0.0, 4.0)
    assert [one.high for one in intervals[1:]] == [0.0, 0.0]


@given(arrays(float, 5, elements=st.floats(-5, 5)), arrays(float, (5, 5), elements=st.floats(0.01, 3)))
def test_intervals_and_set_say_the_same(means: np.ndarray, widths: np.ndarray) -> None:
    widths = (widths + widths.T) / 2
    able = best_set(means, widths)
    assert int(np.argmax(means)) in able
    for place, found in enumerate(mcb_intervals(means, widths, 10)):
        assert found.low <= 0 <= found.high
        assert found.low <= found.mean + 1e-12
        assert found.mean <= found.high + 1e-12
        if place not in able:
            assert found.high == 0


def test_widths_of_pairs_use_the_variance_of_differences() -> None:
    values = np.random.default_rng(2).normal(size=(3, 12)) + 10 * np.random.default_rng(3).normal(size=12)
    widths = paired_widths(values)
    sd = (values[0] - values[2]).std(ddof=1)
    assert widths[0, 2] == widths[2, 0] == pytest.approx(t_quantile(11, 1 - 0.05 / 2) * sd / np.sqrt(12))
    assert widths.max() < 4


def test_two_options_have_one_variance_of_the_difference() -> None:
    values = np.random.default_rng(2).normal(size=(2, 12))
    assert spherical_variance(values) == pytest.approx((values[0] - values[1]).var(ddof=1))


def test_what_is_common_to_all_options_does_not_count() -> None:
    values = np.random.default_rng(4).normal(size=(4, 15))
    shifted = values + 100 * np.arange(15.0)
    assert spherical_variance(shifted) == pytest.approx(spherical_variance(values))
    assert paired_widths(shifted)[0, 1] == pytest.approx(paired_widths(values)[0, 1])


def test_sphericity_expects_the_true_variance_of_a_difference() -> None:
    chance = np.random.default_rng(6)
    found = [spherical_variance(chance.normal(0, 1.5, (5, 8))) for _ in range(2000)]
    assert np.mean(found) == pytest.approx(2 * 1.5**2, abs=4 * np.std(found) / np.sqrt(2000))


def test_widths_of_unequal_samples_are_those_of_pairs_or_of_welch() -> None:
    from scipy.stats import ttest_ind

    chance = np.random.default_rng(9)
    samples = [chance.normal(0, 1, 10), chance.normal(0, 3, 25)]
    interval = ttest_ind(*samples, equal_var=False).confidence_interval(0.9)
    welch = widths_of_samples(samples, together=False)[0, 1]
    assert welch == pytest.approx((interval.high - interval.low) / 2)
    common = np.array([sample[:10] for sample in samples])
    assert widths_of_samples(samples, together=True)[1, 0] == pytest.approx(paired_widths(common)[0, 1])
    assert widths_of_samples([np.ones(3), np.ones(4)], together=False)[0, 1] == 0
