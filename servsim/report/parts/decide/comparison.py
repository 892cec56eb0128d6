"""The options set against the best of the others, in the KPIs that decide."""

from math import isnan

from servsim.measures.intervals import Interval, paired_difference
from servsim.study.precision import MAIN, primary_kpis
from servsim.study.result import StudyResult
from servsim.study.selecting.selection import SubsetSelection

DRAWN = 6


def rankings(result: StudyResult) -> list[SubsetSelection]:
    """The rankings of the KPIs that decide, whose statements all hold at once; none where nothing is to compare.

    Bonferroni: the risk is shared among the KPIs.
    """
    kpis = [kpi for kpi in primary_kpis(result.scenario) if result.has_better(kpi)]
    return [found for kpi in kpis if len((found := result.best(kpi, among=len(kpis))).options) > 1]


def lead(result: StudyResult, found: SubsetSelection) -> Interval:
    """The leader of a ranking minus the runner-up on the same customers.

    Who leads was chosen by the same replications, so that every pair may have come to be looked at: the risk of the
    ranking is shared among all of them (Bonferroni).
    """
    first, second, *_ = found.options
    pairs = len(found.options) * (len(found.options) - 1) // 2
    confidence = 1 - (1 - found.confidence) / pairs
    return paired_difference(result.values(found.kpi, first), result.values(found.kpi, second), confidence).difference


def drawn_kpis(result: StudyResult) -> tuple[str, ...]:
    """The KPIs of the comparison chart: those of the targets, then the main ones, as far as there is something."""
    names = dict.fromkeys((*primary_kpis(result.scenario), *MAIN))
    known = [name for name in names if result.has_better(name) and _moves(result, name)]
    return tuple(known[:DRAWN])


def _moves(result: StudyResult, kpi: str) -> bool:
    """Whether some option changes it."""
    changes = [result.difference(kpi, option).difference.mean for option in result.options[1:]]
    return any(not isnan(change) and change != 0.0 for change in changes)
