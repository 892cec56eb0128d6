"""Cuts matched to the shares of ratings that the firm observes.

They then stay fixed for all options, so that only service, not the yardstick, changes.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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
