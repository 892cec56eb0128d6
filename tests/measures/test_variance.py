import json
from typing import Any

import numpy as np
import pytest
from scipy import stats

from servsim.measures.variance import Components
from servsim.measures.variance import variance_components as from_sums
from tests.paths import TESTS

ORACLES = json.loads((TESTS / "oracles" / "oracles.json").read_text(encoding="utf-8"))


def variance_components(values: np.ndarray, group: np.ndarray) -> Components:
    return from_sums(np.bincount(group), np.bincount(group, values), np.bincount(group, values**2))


def test_unbalanced_table_by_hand() -> None:
    """Groups {1, 3}, {4, 6, 8}, {5}: means 2, 6, 5; grand mean 4.5; SS_B 2*6.25 + 3*2.25 + 0.25, SS_W 2 + 8."""
    values = np.array([1.0, 3.0, 4.0, 6.0, 8.0, 5.0])
    group = np.array([0, 0, 1, 1, 1, 2])
    mean_square_between, mean_square_within = 19.5 / 2, 10.0 / 3
    typical_size = (6 - (4 + 9 + 1) / 6) / 2
    found = variance_components(values, group)
    assert found.within == pytest.approx(mean_square_within)
    assert found.between == pytest.approx((mean_square_between - mean_square_within) / typical_size)


@pytest.mark.parametrize("case", ORACLES["nested_variance_components"]["cases"])
def test_balanced_tables_of_the_oracle(case: dict[str, Any]) -> None:
    table = np.array(case["params"]["Y"])
    group = np.repeat(np.arange(len(table)), table.shape[1])
    found = variance_components(table.ravel(), group)
    assert found.between == pytest.approx(case["values"]["sigma2_input"], rel=1e-9)
    assert found.within == pytest.approx(case["values"]["S_W2"], rel=1e-9)


def test_the_ratio_of_mean_squares_is_the_f_statistic() -> None:
    draw = np.random.default_rng(1)
    group = draw.integers(0, 6, 80)
    values = draw.standard_normal(80) + 0.5 * group
    sizes = np.bincount(group)
    typical = (80 - (sizes**2).sum() / 80) / 5
    found = variance_components(values, group)
    statistic = stats.f_oneway(*(values[group == number] for number in range(6))).statistic
    assert (found.between * typical + found.within) / found.within == pytest.approx(statistic)


def test_numbers_of_absent_groups_do_not_matter() -> None:
    values = np.array([1.0, 3.0, 4.0, 6.0])
    assert variance_components(values, np.array([0, 0, 1, 1])) == variance_components(values, np.array([3, 3, 9, 9]))


def components_of_simulated_agents(between: float, within: float, tables: int) -> np.ndarray:
    draw = np.random.default_rng(2)
    found = []
    for _ in range(tables):
        sizes = draw.integers(5, 60, 8)
        group = np.repeat(np.arange(8), sizes)
        values = draw.normal(0.0, np.sqrt(between), 8)[group] + draw.normal(0.0, np.sqrt(within), group.size)
        found.append(variance_components(values, group))
    return np.array(found)


@pytest.mark.parametrize(("between", "within"), [(0.04, 0.25), (1.0, 0.1)])
def test_known_components_are_found_without_bias(between: float, within: float) -> None:
    found = components_of_simulated_agents(between, within, 1500)
    error = found.std(axis=0, ddof=1) / np.sqrt(1500)
    assert (np.abs(found.mean(axis=0) - (between, within)) < 4 * error).all()
    assert (error < 0.05 * np.array([between, within])).all()


def test_estimates_below_zero_are_kept_so_that_their_mean_is_right() -> None:
    between = components_of_simulated_agents(0.0, 1.0, 1500)[:, 0]
    error = between.std(ddof=1) / np.sqrt(1500)
    assert (between < 0).mean() > 0.4
    assert abs(between.mean()) < 4 * error
    assert np.maximum(between, 0.0).mean() > 4 * error  # cut off at zero they would be biased


def test_one_group_has_nothing_between() -> None:
    found = variance_components(np.array([1.0, 3.0]), np.array([4, 4]))
    assert np.isnan(found.between)
    assert found.within == 2.0


@pytest.mark.parametrize("group", [[0], [0, 1, 2]])
def test_without_a_group_of_two_nothing_is_known(group: list[int]) -> None:
    assert np.isnan(variance_components(np.arange(len(group), dtype=float), np.array(group))).all()
