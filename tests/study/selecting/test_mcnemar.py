"""Who meets the targets in more periods: an exact test on the same periods."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.study.selecting.mcnemar import unsurpassed, worse_by_chance


def pair(wins: int, losses: int, both: int = 3) -> np.ndarray:
    """Periods that only the first, only the second, and both options meet."""
    one = [True] * wins + [False] * losses + [True] * both
    other = [False] * wins + [True] * losses + [True] * both
    return np.array([one, other], dtype=bool)


@given(wins=st.integers(0, 20), losses=st.integers(0, 20), both=st.integers(0, 5))
def test_it_is_the_binomial_tail(wins: int, losses: int, both: int) -> None:
    number = wins + losses
    tail = sum(comb(number, k) for k in range(wins + 1)) / 2**number
    assert worse_by_chance(*pair(wins, losses, both)) == pytest.approx(tail)


def test_a_textbook_case() -> None:
    """One win against nine losses: 11 of 1,024 ways are as bad or worse."""
    assert worse_by_chance(*pair(1, 9)) == pytest.approx(11 / 1024)


def test_equals_and_few_periods_decide_nothing() -> None:
    assert unsurpassed(np.ones((3, 50), dtype=bool)) == [0, 1, 2]
    assert unsurpassed(pair(0, 4)) == [0, 1]
    assert unsurpassed(np.zeros((1, 4), dtype=bool)) == [0]


def test_twin_many_periods_do() -> None:
    assert unsurpassed(pair(0, 12)) == [1]
    assert unsurpassed(pair(9, 12)) == [0, 1]


@given(st.lists(st.lists(st.booleans(), min_size=15, max_size=15), min_size=1, max_size=6))
def test_somebody_is_always_left_and_the_leader_among_them(rows: list[list[bool]]) -> None:
    met = np.array(rows)
    assert int(met.sum(axis=1).argmax()) in unsurpassed(met)


def test_a_false_alarm_is_as_rare_as_promised() -> None:
    """Two options as good as each other: the second is called worse in at most 5 % of the studies (a bit fewer)."""
    rng = np.random.default_rng(7)
    studies = [unsurpassed(rng.random((2, 60)) < 0.7) for _ in range(2_000)]
    alarms = sum(able != [0, 1] for able in studies) / 2_000
    assert alarms < 2 * 0.05 + 3 * np.sqrt(0.1 * 0.9 / 2_000)
