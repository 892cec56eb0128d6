"""Variance components of the nested experiment, held to the oracle; noise is taken out of the ranges."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincinv

from servsim.study.uncertainty.variance_split import denoised, nested, predictive
from tests.paths import TESTS

ORACLES = json.loads((TESTS / "oracles" / "oracles.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ORACLES["nested_variance_components"]["cases"])
def test_components_are_those_of_the_oracle(case: dict[str, dict[str, float]]) -> None:
    found, expected = nested(np.array(case["params"]["Y"])), case["values"]
    told = [found.mean, found.between, found.within, found.uncertainty, found.share, found.standard_error]
    names = ["grand_mean", "S_B2", "S_W2", "sigma2_input", "share_input", "se_mean"]
    assert told == pytest.approx([expected[name] for name in names], rel=1e-9)
    assert found.between / found.within == pytest.approx(expected["F"], rel=1e-9)


@pytest.mark.parametrize("case", ORACLES["input_uncertainty_mm1"]["cases"], ids=lambda case: case["params"]["n_obs"])
def test_what_an_unknown_arrival_rate_does_to_the_wait_of_a_queue(case: dict[str, dict[str, float]]) -> None:
    """Rates from the posterior; unstable ones left out; the long-run wait observed with noise; as in the oracle."""
    observed = case["params"]["n_obs"]
    shares = (np.arange(50_000) + 0.5) / 50_000
    rates = gammaincinv(observed, shares) * 0.8 / observed
    waits = (rates / (1.0 - rates))[rates < 0.98]
    noise = np.random.default_rng(5).normal(0.0, 0.5, (waits.size, 3))
    found = nested(waits[:, None] + noise)
    assert found.mean == pytest.approx(case["values"]["E_Wq"], abs=4 * found.standard_error)
    assert np.sqrt(found.uncertainty) == pytest.approx(case["values"]["sd_Wq"], rel=0.03)
    assert np.sqrt(found.within) == pytest.approx(0.5, rel=0.02)


def test_noise_is_taken_out_of_the_range() -> None:
    """The true means are uniform on 10 .. 14; raw means of two noisy replications spread wider."""
    chance = np.random.default_rng(7)
    true = 10.0 + 4.0 * (np.arange(40_000) + 0.5) / 40_000
    values = true[:, None] + chance.normal(0.0, 2.0, (40_000, 2))
    low, high, above = predictive(values)
    assert denoised(values).var(ddof=1) == pytest.approx(true.var(ddof=1), rel=0.08)
    assert (low, high) == pytest.approx((10.1, 13.9), abs=0.45)
    assert above == 1.0
    raw = np.quantile(values.mean(axis=1), [0.025, 0.975])
    assert high - low < 0.85 * (raw[1] - raw[0])


def test_where_all_is_noise_nothing_is_left_of_the_range() -> None:
    values = np.array([[1.0, 3.0], [3.0, 1.0], [2.0, 2.0]])
    assert nested(values).uncertainty < 0
    assert nested(values).share == 0.0
    assert predictive(values)[:2] == (2.0, 2.0)


def test_points_without_a_value_are_left_out() -> None:
    known = np.array([[1.0, 1.5], [4.0, 4.5], [2.0, 3.0]])
    with_gap = np.vstack([known, [[np.nan, 7.0]]])
    assert nested(with_gap) == nested(known)
    assert predictive(with_gap) == predictive(known)
    assert np.isnan(nested(known[:1]).mean)
    assert np.isnan(predictive(known[:1]).low)


@given(st.integers(2, 9), st.integers(2, 5), st.floats(-50, 50), st.floats(0.1, 20), st.integers(0, 99))
def test_components_follow_the_unit(points: int, inner: int, shift: float, scale: float, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(points, inner))
    one, other = nested(values), nested(shift + scale * values)
    assert other.mean == pytest.approx(shift + scale * one.mean, abs=1e-6)
    assert other.uncertainty == pytest.approx(scale**2 * one.uncertainty, rel=1e-6, abs=1e-6)
    assert other.share == pytest.approx(one.share, abs=1e-6)
