import pytest

from servsim.delivery.encounter.dials import Dials, Effects, adaptation, mean_distance, time_factor, work_cv_ratio

FULL = Effects(
    0.2, 0.1, 0.2, 0.5, 0.3, 0.8, 1.0, 0.6, 0.6, 0.4, 0.25, 0.35,
    1.1, 0.7, 2.0, 4.0, 0.5, 1.0, 0.7, 0.1, 0.3, 0.3, 0.5, 0.1, 1.0, 0.2,
)  # fmt: skip
PLAIN = Dials(0.5, 0.5, 0.0, 0.5, 0.5, 6.0, 1.0, 1.0, -3.0)


def test_mean_distance_of_a_folded_normal() -> None:
    assert mean_distance(-0.7, 0.0) == 0.7
    assert mean_distance(0.0, 1.0) == pytest.approx(0.7978845608)
    assert mean_distance(3.0, 0.1) == pytest.approx(3.0)
    assert mean_distance(-0.4, 0.8) == mean_distance(0.4, 0.8)


def test_time_falls_with_standardization_and_rises_with_personalization_and_distance() -> None:
    assert time_factor(0.0, 0.0, 5.0, FULL) == 1.0
    assert time_factor(1.0, 0.0, 5.0, FULL) == pytest.approx(0.8)
    assert time_factor(0.0, 1.0, 0.0, FULL) == pytest.approx(1.1)
    assert time_factor(0.0, 1.0, 2.0, FULL) == pytest.approx(1.5)
    assert time_factor(0.0, 0.5, 2.0, FULL) == pytest.approx(1.125)


def test_standards_narrow_and_personal_service_widens_the_spread_of_times() -> None:
    assert work_cv_ratio(PLAIN, 0.5, FULL) == 1.0
    assert work_cv_ratio(PLAIN._replace(standardization=1.0), 0.5, FULL) == pytest.approx(0.5 / 0.75)
    assert work_cv_ratio(PLAIN, 1.0, FULL) == pytest.approx(1.3 / 1.15)


def test_a_script_blocks_adapting_and_skill_beyond_the_usual_does_not_help() -> None:
    assert adaptation(0.5, 0.0, 1.0, 0.8) == 0.5
    assert adaptation(0.5, 1.0, 1.0, 0.8) == pytest.approx(0.1)
    assert adaptation(0.5, 1.0, 0.5, 0.8) == pytest.approx(0.05)
    assert adaptation(0.5, 1.0, 1.2, 0.8) == adaptation(0.5, 1.0, 1.0, 0.8)
