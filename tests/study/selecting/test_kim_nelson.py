from collections.abc import Sequence

import numpy as np
import pytest

from servsim.study.selecting.kim_nelson import constants, kim_nelson


def race(values: np.ndarray, first: int, delta: float, at_most: int = 10_000):
    def more(options: Sequence[int], replication: int) -> np.ndarray:
        return values[list(options), replication]

    return kim_nelson(values[:, :first], more, delta, 0.95, at_most)


def test_who_is_clearly_behind_is_dropped_early() -> None:
    values = np.random.default_rng(1).normal(0, 1, (4, 3000)) + np.array([[0.0], [3.0], [2.8], [-3.0]])
    found = race(values, 10, 0.3)
    assert found.left == (1,)
    assert found.counts[0] < 25
    assert found.counts[3] == 10
    assert found.counts[2] > 50
    for place, count in enumerate(found.counts):
        assert found.means[place] == pytest.approx(values[place, :count].mean())


def test_the_screening_is_the_published_rule_step_by_step() -> None:
    values = np.random.default_rng(8).normal(0, [[1.0], [2.0], [0.5]], (3, 400)) + np.array([[0.0], [0.2], [0.4]])
    n0, delta = 12, 0.4
    h2 = constants(0.05 / 2, n0).h2
    left, counts = [0, 1, 2], [n0] * 3
    for r in range(n0, 400):
        mean = {i: values[i, :r].mean() for i in left}

        def lead(i: int, other: int, r: int = r) -> float:
            s2 = (values[i, :n0] - values[other, :n0]).var(ddof=1)
            return max(0.0, delta / (2 * r) * (h2 * s2 / delta**2 - r))

        left = [i for i in left if all(mean[i] >= mean[m] - lead(i, m) for m in left if m != i)]
        for i in left:
            counts[i] = r
        if len(left) == 1:
            break
        for i in left:
            counts[i] = r + 1
    found = race(values, n0, delta)
    assert found.left == tuple(left)
    assert list(found.counts) == counts


def test_equal_options_end_the_race_by_the_bound() -> None:
    values = np.vstack([np.random.default_rng(1).normal(0, 1, (1, 3000))] * 2) + np.array([[0.0], [0.0]])
    assert race(values, 10, 0.3).left == (0,)


def test_the_cap_leaves_several() -> None:
    values = np.random.default_rng(1).normal(0, 1, (3, 100))
    found = race(values, 10, 0.01, at_most=40)
    assert len(found.left) > 1
    assert max(found.counts) == 40
