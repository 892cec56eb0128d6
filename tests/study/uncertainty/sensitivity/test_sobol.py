"""Sobol' indices by SALib: the Ishigami function by the oracle, a linear model exactly, and chance deducted."""

import json

import numpy as np
import pytest

from servsim.study.uncertainty.sensitivity.sobol import Index, saltelli_shares, sobol_indices
from tests.paths import TESTS

ORACLES = json.loads((TESTS / "oracles" / "oracles.json").read_text(encoding="utf-8"))
[ISHIGAMI] = ORACLES["sobol_ishigami"]["cases"]
WEIGHTS = np.array([3.0, 2.0, 1.0, 0.0])
TRUE = WEIGHTS**2 / (WEIGHTS**2).sum()
NOTHING = Index(0.0, 0.0, 0.0)


def twice(results: np.ndarray) -> np.ndarray:
    """Two replications of something without chance."""
    return np.stack([results, results], axis=1)


def test_ishigami_as_in_the_oracle() -> None:
    x1, x2, x3 = (2.0 * np.pi * (saltelli_shares(3, 2048, seed=1) - 0.5)).T
    a, b = ISHIGAMI["params"]["a"], ISHIGAMI["params"]["b"]
    found = sobol_indices(twice(np.sin(x1) + a * np.sin(x2) ** 2 + b * x3**4 * np.sin(x1)), 3, seed=1)
    expected = ISHIGAMI["values"]
    assert [one.value for one in found.first] == pytest.approx([expected[f"S{i}"] for i in (1, 2, 3)], abs=0.02)
    assert [one.value for one in found.total] == pytest.approx([expected[f"ST{i}"] for i in (1, 2, 3)], abs=0.02)
    for told, name in ((found.first, "S"), (found.total, "ST")):
        assert all(one.low - 0.01 <= expected[f"{name}{i}"] <= one.high + 0.01 for i, one in enumerate(told, start=1))
    assert not found.first[2].separable, "x3 acts only together with x1"
    assert found.total[2].separable


def test_a_linear_model_has_no_interactions() -> None:
    found = sobol_indices(twice(saltelli_shares(4, 1024, seed=2) @ WEIGHTS), 4, seed=0)
    assert [one.value for one in found.first] == pytest.approx(TRUE, abs=0.01)
    assert [one.value for one in found.total] == pytest.approx(TRUE, abs=0.01)
    assert found.total[3] == NOTHING, "what is not in the model has no effect at all"
    assert found.noise_share == 0.0


@pytest.mark.parametrize("common", [False, True])
def test_chance_is_deducted(common: bool) -> None:
    """With other customers at each point as with the same ones in a row; else, everything seems to matter."""
    shares = saltelli_shares(4, 2048, seed=2)
    chance = np.random.default_rng(4).normal(0.0, np.sqrt(2.0), (2048, 6, 2))
    if common:
        chance = 0.6 * chance + 0.8 * chance[:, :1]
    noisy = (shares @ WEIGHTS)[:, None] + chance.reshape(-1, 2)
    found = sobol_indices(noisy, 4, seed=1)
    assert [one.value for one in found.total] == pytest.approx(TRUE, abs=0.12)
    assert not found.total[3].separable
    raw = sobol_indices(twice(noisy.mean(axis=1)), 4, seed=1)
    assert raw.total[3].value > 0.1
    assert raw.total[3].separable
    if not common:
        assert found.noise_share == pytest.approx(1.0 / (1.0 + (WEIGHTS**2).sum() / 12.0), abs=0.05)


def test_where_all_is_chance_no_index_is_told() -> None:
    whole = np.random.default_rng(4).normal(size=(6 * 64, 1))
    found = sobol_indices(np.concatenate([whole, -whole], axis=1), 4, seed=1)
    assert set(found.total) == set(found.first) == {NOTHING}
    assert sobol_indices(np.ones((6 * 64, 2)), 4, seed=1).total[0] == NOTHING


def test_the_same_seed_gives_the_same_points_and_intervals() -> None:
    assert (saltelli_shares(2, 8, seed=5) == saltelli_shares(2, 8, seed=5)).all()
    assert (saltelli_shares(2, 8, seed=5) != saltelli_shares(2, 8, seed=6)).any()
    results = np.random.default_rng(4).normal(size=(6 * 64, 2))
    assert sobol_indices(results, 4, seed=0) == sobol_indices(results, 4, seed=0)


def test_points_of_a_row_share_all_columns_but_one() -> None:
    rows = saltelli_shares(2, 8, seed=1).reshape(8, 4, 2)
    a, first, second, b = rows.transpose(1, 0, 2)
    assert (first == np.stack([b[:, 0], a[:, 1]], axis=1)).all()
    assert (second == np.stack([a[:, 0], b[:, 1]], axis=1)).all()
