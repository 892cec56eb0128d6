"""The KPIs that are no ratio of counters: quantiles, variances, staffing and money, each worked out by a function.

A function takes what was counted and gives (n, scopes) values by the names of its KPIs, NaN where they do not exist. It
is registered here by these names, and called after the ratios and in this order, so that money finds what it needs.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import Counted
from servsim.measures.functions.customer_base import CUSTOMER_BASE, customer_bases
from servsim.measures.functions.money import MONEY, amounts
from servsim.measures.functions.quantiles import wait_quantiles
from servsim.measures.functions.staffing import STAFFING, staffing
from servsim.measures.functions.variances import VARIANCES, variances
from servsim.measures.summary import QUANTILES

Function = Callable[[Counted], dict[str, NDArray[np.float64]]]

FUNCTIONS: dict[str, Function] = {
    **dict.fromkeys(QUANTILES, wait_quantiles),
    **dict.fromkeys(VARIANCES, variances),
    **dict.fromkeys(STAFFING, staffing),
    **dict.fromkeys(CUSTOMER_BASE, customer_bases),
    **dict.fromkeys(MONEY, amounts),
}
