"""Elementary effects by SALib: functions whose effects are known, and what chance makes of them."""

import numpy as np
import pytest

from servsim.study.uncertainty.sensitivity.elementary_effects import elementary_effects, trajectory_shares

LOW, HIGH = np.array([0.0, -1.0, 10.0, 0.0]), np.array([2.0, 1.0, 14.0, 1.0])
COEFFICIENTS = np.array([1.5, -2.0, 0.25, 0.0])


def points(trajectories: int = 10, seed: int = 1) -> np.ndarray:
    return LOW + (HIGH - LOW) * trajectory_shares(4, trajectories, seed)


def twice(results: np.ndarray) -> np.ndarray:
    return np.stack([results, results], axis=1)


def test_a_linear_function_has_its_coefficients_times_the_ranges_and_no_spread() -> None:
    found = elementary_effects(points(), twice(points() @ COEFFICIENTS), seed=0)
    expected = COEFFICIENTS * (HIGH - LOW)
    assert [one.mean for one in found.each] == pytest.approx(expected)
    assert [one.size for one in found.each] == pytest.approx(abs(expected))
    assert [one.spread for one in found.each] == pytest.approx([0.0] * 4, abs=1e-9)
    assert [one.separable for one in found.each] == [True, True, True, False]
    assert {one.chance for one in found.each} == {found.noise_share} == {0.0}


def test_interplay_and_curvature_spread_the_effects() -> None:
    """x1 x2 + x3^2 on (0, 1): effects x2, x1 and 2 x3 on average over the levels, in turn larger and smaller."""
    shares = trajectory_shares(4, 60, seed=3)
    found = elementary_effects(shares, twice(shares[:, 0] * shares[:, 1] + shares[:, 2] ** 2), seed=1).each
    assert all(one.spread > 0.2 for one in found[:3])
    assert [one.size for one in found] == pytest.approx([0.5, 0.5, 1.0, 0.0], abs=0.12)
    opposite = elementary_effects(shares, twice((shares[:, 0] - 0.5) * (shares[:, 1] - 0.5)), seed=1).each[0]
    assert abs(opposite.mean) < 0.1 < opposite.size, "effects of both signs cancel in the mean only"


def test_pure_chance_is_told_as_such() -> None:
    """Of 100 parameters without any effect none is taken for more, and the floor is as high as what is found."""
    shares = trajectory_shares(100, 40, seed=2)
    noise = np.random.default_rng(5).normal(size=(len(shares), 2))
    few = elementary_effects(shares[: 101 * 10], noise[: 101 * 10], seed=1)
    assert sum(one.separable for one in few.each) == 0
    found = elementary_effects(shares, noise, seed=1)
    floor, size = (np.mean([getattr(one, name) for one in found.each]) for name in ("chance", "size"))
    # two errors of variance 1/2 each, over a step of two thirds
    assert floor == pytest.approx(1.5 * np.sqrt(2 / np.pi), rel=0.04)
    assert size == pytest.approx(floor, rel=0.06)
    assert found.noise_share == pytest.approx(1.0, abs=0.1)


def test_the_spread_is_told_without_chance() -> None:
    shares = trajectory_shares(4, 200, seed=2)
    chance = np.random.default_rng(5).normal(0, 0.4, (len(shares), 2))
    results = (shares @ COEFFICIENTS)[:, None] + chance
    noisy = elementary_effects(shares, results, seed=1)
    raw = elementary_effects(shares, twice(results.mean(axis=1)), seed=1)
    assert all(one.spread < 0.2 for one in noisy.each)
    assert all(one.spread > 0.5 for one in raw.each), "the twin: with chance, the spread is that of chance"
    assert [one.separable for one in noisy.each] == [True, True, True, False]


def test_trajectories_move_one_parameter_at_a_time_over_two_thirds() -> None:
    shares = trajectory_shares(5, 6, seed=4).reshape(6, 6, 5)
    moves = np.diff(shares, axis=1)
    assert np.sort(abs(moves).sum(axis=1), axis=None) == pytest.approx(2 / 3)
    assert ((moves != 0).sum(axis=2) == 1).all()
    assert shares.min() >= 0
    assert shares.max() <= 1
