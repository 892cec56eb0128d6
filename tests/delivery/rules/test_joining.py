from itertools import product

import pytest

from servsim.delivery.plan.plan import KEEP_WAITING, SEND_HOME, SERVE_THOSE_INSIDE
from servsim.delivery.rules.joining import balks, is_full, may_balk, may_enter


@pytest.mark.parametrize(("waiting", "share"), [(0, 0.0), (1, 0.0), (2, 0.25), (3, 0.5), (4, 0.75), (5, 1.0), (9, 1.0)])
def test_the_probability_to_walk_past_rises_in_equal_steps(waiting: int, share: float) -> None:
    numbers = [0.01 * step for step in range(100)]
    found = [may_balk(waiting, 2) and balks(waiting, 2, 5, number) for number in numbers]
    assert found == [number < share for number in numbers]


def test_a_queue_is_full_at_its_limit() -> None:
    assert [is_full(waiting, 2) for waiting in range(4)] == [False, False, True, True]


def test_after_closing_the_rule_decides_who_may_enter() -> None:
    rules = (SERVE_THOSE_INSIDE, SEND_HOME, KEEP_WAITING)
    assert all(may_enter(True, inside, rule) for inside, rule in product((True, False), rules))
    assert [may_enter(False, False, rule) for rule in rules] == [False, False, True]
    assert [may_enter(False, True, rule) for rule in rules] == [True, False, True]
