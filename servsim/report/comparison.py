"""Which option is the best, in words: never only a winner, but the set of those that may be it."""

from collections.abc import Iterator
from math import isfinite

from servsim.report.figures.style import option_label
from servsim.report.numbers import Numbers
from servsim.study import StudyResult
from servsim.study.deciding.ranking import Ranking
from servsim.study.precision import primary_kpis
from servsim.wording import Wording


def rankings(result: StudyResult) -> list[Ranking]:
    """The rankings of the KPIs that decide, whose statements all hold at once; none where nothing is to compare.

    Bonferroni: the risk is shared among the KPIs.
    """
    kpis = [kpi for kpi in primary_kpis(result.scenario) if result.has_better(kpi)]
    return [found for kpi in kpis if len((found := result.best(kpi, among=len(kpis))).options) > 1]


def comparison_sentences(result: StudyResult, words: Wording) -> Iterator[str]:
    """For each KPI that decides, who may be the best, and how far the others are behind."""
    for found in rankings(result):
        yield verdict(found, words) + " " + behind(found, words, result.scenario.currency)


def verdict(found: Ranking, words: Wording) -> str:
    """Who may be the best."""
    names = [option_label(option, words) for option in found.able]
    if len(names) == 1:
        return words("comparison.one", kpi=words(f"kpi.{found.kpi}"), name=names[0])
    if len(names) == len(found.options):
        return words("comparison.open", kpi=words(f"kpi.{found.kpi}"))
    return words("comparison.several", kpi=words(f"kpi.{found.kpi}"), names=", ".join(names))


def behind(found: Ranking, words: Wording, currency: str) -> str:
    """Each option against the best of the others."""
    numbers, parts = Numbers(words, currency), []
    for option, mean, against in zip(found.options, found.means, found.against_best, strict=True):
        like = found.means[0]
        change, low, high = (numbers.change(found.kpi, part, like) for part in against[:3])
        value, name = numbers.value(found.kpi, mean, like), option_label(option, words)
        parts.append(words("comparison.behind", name=name, value=value, change=change, low=low, high=high))
    gain = words("comparison.gain", ratio=f"{found.variance_ratio:.1f}") if isfinite(found.variance_ratio) else ""
    return f"{'; '.join(parts)}. {gain}".strip()
