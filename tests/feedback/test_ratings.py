import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.ratings import (
    RATING_CUTS,
    RatingCuts,
    csat,
    exceedance,
    expected_csat,
    expected_nps,
    matched_cuts,
    net_promoter,
    net_promoter_of,
    promoter_sign,
    rating,
    recommend,
)

FELT = st.floats(-1.0, 1.0)


def test_a_rating_counts_the_cuts_strictly_below() -> None:
    assert rating(np.array([-0.6, -0.5, -0.49, 0.4, 0.41]), RATING_CUTS.csat).tolist() == [0, 0, 1, 3, 4]


def test_csat_runs_from_1_to_5_and_recommend_from_0_to_10() -> None:
    felt = np.array([-1.0, 0.0, 1.0])
    assert csat(felt, 0.0).tolist() == [1, 3, 5]
    assert recommend(felt, 0.0).tolist() == [0, 6, 10]


def test_mood_moves_a_rating_by_its_standard_deviation() -> None:
    assert csat(0.3, np.array([-2.0, 0.0, 1.0])).tolist() == [3, 4, 5]
    assert csat(0.3, -2.0, RatingCuts(noise_sd=0.0)) == 4


def test_promoters_are_those_who_give_5_and_detractors_at_most_3() -> None:
    felt = np.linspace(-1.0, 1.0, 401)
    stars, score = csat(felt, 0.0), recommend(felt, 0.0)
    assert ((stars == 5) == (score >= 9)).all()
    assert ((stars <= 3) == (score <= 6)).all()


@pytest.mark.parametrize("felt", [-0.9, -0.3, 0.05, 0.3, 0.8])
def test_expectations_are_the_means_over_mood(felt: float) -> None:
    mood = np.random.default_rng(2).standard_normal(100_000)
    stars, signs = csat(felt, mood), 100.0 * promoter_sign(recommend(felt, mood))
    for sample, expected in ((stars, expected_csat(felt)), (signs, expected_nps(felt))):
        assert abs(sample.mean() - expected) <= 4.0 * sample.std() / np.sqrt(mood.size) + 1e-3


def test_without_noise_the_expectation_is_the_rating() -> None:
    exact, felt = RatingCuts(noise_sd=0.0), np.array([-0.5, -0.1, 0.1, 0.3, 0.9])
    assert expected_csat(felt, exact).tolist() == csat(felt, 0.0, exact).tolist()
    assert expected_nps(felt, exact).tolist() == (100 * promoter_sign(recommend(felt, 0.0, exact))).tolist()


@given(FELT, FELT)
def test_more_satisfaction_never_lowers_expected_ratings(one: float, other: float) -> None:
    felt = np.sort([one, other])
    assert np.all(np.diff(expected_csat(felt)) >= 0.0)
    assert np.all(np.diff(expected_nps(felt)) >= 0.0)
    assert np.all((expected_csat(felt) >= 1.0) & (expected_csat(felt) <= 5.0))


def test_exceedance_is_one_half_at_the_cut() -> None:
    assert exceedance(0.1, 0.1, 0.2) == pytest.approx(0.5)
    assert exceedance(0.3, 0.1, 0.2) == pytest.approx(0.8413447461)


def test_nps_of_responses() -> None:
    responses = np.array([10, 9, 9, 8, 7, 6, 0])
    assert promoter_sign(responses).tolist() == [1, 1, 1, 0, 0, -1, -1]
    got = net_promoter_of(responses)
    assert got.points == pytest.approx(100 / 7)
    assert got.standard_error == pytest.approx(100 * np.std([1, 1, 1, 0, 0, -1, -1]) / np.sqrt(7))


def test_nps_without_responses_is_not_a_number() -> None:
    assert np.isnan(net_promoter_of(np.array([], dtype=np.int64)).points)
    columns = net_promoter(np.array([3.0, 0.0]), 0.0, np.array([1.0, 0.0]))
    assert columns.points[0] == pytest.approx(50.0)
    assert np.isnan(columns.points[1])
    assert np.isnan(columns.standard_error[1])


def test_matched_cuts_reproduce_the_observed_shares() -> None:
    latent = np.random.default_rng(4).normal(0.2, 0.3, 10_000)
    shares = [0.05, 0.08, 0.17, 0.4, 0.3]
    cuts = matched_cuts(latent, shares)
    assert np.bincount(rating(latent, cuts)) / latent.size == pytest.approx(shares, abs=2e-4)
    assert matched_cuts(latent, [5, 8, 17, 40, 30]) == pytest.approx(cuts, abs=1e-3)


def test_matched_cuts_with_response_probabilities_are_those_of_respondents() -> None:
    rng = np.random.default_rng(8)
    latent = rng.normal(0.2, 0.3, 40_000)
    response = np.clip(0.3 + 0.5 * latent, 0.01, 1.0)
    shares = [0.1, 0.1, 0.2, 0.3, 0.3]
    stars = rating(latent, matched_cuts(latent, shares, response))
    assert np.bincount(stars, weights=response) / response.sum() == pytest.approx(shares, abs=1e-4)
    assert np.bincount(stars)[0] / latent.size > 0.12


@pytest.mark.parametrize("shares", [[0, 0, 1, 2, 3], [1, 2, 3, 0, 0], [0, 1, 0, 1, 0], [0, 0, 1, 0, 0]])
def test_empty_categories_stay_empty(shares: list[float]) -> None:
    latent = np.linspace(-1.0, 1.0, 601)
    cuts = matched_cuts(latent, shares)
    assert np.all(np.isfinite(cuts))
    found = np.bincount(rating(latent, cuts), minlength=5) / latent.size
    assert found == pytest.approx(np.array(shares) / sum(shares), abs=2e-3)


@pytest.mark.parametrize("shares", [[1.0], [0.5, -0.1, 0.6], [0.0, 0.0], [np.nan, 1.0]])
def test_impossible_shares_are_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="shares of two categories or more"):
        matched_cuts(np.array([0.1, 0.2]), shares)


def test_matching_without_respondents_is_refused() -> None:
    with pytest.raises(ValueError, match="needs simulated respondents; found none"):
        matched_cuts(np.array([]), [0.5, 0.5])
