"""Cuts matched to the shares of ratings that the firm observes.

They then stay fixed for all options, so that only service, not the yardstick, changes.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from servsim.feedback.rating.ratings import PASSIVE, PROMOTER

Floats = NDArray[np.float64]


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


def true_shares(observed: Sequence[float], response: Sequence[float]) -> tuple[float, ...]:
    """Shares of all customers by rating, from those of respondents and the probability of answering by rating.

    What is observed of a rating is its true share times its probability of answering (Bayes), so the true one is
    proportional to the quotient. Raises ValueError for an observed rating which nobody answers with.
    """
    if any(share > 0.0 and not answers > 0.0 for share, answers in zip(observed, response, strict=True)):
        raise ValueError(f"a rating that nobody answers with cannot be observed; found {response} for {observed}")
    raised = [share / answers if share > 0.0 else 0.0 for share, answers in zip(observed, response, strict=True)]
    return tuple(share / sum(raised) for share in raised)


def with_groups(cuts: Sequence[float], passive: float, promoter: float) -> tuple[float, ...]:
    """Cuts of the recommend score moved so that passives and promoters begin at the given ones.

    The lower cuts keep their distances to that of the passives, the highest its distance to that of the promoters; the
    one between keeps its place in proportion. The net promoter score depends on the two given ones only.
    """
    low, high = PASSIVE - 1, PROMOTER - 1
    stretch = (promoter - passive) / (cuts[high] - cuts[low])
    below = [cut + passive - cuts[low] for cut in cuts[:low]]
    between = [passive + stretch * (cut - cuts[low]) for cut in cuts[low + 1 : high]]
    above = [cut + promoter - cuts[high] for cut in cuts[high + 1 :]]
    return (*below, passive, *between, promoter, *above)
