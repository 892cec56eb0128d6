"""Which parameter the variance of a result comes from: Sobol' indices of first order and total.

``S_i`` is the share that would vanish if parameter i were known; ``T_i`` the share that would be left if all others
were. Points: two matrices A and B of N rows, and for each parameter A with its column from B (Saltelli et al. 2010).
Estimators: Saltelli's for S, Jansen's for T. The noise of the simulation is deducted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.study.intervals import t_quantile

Floats = NDArray[np.float64]


class Index(NamedTuple):
    """An estimated index with its 95 % interval (jackknife over the rows)."""

    value: float
    low: float
    high: float

    @property
    def separable(self) -> bool:
        """Whether it can be told from 0."""
        return self.low > 0.0


class Indices(NamedTuple):
    """Indices of the parameters, in their order."""

    first: tuple[Index, ...]
    total: tuple[Index, ...]
    noise_share: float
    """Share of noise in the variance between the simulated points; it is deducted."""


def saltelli_shares(parameters: int, rows: int, seed: int) -> Floats:
    """(rows * (parameters + 2), parameters) shares in [0, 1): A, then B, then A with one column of B after the other.

    Scrambled Sobol' points; ``rows`` should be a power of two.
    """
    from scipy.stats import qmc

    both = qmc.Sobol(2 * parameters, rng=seed).random_base2(max(0, rows - 1).bit_length())[:rows]
    a, b = both[:, :parameters], both[:, parameters:]
    mixed = np.repeat(a[None], parameters, axis=0)
    for place in range(parameters):
        mixed[place, :, place] = b[:, place]
    return np.concatenate([a, b, mixed.reshape(-1, parameters)])


def sobol_indices(results: Floats, parameters: int, noise: float = 0.0) -> Indices:
    """Indices from the results at :func:`saltelli_shares`; ``noise`` is the variance of chance in each of them."""
    table = results.reshape(parameters + 2, -1)
    whole = _indices(table, noise)
    rows = table.shape[1]
    each = np.stack([_indices(np.delete(table, row, axis=1), noise) for row in range(rows)])
    error = np.sqrt((rows - 1) * each.var(axis=0))
    half = t_quantile(rows - 1, 0.975) * error
    first, total = (
        tuple(Index(*ends) for ends in zip(value.tolist(), low.tolist(), high.tolist(), strict=True))
        for value, low, high in zip(whole, whole - half, whole + half, strict=True)
    )
    spread = float(table[:2].var(ddof=1))
    return Indices(first, total, min(1.0, noise / spread) if spread > 0 else 0.0)


def _indices(table: Floats, noise: float) -> Floats:
    """(2, parameters) indices of first order and total; 0 where nothing varies beyond noise."""
    centred = table - table[:2].mean()
    a, b, mixed = centred[0], centred[1], centred[2:]
    variance = float(centred[:2].var(ddof=1)) - noise
    if not variance > 0:
        return np.zeros((2, len(mixed)))
    first = (b * (mixed - a)).mean(axis=1)
    total = 0.5 * ((a - mixed) ** 2).mean(axis=1) - noise
    return np.stack([first, total]) / variance
