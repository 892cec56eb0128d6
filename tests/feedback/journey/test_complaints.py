import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.journey.complaints import (
    RECOVERY,
    ComplaintCurve,
    complains,
    complaint_probability,
    recovered_satisfaction,
)

FELT = st.floats(-1.0, 1.0)


def test_half_of_those_who_ever_complain_do_at_the_midpoint() -> None:
    assert complaint_probability(-0.15) == pytest.approx(0.225)
    assert [complaint_probability(felt) for felt in (-1.0, 1.0)] == pytest.approx([0.45, 0.0], abs=1e-4)


def test_a_very_steep_curve_is_a_step_without_overflow() -> None:
    assert [complaint_probability(felt, ComplaintCurve(width=1e-9)) for felt in (-1.0, 1.0)] == [0.45, 0.0]


@given(FELT, FELT)
def test_the_more_satisfied_complain_no_more_often(one: float, other: float) -> None:
    low, high = (complaint_probability(felt) for felt in sorted((one, other)))
    assert 0.0 <= high <= low <= 0.45


def test_uniforms_below_the_probability_complain() -> None:
    assert [complains(0.2, uniform) for uniform in (0.19, 0.2)] == [True, False]


@given(FELT, FELT)
def test_full_recovery_restores_the_flawless_encounter_exactly(felt: float, flawless: float) -> None:
    assert recovered_satisfaction(felt, flawless, 1.0) == flawless
    assert recovered_satisfaction(felt, flawless, 0.0) == felt


def test_quick_recovery_repairs_more_than_slow_and_a_failed_one_harms() -> None:
    after = [recovered_satisfaction(-0.5, 0.5, share) for share in RECOVERY[2:]]
    assert after == pytest.approx([0.3, 0.0, -0.7])


def test_recovery_can_exceed_the_flawless_encounter_but_not_the_scale() -> None:
    assert recovered_satisfaction(-0.5, 0.5, 1.2) == pytest.approx(0.7)
    assert recovered_satisfaction(-1.0, 0.9, 1.5) == 1.0
    assert recovered_satisfaction(-1.0, 0.9, -0.5) == -1.0
