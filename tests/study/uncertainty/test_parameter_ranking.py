"""Which parameter moves the result, from points that are there already."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from servsim.scenario.variants.parameters import Parameter
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.parameter_ranking import drivers

NAMES = tuple(Parameter(f"x{place}", (), 0.5, 0.0, 1.0, "uniform", "", False, "") for place in range(20))


def test_the_strongest_comes_first_with_its_sign() -> None:
    design = Design.drawn(NAMES, 128, seed=1)
    result = 5.0 * design.values[:, 3] - 2.0 * design.values[:, 7] + 0.1 * design.values[:, 0]
    first, second, *others = drivers(design, result)
    assert (first.parameter.name, second.parameter.name) == ("x3", "x7")
    assert first.correlation > 0.7
    assert second.correlation < -0.25
    assert first.correlation == pytest.approx(spearmanr(design.values[:, 3], result).statistic)
    assert first.high - first.low == pytest.approx(5.0 * 2 / 3, abs=0.6)
    assert first.separable
    assert [other.parameter.name for other in others if other.separable] == []


def test_of_pure_noise_hardly_anything_is_separable() -> None:
    """At most a twentieth of the studies should name one; without Bonferroni nearly all would."""
    named = 0
    for seed in range(60):
        design = Design.drawn(NAMES, 64, seed=seed)
        found = drivers(design, np.random.default_rng(seed).normal(size=64))
        named += any(driver.separable for driver in found)
    assert named <= 8


def test_missing_points_and_constant_results() -> None:
    design = Design.drawn(NAMES, 64, seed=1)
    result = design.values[:, 2].copy()
    result[:20] = np.nan
    assert drivers(design, result)[0].parameter.name == "x2"
    assert {driver.correlation for driver in drivers(design, np.ones(64))} == {0.0}
    assert drivers(design, np.full(64, np.nan)) == []
