import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.study.selecting.ocba import ocba_shares, ocba_step


def test_a_step_completes_the_published_example() -> None:
    means, variances = -np.array([1.2, 2.1, 3.4, 4.87, 6.05]), np.array([3.3, 2.0, 4.5, 5.3, 6.9])
    counts = [12, 6, 5, 5, 4]
    given_ = ocba_step(counts, ocba_shares(means, variances), 100)
    assert given_ == [48, 38, 11, 2, 1]


@given(st.lists(st.integers(2, 40), min_size=2, max_size=8), st.integers(1, 300), st.integers(0, 2**31))
def test_a_step_spends_exactly_its_budget(counts: list[int], more: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    shares = ocba_shares(chance.normal(size=len(counts)), chance.exponential(size=len(counts)))
    steps = ocba_step(counts, shares, more)
    assert shares.sum() == pytest.approx(1)
    assert sum(steps) == more
    assert min(steps) >= 0


def test_nothing_to_tell_apart_is_shared_alike() -> None:
    assert ocba_shares(np.ones(4), np.ones(4)).tolist() == [0.25] * 4
    assert ocba_shares(np.arange(4.0), np.zeros(4)).tolist() == [0.25] * 4


def test_ties_with_the_best_are_watched_and_do_not_divide_by_zero() -> None:
    shares = ocba_shares(np.array([2.0, 2.0, 1.0]), np.ones(3))
    assert shares[:2].sum() > 0.99
    assert np.isfinite(shares).all()
