from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.perception.servqual import (
    DESIRED_BASE,
    DIMENSIONS,
    DRIVER_SCORES,
    SURROUNDINGS,
    DriverScores,
    Expectation,
    Experience,
    Surroundings,
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
NO_WAIT = 1.0
PERFECT = Experience(quality=1.0, fit=1.0, personalization=1.0, defect=False, skill=1.0)
EXPERIENCES = st.builds(
    Experience,
    quality=UNIT,
    fit=UNIT,
    personalization=UNIT,
    defect=st.booleans(),
    skill=st.floats(0.3, 1.2),
    load=UNIT,
    served=st.booleans(),
)
ALL_SURROUNDINGS = st.builds(Surroundings, UNIT, UNIT)


def scores_of(
    experience: Experience, place: Surroundings = SURROUNDINGS, drivers: DriverScores = DRIVER_SCORES
) -> dict[str, float]:
    return dict(zip(DIMENSIONS, driver_scores(experience, NO_WAIT, place, drivers), strict=True))


def test_a_perfect_encounter_is_limited_only_by_the_place() -> None:
    assert driver_scores(PERFECT, NO_WAIT) == (1.0, 1.0, 1.0, 1.0, 0.75)


def test_a_defect_costs_reliability_and_assurance_only() -> None:
    lost = superiority(driver_scores(PERFECT, NO_WAIT), driver_scores(PERFECT._replace(defect=True), NO_WAIT))
    assert lost == pytest.approx([0.8, 0.0, 0.3, 0.0, 0.0])


def test_the_wait_is_responsiveness() -> None:
    lost = superiority(driver_scores(PERFECT, NO_WAIT), driver_scores(PERFECT, 0.4))
    assert lost == pytest.approx([0.0, 0.6, 0.0, 0.0, 0.0])


def test_skill_beyond_experienced_earns_no_more_assurance() -> None:
    assert scores_of(PERFECT._replace(skill=1.2))["assurance"] == 1.0
    assert scores_of(PERFECT._replace(skill=0.5))["assurance"] == 0.5


def test_personalization_that_misses_the_need_shows_no_empathy() -> None:
    assert scores_of(PERFECT._replace(fit=0.0))["empathy"] == pytest.approx(0.45)
    assert scores_of(PERFECT._replace(personalization=0.5))["empathy"] == pytest.approx(0.725)


def test_culture_moves_the_base_of_empathy() -> None:
    remote = PERFECT._replace(personalization=0.0)
    assert scores_of(remote, Surroundings(culture=1.0))["empathy"] == pytest.approx(0.55)
    assert scores_of(remote, Surroundings(culture=0.0))["empathy"] == pytest.approx(0.35)


def test_the_base_of_empathy_stays_between_0_and_1() -> None:
    warm = scores_of(PERFECT._replace(fit=0.5), Surroundings(culture=1.0), DriverScores(empathy_base=0.95))
    assert warm["empathy"] == 1.0


def test_crowding_spoils_the_place() -> None:
    assert scores_of(PERFECT._replace(load=0.5))["tangibles"] == pytest.approx(0.75 * 0.9)


def test_a_load_nobody_measured_spoils_nothing() -> None:
    assert scores_of(PERFECT._replace(load=nan))["tangibles"] == 0.75


def test_whoever_abandoned_met_only_the_wait_and_the_place() -> None:
    gave_up = Experience(nan, nan, nan, False, nan, load=0.5, served=False)
    assert driver_scores(gave_up, 0.2) == pytest.approx([0.0, 0.2, 0.0, 0.0, 0.75 * 0.9])


@given(EXPERIENCES, UNIT, ALL_SURROUNDINGS)
def test_perceptions_stay_between_1_and_7(experience: Experience, score: float, place: Surroundings) -> None:
    assert all(1.0 <= level <= 7.0 for level in perceptions(driver_scores(experience, score, place)))


@given(EXPERIENCES, UNIT, ALL_SURROUNDINGS)
def test_a_defect_never_helps(experience: Experience, score: float, place: Surroundings) -> None:
    flawless = driver_scores(experience._replace(defect=False), score, place)
    flawed = driver_scores(experience._replace(defect=True), score, place)
    assert all(with_it <= without for with_it, without in zip(flawed, flawless, strict=True))


def test_weights_are_shares_of_the_published_points() -> None:
    assert weight_shares() == pytest.approx([0.32, 0.22, 0.19, 0.16, 0.11])
    assert weight_shares((1.0, 1.0, 1.0, 1.0, 1.0)) == pytest.approx([0.2] * 5)
    assert weight_shares((2.0, 0.0, 0.0, 0.0, 0.0)) == (1.0, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("points", [(1.0, 2.0, 3.0, 4.0), (1.0,) * 6])
def test_weights_for_other_than_five_dimensions_are_refused(points: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="one value for each of reliability, responsiveness"):
        weight_shares(points)


@pytest.mark.parametrize("points", [(0.0,) * 5, (2.0, -1.0, 1.0, 1.0, 1.0), (nan, 1.0, 1.0, 1.0, 1.0)])
def test_weights_that_are_negative_or_all_0_are_refused(points: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="0 or more with at least one above 0"):
        weight_shares(points)


def test_the_levels_lie_a_zone_apart_and_a_promise_lifts_them_all() -> None:
    expectation = Expectation(promise=0.5, zone=1.0)
    assert desired_level(expectation) == pytest.approx([level + 0.5 for level in DESIRED_BASE])
    assert adequate_level(expectation) == pytest.approx([level - 0.5 for level in DESIRED_BASE])
    assert predicted_level(expectation) == pytest.approx(DESIRED_BASE)


def test_the_weighted_gap_is_performance_minus_weighted_desire() -> None:
    desired, weights = desired_level(), weight_shares()
    for perceived, expected in (((6.0, 5.0, 6.0, 4.0, 5.0), 5.35), ((7.0, 7.0, 7.0, 7.0, 7.0), 7.0)):
        assert servperf(perceived, weights) == pytest.approx(expected)
        assert servqual_gap(perceived, desired, weights) == pytest.approx(expected - 5.979)


def test_superiority_and_adequacy_are_kept_by_dimension() -> None:
    perceived = (5.5, 5.5, 5.5, 5.5, 5.5)
    assert superiority(perceived, desired_level()) == pytest.approx([-0.8, -0.5, -0.6, -0.2, 0.3])
    assert adequacy(perceived, adequate_level()) == pytest.approx([0.4, 0.7, 0.6, 1.0, 1.5])


@given(st.floats(1.0, 7.0), st.floats(1.0, 7.0), UNIT)
def test_expectation_moves_towards_perception_and_not_past_it(predicted: float, perceived: float, rate: float) -> None:
    updated = update_expectation(predicted, perceived, rate)
    low, high = sorted((predicted, perceived))
    assert low - 1e-12 <= updated <= high + 1e-12
    assert abs(perceived - updated) == pytest.approx((1.0 - rate) * abs(perceived - predicted), abs=1e-12)
