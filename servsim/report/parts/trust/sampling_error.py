"""How sure the numbers of a study are: replications, intervals and what they keep, common customers, warm-up."""

from collections.abc import Iterator
from math import isfinite

from servsim.report.parts.numbers import Numbers
from servsim.report.parts.trust.precision import precision_sentences
from servsim.study.checking.weak_intervals import COVERAGE, MANY_PERIODS, weak_intervals
from servsim.study.precision import primary_kpis
from servsim.study.result import StudyResult
from servsim.wording import Wording


def sampling_error_sentences(result: StudyResult, words: Wording) -> Iterator[str]:
    """Periods and seed, the method of intervals, what was reached, what common customers gained, and the warm-up."""
    yield words("sure.replications", replications=result.replications, seed=result.seed)
    yield words("sure.intervals")
    if result.precision is None:
        yield from _widths(result, words)
    else:
        yield words("sure.wanted")
        yield from precision_sentences(result, words)
    yield from _common_customers(result, words)
    yield _warm_up(result, words)


def weak_sentences(result: StudyResult, words: Wording) -> Iterator[str]:
    """A warning for each KPI whose intervals are known to cover less than they say."""
    for weak in weak_intervals(result):
        agents = words("sure.agents.one") if weak.agents == 1 else words("sure.agents.many", agents=weak.agents)
        kept = f"{100 * COVERAGE:.0f} %"
        yield words("sure.weak", kpi=words(f"kpi.{weak.kpi}"), agents=agents, kept=kept, many=MANY_PERIODS)


def _widths(result: StudyResult, words: Wording) -> Iterator[str]:
    """How wide the intervals of the KPIs that decide came out, when no precision was wanted."""
    numbers, summary = Numbers(words, result.scenario.currency), []
    for kpi in primary_kpis(result.scenario):
        found = result.interval(kpi)
        if found.count:
            value, half = numbers.value(kpi, found.mean), numbers.half(kpi, found.half_width, found.mean)
            summary.append(words("sure.width", kpi=words(f"kpi.{kpi}"), value=value, half=half))
    if summary:
        yield words("sure.widths", widths="; ".join(summary))


def _common_customers(result: StudyResult, words: Wording) -> Iterator[str]:
    """By how much the same customers under every option make changes surer, for the KPIs that decide."""
    summary = []
    for kpi in primary_kpis(result.scenario):
        ratios = [result.difference(kpi, option).variance_ratio for option in result.options[1:]]
        known = [ratio for ratio in ratios if isfinite(ratio)]
        if known:
            low, high = (f"{ratio:.1f}" for ratio in (min(known), max(known)))
            span = low if low == high else words("sure.common.range", low=low, high=high)
            summary.append(words("sure.common.kpi", kpi=words(f"kpi.{kpi}"), ratio=span))
    if summary:
        yield words("sure.common", ratios="; ".join(summary))


def _warm_up(result: StudyResult, words: Wording) -> str:
    clock = result.scenario.clock
    if not clock.never_closes:
        return words("sure.warm_up.empty")
    hours = f"{clock.warm_up_minutes / 60:.1f}"
    if not clock.warm_up_minutes:
        return words("sure.warm_up.none")
    return words("sure.warm_up.stated" if result.baseline.warm_up is None else "sure.warm_up.found", hours=hours)
