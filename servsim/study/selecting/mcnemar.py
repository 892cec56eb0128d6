"""Who meets the targets in more replications, on the same customers: the exact test of McNemar (1947).

Only periods count in which one of two options meets it and the other does not. If both were as good, either would
happen as often, so that the smaller number is binomial with probability 1/2. It needs no normal approximation: the
shares that matter lie near 0 and 1, and two periods never decide anything.
"""

import numpy as np
from numpy.typing import NDArray

from servsim.measures.intervals import CONFIDENCE

Bools = NDArray[np.bool_]


def worse_by_chance(one: Bools, other: Bools) -> float:
    """Probability that ``one`` meets it so much more rarely than ``other`` (or more so) if both are as good."""
    from scipy.stats import binomtest

    wins, losses = int((one & ~other).sum()), int((other & ~one).sum())
    decisive = wins + losses
    return float(binomtest(wins, decisive, alternative="less").pvalue) if decisive else 1.0


def unsurpassed(met: Bools, confidence: float = CONFIDENCE) -> list[int]:
    """The options of (options, periods) that no other one surpasses beyond chance; never none.

    Bonferroni over the other options, as for multiple comparisons with the best.
    """
    options = range(len(met))
    risk = (1 - confidence) / max(1, len(met) - 1)
    return [one for one in options if all(worse_by_chance(met[one], met[other]) > risk for other in options)]
