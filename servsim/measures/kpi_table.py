"""The KPIs of a replication: a table of scopes (rows) by KPIs (columns), from their declarations."""

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import Counted
from servsim.measures.functions import FUNCTIONS
from servsim.measures.summary import Summary
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.kpis.kpi import Kpi

Floats = NDArray[np.float64]

COLUMN = {name: column for column, name in enumerate(KPIS)}


def kpi_table(summary: Summary) -> Floats:
    """(scopes, KPIs) of the first replication of a summary, as :func:`kpi_tables`."""
    table: Floats = kpi_tables(summary)[0]
    return table


def kpi_tables(summary: Summary) -> Floats:
    """(n, scopes, KPIs) of n replications, inner units (minutes, shares, points); NaN without a meaning or data."""
    counted = Counted.of(summary)
    with np.errstate(divide="ignore", invalid="ignore"):
        for kpi in KPIS.values():
            if kpi.numerator:
                counted.known[kpi.name] = ratio(kpi, counted)
        for kpi in KPIS.values():
            if kpi.minus is not None:
                counted.known[kpi.name] = np.subtract(*(counted.known[name] for name in kpi.minus))
        for function in dict.fromkeys(FUNCTIONS.values()):
            counted.known.update(function(counted))
    return np.stack([counted.known[name] for name in KPIS], axis=2)


def ratio(kpi: Kpi, counted: Counted) -> Floats:
    """(n, scopes) a KPI that is a ratio of counters, or a count; NaN in scopes that it does not exist for."""
    values = counted.nowhere()
    if kpi.needs == "complaints" and counted.summary.model.hearing is None:
        return values
    there = counted.rows(kpi.scopes)
    number = counted.sum_of(kpi.numerator)[:, there]
    if kpi.denominator:
        over = counted.sum_of(kpi.denominator)[:, there]
        number = np.where((over == 0.0) & (kpi.empty == "zero"), 0.0, number / over)
    values[:, there] = number
    return values
