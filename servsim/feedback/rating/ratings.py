"""Ratings: satisfaction plus a mood of the moment, cut into stars (CSAT 1..5) and a recommend score (0..10).

The cuts are a convention until they are matched to the firm's own shares (:mod:`servsim.feedback.rating.matched_cuts`).
"""

from math import erfc, sqrt
from typing import NamedTuple

from servsim.feedback.satisfaction.curves import cuts_below

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


RATING_CUTS = RatingCuts()


def csat(satisfaction: float, mood: float, cuts: RatingCuts = RATING_CUTS) -> int:
    """CSAT, 1..5; ``mood`` is standard normal."""
    return 1 + cuts_below(satisfaction + cuts.noise_sd * mood, cuts.csat)


def recommend(satisfaction: float, mood: float, cuts: RatingCuts = RATING_CUTS) -> int:
    """Likelihood to recommend, 0..10; ``mood`` is standard normal and not the one of CSAT."""
    return cuts_below(satisfaction + cuts.noise_sd * mood, cuts.recommend)


def exceedance(satisfaction: float, cut: float, noise_sd: float) -> float:
    """Probability that satisfaction plus noise lies above a cut."""
    if noise_sd == 0.0:
        return 1.0 if satisfaction > cut else 0.0
    return 0.5 * erfc((cut - satisfaction) / (noise_sd * sqrt(2.0)))


def expected_csat(satisfaction: float, cuts: RatingCuts = RATING_CUTS) -> float:
    """Mean CSAT of a customer with this satisfaction, 1..5, over the noise."""
    mean = 1.0
    for cut in cuts.csat:
        mean += exceedance(satisfaction, cut, cuts.noise_sd)
    return mean


def expected_nps(satisfaction: float, cuts: RatingCuts = RATING_CUTS) -> float:
    """Mean net promoter points of a customer with this satisfaction, -100..100, over the noise."""
    promoter = exceedance(satisfaction, cuts.recommend[PROMOTER - 1], cuts.noise_sd)
    not_detractor = exceedance(satisfaction, cuts.recommend[PASSIVE - 1], cuts.noise_sd)
    return 100.0 * (promoter + not_detractor - 1.0)
