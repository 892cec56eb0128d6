import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.servqual import (
    DESIRED_BASE,
    DIMENSIONS,
    DriverScores,
    Expectation,
    Experience,
    adequacy,
    adequate_level,
    desired_level,
    driver_scores,
    perceptions,
    predicted_level,
    servperf,
    servqual_gap,
    superiority,
    update_expectation,
    weight_shares,
)

UNIT = st.floats(0.0, 1.0)
PERFECT = Experience(quality=1.0, fit=1.0, personalization=1.0, defect=False, skill=1.0, load=0.0, wait_score=1.0)
EXPERIENCES = st.builds(
    Experience,
    quality=UNIT,
    fit=UNIT,
    personalization=UNIT,
    defect=st.booleans(),
    skill=st.floats(0.3, 1.2),
    load=UNIT,
    wait_score=UNIT,
    tangibles=UNIT,
    culture=UNIT,
    served=st.booleans(),
)


def named(scores: np.ndarray) -> dict[str, float]:
    return dict(zip(DIMENSIONS, scores, strict=True))


def test_a_perfect_encounter_is_limited_only_by_the_place() -> None:
    assert driver_scores(PERFECT) == pytest.approx([1.0, 1.0, 1.0, 1.0, 0.75])


def test_a_defect_costs_reliability_and_assurance_only() -> None:
    lost = driver_scores(PERFECT) - driver_scores(PERFECT._replace(defect=True))
    assert lost == pytest.approx([0.8, 0.0, 0.3, 0.0, 0.0])


def test_skill_beyond_experienced_earns_no_more_assurance() -> None:
    assert named(driver_scores(PERFECT._replace(skill=1.2)))["assurance"] == 1.0
    assert named(driver_scores(PERFECT._replace(skill=0.5)))["assurance"] == 0.5


def test_personalization_that_misses_the_need_shows_no_empathy() -> None:
    assert named(driver_scores(PERFECT._replace(fit=0.0)))["empathy"] == pytest.approx(0.45)
    assert named(driver_scores(PERFECT._replace(personalization=0.5)))["empathy"] == pytest.approx(0.725)


def test_culture_moves_the_base_of_empathy() -> None:
    remote = PERFECT._replace(personalization=0.0)
    assert named(driver_scores(remote._replace(culture=1.0)))["empathy"] == pytest.approx(0.55)
    assert named(driver_scores(remote._replace(culture=0.0)))["empathy"] == pytest.approx(0.35)


def test_the_base_of_empathy_stays_between_0_and_1() -> None:
    warm = driver_scores(PERFECT._replace(culture=1.0, fit=0.5), DriverScores(empathy_base=0.95))
    assert named(warm)["empathy"] == 1.0


def test_crowding_spoils_the_place() -> None:
    assert named(driver_scores(PERFECT._replace(load=0.5)))["tangibles"] == pytest.approx(0.75 * 0.9)


def test_whoever_abandoned_met_only_the_wait_and_the_place() -> None:
    nothing = float("nan")
    gave_up = Experience(nothing, nothing, nothing, nothing, nothing, 0.5, 0.2, served=False)
    assert driver_scores(gave_up) == pytest.approx([0.0, 0.2, 0.0, 0.0, 0.75 * 0.9])


def test_columns_give_the_same_scores_as_one_encounter_at_a_time() -> None:
    rng = np.random.default_rng(3)
    columns = rng.random((7, 20))
    together = driver_scores(Experience(*columns[:3], columns[3] < 0.5, *columns[4:], served=columns[0] > 0.3))
    assert together.shape == (20, 5)
    for row in range(20):
        alone = Experience(*columns[:3, row], columns[3, row] < 0.5, *columns[4:, row], served=columns[0, row] > 0.3)
        assert together[row] == pytest.approx(driver_scores(alone))


@given(EXPERIENCES)
def test_perceptions_stay_between_1_and_7(experience: Experience) -> None:
    perceived = perceptions(driver_scores(experience))
    assert np.all((perceived >= 1.0) & (perceived <= 7.0))


@given(EXPERIENCES)
def test_a_defect_never_helps(experience: Experience) -> None:
    flawless = driver_scores(experience._replace(defect=False))
    assert np.all(driver_scores(experience._replace(defect=True)) <= flawless)


def test_weights_are_shares_of_the_published_points() -> None:
    assert weight_shares() == pytest.approx([0.32, 0.22, 0.19, 0.16, 0.11])
    by_segment = weight_shares(np.array([[1.0, 1.0, 1.0, 1.0, 1.0], [2.0, 0.0, 0.0, 0.0, 0.0]]))
    assert by_segment[0] == pytest.approx([0.2] * 5)
    assert by_segment[1] == pytest.approx([1.0, 0.0, 0.0, 0.0, 0.0])


@pytest.mark.parametrize("points", [(1.0, 2.0, 3.0, 4.0), 5.0])
def test_weights_for_other_than_five_dimensions_are_refused(points: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="one value for each of reliability, responsiveness"):
        weight_shares(points)


@pytest.mark.parametrize("points", [(0.0,) * 5, (2.0, -1.0, 1.0, 1.0, 1.0)])
def test_weights_that_are_negative_or_all_0_are_refused(points: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="0 or more with at least one above 0"):
        weight_shares(points)


def test_the_levels_lie_a_zone_apart_and_a_promise_lifts_them_all() -> None:
    expectation = Expectation(promise=0.5, zone=1.0)
    assert desired_level(expectation) == pytest.approx(np.array(DESIRED_BASE) + 0.5)
    assert adequate_level(expectation) == pytest.approx(np.array(DESIRED_BASE) - 0.5)
    assert predicted_level(expectation) == pytest.approx(np.array(DESIRED_BASE))


def test_levels_of_several_segments_keep_the_dimensions_last() -> None:
    segments = Expectation(np.array([DESIRED_BASE, [5.0] * 5]), np.array([0.0, 1.0]), np.array([1.2, 0.4]))
    assert predicted_level(segments)[0] == pytest.approx(np.array(DESIRED_BASE) - 0.6)
    assert predicted_level(segments)[1] == pytest.approx([5.8] * 5)


def test_the_weighted_gap_is_performance_minus_weighted_desire() -> None:
    perceived, weights = np.array([[6.0, 5.0, 6.0, 4.0, 5.0], [7.0, 7.0, 7.0, 7.0, 7.0]]), weight_shares()
    desired = desired_level()
    assert servperf(perceived, weights) == pytest.approx([5.35, 7.0])
    assert servqual_gap(perceived, desired, weights) == pytest.approx([5.35 - 5.979, 7.0 - 5.979])


def test_superiority_and_adequacy_are_kept_by_dimension() -> None:
    perceived = np.full(5, 5.5)
    assert superiority(perceived, desired_level()) == pytest.approx([-0.8, -0.5, -0.6, -0.2, 0.3])
    assert adequacy(perceived, adequate_level()) == pytest.approx([0.4, 0.7, 0.6, 1.0, 1.5])


@given(st.floats(1.0, 7.0), st.floats(1.0, 7.0), UNIT)
def test_expectation_moves_towards_perception_and_not_past_it(predicted: float, perceived: float, rate: float) -> None:
    updated = float(update_expectation(np.array(predicted), np.array(perceived), rate))
    low, high = sorted((predicted, perceived))
    assert low - 1e-12 <= updated <= high + 1e-12
    assert abs(perceived - updated) == pytest.approx((1.0 - rate) * abs(perceived - predicted), abs=1e-12)
