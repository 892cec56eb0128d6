"""Quantiles of waits, which the counters of a replication pick out of all waits."""

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import Counted
from servsim.measures.summary import QUANTILES


def wait_quantiles(counted: Counted) -> dict[str, NDArray[np.float64]]:
    """The quantiles of waits in every scope, minutes."""
    return {kpi: counted.summary.quantiles[:, :, number] for number, kpi in enumerate(QUANTILES)}
