import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.rating.net_promoter import promoter_sign
from servsim.feedback.rating.ratings import (
    RatingCuts,
    csat,
    exceedance,
    expected_csat,
    expected_nps,
    recommend,
)

FELT = st.floats(-1.0, 1.0)


def test_csat_runs_from_1_to_5_and_recommend_from_0_to_10() -> None:
    assert [csat(felt, 0.0) for felt in (-1.0, 0.0, 1.0)] == [1, 3, 5]
    assert [recommend(felt, 0.0) for felt in (-1.0, 0.0, 1.0)] == [0, 6, 10]


def test_mood_moves_a_rating_by_its_standard_deviation() -> None:
    assert [csat(0.3, mood) for mood in (-2.0, 0.0, 1.0)] == [3, 4, 5]
    assert csat(0.3, -2.0, RatingCuts(noise_sd=0.0)) == 4


def test_promoters_are_those_who_give_5_and_detractors_at_most_3() -> None:
    for felt in np.linspace(-1.0, 1.0, 401).tolist():
        stars, score = csat(felt, 0.0), recommend(felt, 0.0)
        assert (stars == 5) == (score >= 9)
        assert (stars <= 3) == (score <= 6)


@pytest.mark.parametrize("felt", [-0.9, -0.3, 0.05, 0.3, 0.8])
def test_expectations_are_the_means_over_mood(felt: float) -> None:
    rating_draws = np.random.default_rng(2).standard_normal(100_000).tolist()
    stars = np.array([csat(felt, mood) for mood in rating_draws])
    signs = 100.0 * promoter_sign(np.array([recommend(felt, mood) for mood in rating_draws]))
    for sample, expected in ((stars, expected_csat(felt)), (signs, expected_nps(felt))):
        assert abs(sample.mean() - expected) <= 4.0 * sample.std() / np.sqrt(len(rating_draws)) + 1e-3


@pytest.mark.parametrize("felt", [-0.5, -0.1, 0.1, 0.3, 0.9])
def test_without_noise_the_expectation_is_the_rating(felt: float) -> None:
    exact = RatingCuts(noise_sd=0.0)
    assert expected_csat(felt, exact) == csat(felt, 0.0, exact)
    assert expected_nps(felt, exact) == 100 * promoter_sign(np.array(recommend(felt, 0.0, exact)))


@given(FELT, FELT)
def test_more_satisfaction_never_lowers_expected_ratings(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 1.0 <= expected_csat(low) <= expected_csat(high) <= 5.0
    assert -100.0 <= expected_nps(low) <= expected_nps(high) <= 100.0


def test_exceedance_is_one_half_at_the_cut() -> None:
    assert exceedance(0.1, 0.1, 0.2) == pytest.approx(0.5)
    assert exceedance(0.3, 0.1, 0.2) == pytest.approx(0.8413447461)
