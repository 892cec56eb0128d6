import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from servsim.measures.intervals import (
    Interval,
    mean_interval,
    paired_difference,
    t_interval,
    t_quantile,
    wilson_interval,
)
from tests.paths import TESTS

ORACLES = json.loads((TESTS / "oracles" / "oracles.json").read_text(encoding="utf-8"))


def oracle(group: str) -> list[dict[str, Any]]:
    return ORACLES[group]["cases"]


def sample_with(mean: float, sd: float, count: int) -> np.ndarray:
    """Numbers with exactly this mean and standard deviation."""
    raw = np.random.default_rng(1).standard_normal(count)
    return mean + sd * (raw - raw.mean()) / raw.std(ddof=1)


@pytest.mark.parametrize("case", oracle("t_interval"))
def test_t_interval_is_the_textbook_one(case: dict[str, Any]) -> None:
    params, values = case["params"], case["values"]
    found = t_interval(sample_with(params["mean"], params["sd"], params["n"]), 1.0 - params["alpha"])
    assert found.count == params["n"]
    assert found.mean == pytest.approx(params["mean"])
    assert (found.low, found.high) == pytest.approx((values["lo"], values["hi"]), rel=1e-9)
    assert found.half_width == pytest.approx(values["half_width"], rel=1e-9)
    assert t_quantile(params["n"] - 1, 1.0 - params["alpha"] / 2) == pytest.approx(values["t"], rel=1e-9)


def test_missing_replications_are_left_out() -> None:
    values = np.array([1.0, np.nan, 2.0, 4.0, np.nan])
    assert t_interval(values) == t_interval(values[[0, 2, 3]])
    assert t_interval(values).count == 3


def test_one_value_tells_nothing_about_spread() -> None:
    found = t_interval(np.array([np.nan, 2.0]))
    assert found == Interval(2.0, -np.inf, np.inf, 1)
    assert not found.excludes_zero


def test_no_value_at_all() -> None:
    found = t_interval(np.full(3, np.nan))
    assert found.count == 0
    assert np.isnan(found[:3]).all()
    assert not found.excludes_zero


def test_equal_values_leave_no_width() -> None:
    found = t_interval(np.full(5, 3.0))
    assert (found.low, found.high) == (3.0, 3.0)
    assert found.excludes_zero
    assert not t_interval(np.zeros(5)).excludes_zero


@pytest.mark.parametrize(("low", "high", "clear"), [(0.1, 2.0, True), (-2.0, -0.1, True), (-0.1, 2.0, False)])
def test_an_interval_is_clear_of_zero_on_either_side(low: float, high: float, clear: bool) -> None:
    assert Interval(1.0, low, high, 9).excludes_zero is clear


@pytest.mark.parametrize(("successes", "trials"), [(0, 10), (1, 7), (5, 30), (30, 30), (812, 1000)])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_wilson_agrees_with_scipy(successes: int, trials: int, confidence: float) -> None:
    expected = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    found = wilson_interval(successes, trials, confidence)
    assert found.mean == successes / trials
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(st.integers(1, 500), st.data())
def test_wilson_stays_within_0_and_1_and_holds_the_share(trials: int, data: st.DataObject) -> None:
    found = wilson_interval(data.draw(st.integers(0, trials)), trials)
    assert 0.0 <= found.low <= found.mean + 1e-12
    assert found.mean <= found.high + 1e-12 <= 1.0 + 1e-12


def test_wilson_without_trials_knows_nothing() -> None:
    found = wilson_interval(0, 0)
    assert np.isnan(found.mean)
    assert found[1:] == (0.0, 1.0, 0)


def test_paired_difference_is_the_oracle_of_common_random_numbers() -> None:
    [case] = oracle("crn_paired")
    option, baseline = (np.array(case["params"][name]) for name in "xy")
    found = paired_difference(option, baseline)
    assert found.difference.mean == pytest.approx(case["values"]["mean_d"])
    assert t_interval(option - baseline).half_width == pytest.approx(case["values"]["half_width"], rel=1e-9)
    assert 1.0 - 1.0 / found.variance_ratio == pytest.approx(case["values"]["variance_reduction"], rel=1e-9)
    assert found.difference.half_width < 0.5 * case["values"]["welch_half_width"]


def test_the_interval_of_paired_values_agrees_with_scipy() -> None:
    draw = np.random.default_rng(2)
    baseline = draw.exponential(3.0, 25)
    option = baseline + draw.normal(0.4, 0.5, 25)
    expected = stats.ttest_rel(option, baseline).confidence_interval(0.95)
    found = t_interval(option - baseline)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert paired_difference(option, baseline).difference == mean_interval(option - baseline)


def test_pairs_with_a_missing_half_are_left_out() -> None:
    option = np.array([1.0, np.nan, 3.0, 5.0])
    baseline = np.array([0.0, 1.0, np.nan, 2.0])
    assert paired_difference(option, baseline).difference == t_interval(np.array([1.0, 3.0]))


def test_the_same_values_differ_by_exactly_nothing() -> None:
    values = np.random.default_rng(3).standard_normal(8)
    found = paired_difference(values, values)
    assert found.difference == Interval(0.0, 0.0, 0.0, 8)
    assert np.isnan(found.variance_ratio)


def hall(statistic: float, bend: float) -> float:
    """The transformation as Hall (1992) prints it; ``bend`` is the skewness over the root of the number."""
    return statistic + bend * statistic**2 / 3 + bend**2 * statistic**3 / 27 + bend / 6


@pytest.mark.parametrize("count", [3, 8, 25, 400])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_ends_of_an_interval_lie_at_the_quantiles_of_the_transformed_statistic(count: int, sign: int) -> None:
    values = sign * np.random.default_rng(count).exponential(2.0, count)
    found = mean_interval(values, 0.9)
    bend = stats.skew(values, bias=False) / np.sqrt(count)
    error = values.std(ddof=1) / np.sqrt(count)
    wanted = stats.t.ppf(0.95, count - 1)
    assert hall((found.mean - found.low) / error, bend) == pytest.approx(wanted, rel=1e-9)
    assert hall((found.mean - found.high) / error, bend) == pytest.approx(-wanted, rel=1e-9)


def test_the_longer_arm_points_to_the_longer_tail() -> None:
    below, above = mean_interval(np.random.default_rng(7).exponential(1.0, 20)).reach
    assert above > 1.2 * below


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=40))
def test_intervals_hold_their_mean_turn_with_their_values_and_are_t_without_skewness(numbers: list[float]) -> None:
    values = np.round(np.array(numbers), 3)
    found = mean_interval(values)
    assert found.low <= found.mean <= found.high
    turned, size = mean_interval(-values).turned(), 1e-9 * (1.0 + found.high - found.low)
    assert (turned.low, turned.high) == pytest.approx((found.low, found.high), abs=size)
    both = np.concatenate([values, -values])
    plain = t_interval(both)
    assert mean_interval(both)[1:3] == pytest.approx(plain[1:3], rel=1e-9, abs=1e-12)


def test_two_values_have_no_skewness() -> None:
    values = np.array([1.0, 4.0])
    assert mean_interval(values) == t_interval(values)
    assert mean_interval(np.full(6, 2.0))[1:3] == (2.0, 2.0)


def coverage(draw_means: np.ndarray, truth: float) -> float:
    intervals = [t_interval(row) for row in draw_means]
    return float(np.mean([interval.low <= truth <= interval.high for interval in intervals]))


def test_t_intervals_cover_as_they_say() -> None:
    draws = np.random.default_rng(4).standard_normal((4000, 10))
    assert coverage(draws, 0.0) == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / 4000))


@pytest.mark.long
def test_t_intervals_over_replication_variances_cover() -> None:
    """Variances of quality-like values (Beta(5, 1), 200 a replication): t over 25 replications covers 95 %."""
    draw = np.random.default_rng(5)
    variances = draw.beta(5.0, 1.0, (4000, 25, 200)).var(axis=2, ddof=1)
    assert coverage(variances, 5.0 / (36.0 * 7.0)) == pytest.approx(0.95, abs=0.015)


@pytest.mark.long
def test_twin_the_chi_square_interval_does_not_cover() -> None:
    draw = np.random.default_rng(6)
    variances = draw.beta(5.0, 1.0, (4000, 200)).var(axis=1, ddof=1)
    low, high = (199 * variances / stats.chi2.ppf(tail, 199) for tail in (0.975, 0.025))
    truth = 5.0 / (36.0 * 7.0)
    assert np.mean((low <= truth) & (truth <= high)) < 0.92
