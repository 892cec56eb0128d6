"""The KPIs of a replication: a table of scopes (rows) by KPIs (columns), from their declarations."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import COLUMN, Counted
from servsim.measures.functions import FUNCTIONS
from servsim.measures.summary import Summary
from servsim.scenario.kpis.declarations import COUNTERS, KPIS
from servsim.scenario.kpis.kpi import Kpi, terms

__all__ = ["COLUMN", "kpi_table", "kpi_tables"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Ratios(NamedTuple):
    """The KPIs that are ratios of counters, as arrays (ratios,)."""

    kpis: tuple[Kpi, ...]
    columns: Ints
    numerators: Ints
    """Counter that comes first in the numerator."""
    denominators: Ints
    """Counter that comes first in the denominator; one behind the last counter when it is a count."""


def kpi_table(summary: Summary) -> Floats:
    """(scopes, KPIs) of the first replication of a summary, as :func:`kpi_tables`."""
    table: Floats = kpi_tables(summary)[0]
    return table


def kpi_tables(summary: Summary) -> Floats:
    """(n, scopes, KPIs) of n replications, inner units (minutes, shares, points); NaN without a meaning or data."""
    counted = Counted.of(summary)
    with np.errstate(divide="ignore", invalid="ignore"):
        fill_ratios(counted)
        for name, kpi in KPIS.items():
            if kpi.minus is not None:
                counted.kpi(name)[:] = np.subtract(*map(counted.kpi, kpi.minus))
        for function in dict.fromkeys(FUNCTIONS.values()):
            for name, values in function(counted).items():
                counted.kpi(name)[:] = values
    return counted.kpis


def fill_ratios(counted: Counted, kpis: tuple[Kpi, ...] = tuple(KPIS.values())) -> None:
    """Fill in the KPIs that are ratios of counters, or counts; NaN in scopes that they do not exist for."""
    ratios = _ratios(kpis)
    counts = np.concatenate([counted.counters, np.ones((*counted.counters.shape[:2], 1))], axis=2)
    over, under = counts[..., ratios.numerators], counts[..., ratios.denominators]
    for number, kpi in enumerate(ratios.kpis):
        for total, expression in ((over, kpi.numerator), (under, kpi.denominator)):
            for name, sign in terms(expression)[1:]:
                total[..., number] += sign * counted.counter(name)
    counted.kpis[..., ratios.columns] = over / under
    heard = counted.summary.model.hook is not None
    for number, kpi in enumerate(ratios.kpis):
        if kpi.empty == "zero":
            counted.kpi(kpi.name)[under[..., number] == 0.0] = 0.0
        if len(kpi.scopes) < len(set(counted.kinds)) or (kpi.needs == "complaints" and not heard):
            unknown = [kind not in kpi.scopes or not (heard or not kpi.needs) for kind in counted.kinds]
            counted.kpi(kpi.name)[:, unknown] = np.nan


@cache
def _ratios(kpis: tuple[Kpi, ...]) -> Ratios:
    made = tuple(kpi for kpi in kpis if kpi.numerator)
    first = [[terms(part)[0][0] if part else "" for part in (kpi.numerator, kpi.denominator)] for kpi in made]
    numerators, denominators = np.array([[[*COUNTERS, ""].index(name) for name in pair] for pair in first]).T
    return Ratios(made, np.array([COLUMN[kpi.name] for kpi in made]), numerators, denominators)
