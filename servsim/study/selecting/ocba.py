"""OCBA: spend a fixed budget of replications where it tells most about the best (Chen et al. 2000).

There is no guarantee, but the best average efficiency. The options need independent customers.
"""

import numpy as np

from servsim.study.selecting.quadrature import Floats

CLOSEST = 1e-6
"""Distances to the best below this share of the largest one count as this share: a tie would take the whole budget."""


def ocba_shares(means: Floats, variances: Floats) -> Floats:
    """(k,) shares of the budget, from means and variances (k >= 2); the same for all when nothing tells them apart."""
    best = int(np.argmax(means))
    others = np.arange(means.size) != best
    apart = means[best] - means[others]
    if apart.max() == 0 or not (variances > 0).any():
        return np.full(means.size, 1 / means.size)
    share = np.zeros(means.size)
    share[others] = variances[others] / np.maximum(apart, CLOSEST * apart.max()) ** 2
    noisy = others & (variances > 0)
    share[best] = np.sqrt(variances[best] * (share[noisy] ** 2 / variances[noisy]).sum())
    return np.asarray(share / share.sum()) if share.sum() > 0 else np.full(means.size, 1 / means.size)


def ocba_step(counts: list[int], shares: Floats, more: int) -> list[int]:
    """How many of ``more`` further replications each option gets, so that counts come close to the shares.

    Nobody gives back what was spent; what an option has too much is missing for the others in proportion.
    What rounding leaves over goes to the one that lacks most.
    """
    spent = np.asarray(counts)
    lacking = np.maximum(0.0, shares * (spent.sum() + more) - spent)
    wished = more * lacking / lacking.sum()
    given = np.floor(wished).astype(int)
    given[int(np.argmax(wished))] += more - int(given.sum())
    return [int(number) for number in given]
