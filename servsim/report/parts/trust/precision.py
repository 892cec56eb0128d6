"""How precise a study is, in words: how many replications it took, and what was reached, KPI by KPI."""

from collections.abc import Iterator

from servsim.report.figures.style import option_label
from servsim.report.parts.numbers import Numbers
from servsim.study.precision import Reached, reached
from servsim.study.result import StudyResult
from servsim.wording import Wording


def stopped(result: StudyResult, words: Wording) -> str:
    """Why there were so many replications; nothing when their number was stated, or when the run was interrupted."""
    if result.precision is None or result.interrupted:
        return ""
    names = ", ".join(words(f"kpi.{width.kpi}") for width in result.precision.widths)
    if result.precise:
        return words("precision.reached", kpis=names)
    missed = dict.fromkeys(row.kpi for row in reached(result) if not row.enough)
    kpis = ", ".join(words(f"kpi.{kpi}") for kpi in missed)
    return words("precision.capped", count=result.replications, kpis=kpis)


def precision_sentences(result: StudyResult, words: Wording) -> Iterator[str]:
    """For each KPI, the widest interval of a level and of a change, beside what was wanted."""
    rows = list(reached(result))
    for kpi in dict.fromkeys(row.kpi for row in rows):
        levels = [row for row in rows if row.kpi == kpi and not row.difference and row.interval.count]
        changes = [row for row in rows if row.kpi == kpi and row.difference and row.interval.count]
        if not levels:
            yield words("precision.silent", kpi=words(f"kpi.{kpi}"))
            continue
        summary = [_summary(result, words, max(part, key=_excess)) for part in (levels, changes) if part]
        missed = any(not row.enough for row in levels + changes)
        end = words("precision.missed") if missed else words("precision.met")
        yield words("precision.kpi", kpi=words(f"kpi.{kpi}"), summary="; ".join(summary), end=end)


def _excess(row: Reached) -> float:
    return row.interval.half_width / row.wanted if row.wanted > 0 else 0.0


def _summary(result: StudyResult, words: Wording, row: Reached) -> str:
    numbers = Numbers(words, result.scenario.currency)
    return words(
        "precision.change" if row.difference else "precision.level",
        half=numbers.value(row.kpi, row.interval.half_width),
        wanted=numbers.value(row.kpi, row.wanted),
        option=option_label(row.option, words),
    )
