import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.journey.complaints import recovered_satisfaction
from servsim.feedback.journey.loyalty import ReturnCurve, return_after_recovery, return_probability, returns

FELT = st.floats(-1.0, 1.0)


def test_captives_stay_and_the_delighted_stay_most() -> None:
    assert return_probability(0.1) == pytest.approx((0.30 + 0.95) / 2)
    assert [return_probability(felt) for felt in (-1.0, 1.0)] == pytest.approx([0.30, 0.95], abs=1e-3)


def test_competition_moves_the_curve_to_the_right() -> None:
    assert return_probability(0.3, ReturnCurve(midpoint=0.3)) < return_probability(0.3)


@given(FELT, FELT)
def test_more_satisfaction_never_loses_customers(one: float, other: float) -> None:
    low, high = (return_probability(felt) for felt in sorted((one, other)))
    assert 0.30 <= low <= high <= 0.95


@given(FELT, FELT, st.floats(-0.5, 1.5))
def test_recovery_never_wins_more_returns_than_no_defect(felt: float, flawless: float, share: float) -> None:
    after = recovered_satisfaction(felt, flawless, share)
    capped = return_after_recovery(after, flawless)
    assert capped == min(return_probability(after), return_probability(flawless))


def test_the_paradox_raises_satisfaction_but_not_return() -> None:
    after = recovered_satisfaction(-0.5, 0.2, 1.3)
    assert after > 0.2
    assert return_probability(after) > return_probability(0.2)
    assert return_after_recovery(after, 0.2) == return_probability(0.2)


def test_uniforms_below_the_probability_return() -> None:
    assert [returns(0.5, uniform) for uniform in (0.49, 0.5)] == [True, False]
