import numpy as np
import pytest

from servsim.feedback.rating.matched_cuts import matched_cuts, true_shares, with_groups
from servsim.feedback.rating.ratings import RATING_CUTS
from servsim.feedback.satisfaction.curves import cuts_below


def classes(latent: np.ndarray, cuts: tuple[float, ...]) -> list[int]:
    return [cuts_below(value, cuts) for value in latent.tolist()]


def test_matched_cuts_reproduce_the_observed_shares() -> None:
    latent = np.random.default_rng(4).normal(0.2, 0.3, 10_000)
    shares = [0.05, 0.08, 0.17, 0.4, 0.3]
    cuts = matched_cuts(latent, shares)
    assert np.bincount(classes(latent, cuts)) / latent.size == pytest.approx(shares, abs=2e-4)
    assert matched_cuts(latent, [5, 8, 17, 40, 30]) == pytest.approx(cuts, abs=1e-3)


def test_matched_cuts_with_response_probabilities_are_those_of_respondents() -> None:
    rng = np.random.default_rng(8)
    latent = rng.normal(0.2, 0.3, 40_000)
    response = np.clip(0.3 + 0.5 * latent, 0.01, 1.0)
    shares = [0.1, 0.1, 0.2, 0.3, 0.3]
    stars = classes(latent, matched_cuts(latent, shares, response))
    assert np.bincount(stars, weights=response) / response.sum() == pytest.approx(shares, abs=1e-4)
    assert np.bincount(stars)[0] / latent.size > 0.12


@pytest.mark.parametrize("shares", [[0, 0, 1, 2, 3], [1, 2, 3, 0, 0], [0, 1, 0, 1, 0], [0, 0, 1, 0, 0]])
def test_empty_categories_stay_empty(shares: list[float]) -> None:
    latent = np.linspace(-1.0, 1.0, 601)
    cuts = matched_cuts(latent, shares)
    assert np.all(np.isfinite(cuts))
    found = np.bincount(classes(latent, cuts), minlength=5) / latent.size
    assert found == pytest.approx(np.array(shares) / sum(shares), abs=2e-3)


@pytest.mark.parametrize("shares", [[1.0], [0.5, -0.1, 0.6], [0.0, 0.0], [np.nan, 1.0]])
def test_impossible_shares_are_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="shares of two categories or more"):
        matched_cuts(np.array([0.1, 0.2]), shares)


def test_matching_without_respondents_is_refused() -> None:
    with pytest.raises(ValueError, match="needs simulated respondents; found none"):
        matched_cuts(np.array([]), [0.5, 0.5])


def test_true_shares_answered_are_the_observed_ones() -> None:
    true, response = np.array([0.1, 0.1, 0.2, 0.3, 0.3]), np.array([0.35, 0.15, 0.1, 0.15, 0.3])
    observed = true * response / np.sum(true * response)
    assert true_shares(observed.tolist(), response.tolist()) == pytest.approx(true)
    assert true_shares([0.0, 1.0], [0.0, 0.2]) == (0.0, 1.0)
    with pytest.raises(ValueError, match="nobody answers with cannot be observed"):
        true_shares([0.1, 0.9], [0.0, 0.2])


def test_groups_move_the_two_cuts_that_count_and_the_others_along() -> None:
    before = RATING_CUTS.recommend
    moved = with_groups(before, -0.2, 0.1)
    assert (moved[6], moved[8]) == (-0.2, 0.1)
    assert np.diff(moved[:7]) == pytest.approx(np.diff(before[:7]))
    assert moved[7] == pytest.approx(-0.05)
    assert moved[9] - moved[8] == pytest.approx(before[9] - before[8])
    assert with_groups(before, before[6], before[8]) == pytest.approx(before)
