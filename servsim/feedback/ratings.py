"""Ratings: satisfaction plus a mood of the moment, cut into stars (CSAT 1..5) and a recommend score (0..10).

The cuts are a convention until they are matched to the firm's own shares (:func:`matched_cuts`); then they stay fixed
for all options, so that only service, not the yardstick, changes.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

PROMOTER = 9
"""Lowest recommend score of a promoter (Reichheld 2003)."""

PASSIVE = 7
"""Lowest recommend score of a passive; below are detractors (Reichheld 2003)."""


class RatingCuts(NamedTuple):
    """Where satisfaction plus noise is cut; rising, on the scale of satisfaction.

    Assumptions: cuts 7 and 9 of the recommend score equal cuts 3 and 4 of CSAT, so that promoters are about those who
    give 5, passives about those who give 4.
    """

    csat: tuple[float, ...] = (-0.5, -0.2, 0.1, 0.4)  # c_k
    recommend: tuple[float, ...] = (-0.80, -0.65, -0.50, -0.35, -0.20, -0.05, 0.10, 0.25, 0.40, 0.55)  # n_k
    noise_sd: float = 0.2  # SD of the mood of the moment (eps), one draw per question


class NetPromoter(NamedTuple):
    """Net promoter score in points, -100..100."""

    points: float | Floats
    standard_error: float | Floats


RATING_CUTS = RatingCuts()


def rating(latent: float | Floats, cuts: Sequence[float]) -> Integers:
    """How many cuts lie strictly below satisfaction plus noise."""
    return np.asarray(np.searchsorted(np.asarray(cuts), latent, side="left"), dtype=np.int64)


def csat(satisfaction: float | Floats, mood: float | Floats, cuts: RatingCuts = RATING_CUTS) -> Integers:
    """CSAT, 1..5; ``mood`` is standard normal."""
    return 1 + rating(satisfaction + cuts.noise_sd * np.asarray(mood), cuts.csat)


def recommend(satisfaction: float | Floats, mood: float | Floats, cuts: RatingCuts = RATING_CUTS) -> Integers:
    """Likelihood to recommend, 0..10; ``mood`` is standard normal and not the one of CSAT."""
    return rating(satisfaction + cuts.noise_sd * np.asarray(mood), cuts.recommend)


def exceedance(satisfaction: float | Floats, cut: float, noise_sd: float) -> Floats:
    """Probability that satisfaction plus noise lies above a cut."""
    from scipy.special import ndtr

    above = np.asarray(satisfaction, dtype=np.float64) - cut
    if noise_sd == 0.0:
        return np.where(above > 0.0, 1.0, 0.0)
    return np.asarray(ndtr(above / noise_sd))


def expected_csat(satisfaction: float | Floats, cuts: RatingCuts = RATING_CUTS) -> Floats:
    """Mean CSAT of a customer with this satisfaction, 1..5, over the noise."""
    chances = [exceedance(satisfaction, cut, cuts.noise_sd) for cut in cuts.csat]
    return 1.0 + np.asarray(np.sum(chances, axis=0))


def expected_nps(satisfaction: float | Floats, cuts: RatingCuts = RATING_CUTS) -> Floats:
    """Mean net promoter points of a customer with this satisfaction, -100..100, over the noise."""
    promoter = exceedance(satisfaction, cuts.recommend[PROMOTER - 1], cuts.noise_sd)
    not_detractor = exceedance(satisfaction, cuts.recommend[PASSIVE - 1], cuts.noise_sd)
    return 100.0 * (promoter + not_detractor - 1.0)


def promoter_sign(recommend_score: Integers) -> Integers:
    """One response's part in NPS: +1 promoter (9, 10), 0 passive (7, 8), -1 detractor (0 to 6)."""
    score = np.asarray(recommend_score)
    return np.where(score >= PROMOTER, 1, np.where(score >= PASSIVE, 0, -1))


def net_promoter(promoters: float | Floats, passives: float | Floats, detractors: float | Floats) -> NetPromoter:
    """NPS and its standard error, both in points, from counts; NaN without any response.

    The standard error is the trinomial's: responses of one sample, independent.
    """
    n = np.asarray(promoters, dtype=np.float64) + passives + detractors
    n = np.where(n > 0.0, n, np.nan)
    net = (promoters - np.asarray(detractors)) / n
    taken = (promoters + np.asarray(detractors)) / n
    return NetPromoter(100.0 * net, 100.0 * np.sqrt((taken - net * net) / n))


def net_promoter_of(recommend_score: Integers) -> NetPromoter:
    """NPS and its standard error, both in points, of responses 0..10; NaN without any response."""
    sign = promoter_sign(recommend_score)
    return net_promoter(*(float(np.count_nonzero(sign == part)) for part in (1, 0, -1)))


def matched_cuts(latent: Floats, shares: Sequence[float], weights: Floats | None = None) -> tuple[float, ...]:
    """Cuts that give simulated customers the observed shares of the categories (lowest first), by quantile matching.

    ``latent`` is simulated satisfaction plus noise **of respondents**, because observed shares are shares of
    respondents; or of everybody, with the probabilities of responding as ``weights``. Shares may have any total.
    An empty lowest category gets a cut just below all of ``latent``, an empty highest one a cut at its maximum.
    Raises ValueError for no data, for a negative share and for a total of 0.
    """
    stated = np.asarray(shares, dtype=np.float64)
    if np.size(latent) == 0:
        raise ValueError("matching cuts needs simulated respondents; found none")
    if stated.size < 2 or np.any(stated < 0.0) or not stated.sum() > 0.0:
        raise ValueError(f"shares of two categories or more, none negative, not all 0; found {stated.tolist()}")
    below = np.minimum(np.cumsum(stated)[:-1] / stated.sum(), 1.0)
    cuts = np.quantile(latent, below, method="inverted_cdf", weights=weights)
    cuts = np.where(below > 0.0, cuts, np.nextafter(np.min(latent), -np.inf))
    return tuple(float(cut) for cut in cuts)
