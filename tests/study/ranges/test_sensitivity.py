"""Sobol' indices: the Ishigami function by the oracle, a linear model exactly, and noise deducted."""

import json
from pathlib import Path

import numpy as np
import pytest

from servsim.study.ranges.sensitivity import saltelli_shares, sobol_indices

ORACLES = json.loads((Path(__file__).parents[2] / "oracles" / "oracles.json").read_text(encoding="utf-8"))
[ISHIGAMI] = ORACLES["sobol_ishigami"]["cases"]
WEIGHTS = np.array([3.0, 2.0, 1.0, 0.0])
TRUE = WEIGHTS**2 / (WEIGHTS**2).sum()


def test_ishigami_as_in_the_oracle() -> None:
    x1, x2, x3 = (2.0 * np.pi * (saltelli_shares(3, 2048, seed=1) - 0.5)).T
    a, b = ISHIGAMI["params"]["a"], ISHIGAMI["params"]["b"]
    found = sobol_indices(np.sin(x1) + a * np.sin(x2) ** 2 + b * x3**4 * np.sin(x1), 3)
    expected = ISHIGAMI["values"]
    assert [one.value for one in found.first] == pytest.approx([expected[f"S{i}"] for i in (1, 2, 3)], abs=0.02)
    assert [one.value for one in found.total] == pytest.approx([expected[f"ST{i}"] for i in (1, 2, 3)], abs=0.02)
    for told, name in ((found.first, "S"), (found.total, "ST")):
        assert all(one.low - 0.01 <= expected[f"{name}{i}"] <= one.high + 0.01 for i, one in enumerate(told, start=1))
    assert not found.first[2].separable, "x3 acts only together with x1"
    assert found.total[2].separable


def test_a_linear_model_has_no_interactions() -> None:
    found = sobol_indices(saltelli_shares(4, 1024, seed=2) @ WEIGHTS, 4)
    assert [one.value for one in found.first] == pytest.approx(TRUE, abs=0.01)
    assert [one.value for one in found.total] == pytest.approx(TRUE, abs=0.01)
    assert found.total[3] == (0.0, 0.0, 0.0), "what is not in the model has no effect at all"
    assert found.noise_share == 0.0


def test_noise_is_deducted() -> None:
    """Without deducting it, everything seems to matter, also what is not in the model."""
    shares = saltelli_shares(4, 2048, seed=2)
    noisy = shares @ WEIGHTS + np.random.default_rng(4).normal(0.0, 1.0, len(shares))
    found, raw = sobol_indices(noisy, 4, noise=1.0), sobol_indices(noisy, 4)
    assert [one.value for one in found.total] == pytest.approx(TRUE, abs=0.12)
    assert not found.total[3].separable
    assert found.noise_share == pytest.approx(1.0 / (1.0 + (WEIGHTS**2).sum() / 12.0), abs=0.05)
    assert raw.total[3].value > 0.35
    assert raw.total[3].separable


def test_where_all_is_noise_no_index_is_told() -> None:
    noisy = np.random.default_rng(4).normal(size=6 * 64)
    assert {one.value for one in sobol_indices(noisy, 4, noise=2.0).total} == {0.0}


def test_points_share_all_columns_but_one() -> None:
    a, b, first, second = saltelli_shares(2, 8, seed=1).reshape(4, 8, 2)
    assert (first == np.stack([b[:, 0], a[:, 1]], axis=1)).all()
    assert (second == np.stack([a[:, 0], b[:, 1]], axis=1)).all()
