from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.rules.returning import comes_back_at

NINE_TO_FIVE = (540.0, 480.0)
INSTANTS = st.floats(540.0, 6000.0)


@pytest.mark.parametrize("instant", [540.0, 700.0, 1019.5, 1440 + 540.0])
def test_within_opening_hours_it_is_at_once(instant: float) -> None:
    assert comes_back_at(instant, *NINE_TO_FIVE, days=3) == instant


def test_the_night_is_stretched_onto_the_next_day() -> None:
    """16 hours of night onto 8 hours of opening: closing time becomes opening time, half the night half the day."""
    assert comes_back_at(1020.0, *NINE_TO_FIVE, days=3) == 1440 + 540.0
    assert comes_back_at(1020.0 + 480.0, *NINE_TO_FIVE, days=3) == 1440 + 540.0 + 240.0
    assert comes_back_at(2880 + 539.0, *NINE_TO_FIVE, days=4) == pytest.approx(2880 + 1020.0 - 0.5)


def test_after_the_last_day_nobody_comes_back() -> None:
    assert comes_back_at(1020.0, *NINE_TO_FIVE, days=1) == inf
    assert comes_back_at(5 * 1440.0, *NINE_TO_FIVE, days=2) == inf


def test_around_the_clock_it_is_at_once_until_the_end() -> None:
    assert comes_back_at(1000.0, 480.0, 1440.0, days=2) == 1000.0
    assert comes_back_at(480.0 + 2 * 1440.0, 480.0, 1440.0, days=2) == inf


def test_opening_hours_may_end_after_midnight() -> None:
    assert comes_back_at(1500.0, 1320.0, 240.0, days=2) == 1500.0
    assert comes_back_at(1560.0, 1320.0, 240.0, days=2) == 1320.0 + 1440.0


def test_before_the_first_opening_one_waits_for_it() -> None:
    assert comes_back_at(-2000.0, *NINE_TO_FIVE, days=2) == 540.0


@given(INSTANTS, st.sampled_from([30.0, 480.0, 1439.0, 1440.0]), st.integers(1, 5))
def test_nobody_comes_back_earlier_than_wanted_or_when_it_is_closed(instant: float, length: float, days: int) -> None:
    back = comes_back_at(instant, 540.0, length, days)
    assert back >= instant
    if back < inf:
        assert (back - 540.0) % 1440.0 < length + 1e-6
        assert back < 540.0 + days * 1440.0


@given(INSTANTS, INSTANTS)
def test_who_wants_to_come_later_comes_later(one: float, other: float) -> None:
    early, late = sorted([one, other])
    night_over = comes_back_at(early, *NINE_TO_FIVE, days=9)
    same_opening = int((early - 540) // 1440) == int((late - 540) // 1440)
    both_at_night = (early - 540) % 1440 >= 480 and (late - 540) % 1440 >= 480
    if same_opening and both_at_night:
        assert night_over <= comes_back_at(late, *NINE_TO_FIVE, days=9)
