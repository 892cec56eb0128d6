"""The first part of the page: the answer, and the figures that show the options beside each other."""

from collections.abc import Iterator
from functools import partial

from servsim.report import figures
from servsim.report.pages.section import Section
from servsim.report.parts.decide.answer import Answer
from servsim.report.parts.decide.comparison import drawn_kpis, rankings
from servsim.report.parts.decide.sentences import Sentences
from servsim.report.parts.drawing import Draw, side_by_side, svg
from servsim.study.result import StudyResult
from servsim.wording import Wording


def first_part(result: StudyResult, words: Wording) -> dict[str, object]:
    """What the page says first: which option it should be, what today is like, and the options beside each other."""
    answer, compared = Answer(result, words), list(_compared(result, words))
    return {
        "answer": answer.first(),
        "by_kpi": list(answer.by_kpi()),
        "today": Sentences(result, words).today(),
        "changes": compared[:1],
        "compared": compared[1:],
    }


def _compared(result: StudyResult, words: Wording) -> Iterator[Section]:
    """The options beside each other: their changes, who may be the best, and what each trades for what."""
    if len(result.options) < 2:
        return
    tall = 0.95 + 0.3 * len(result.options)
    drawing = side_by_side("changes", [partial(figures.changes, result, kpi=kpi) for kpi in drawn_kpis(result)], tall)
    yield Section(words("report.changes"), words("report.changes.note"), drawing)
    found = rankings(result)
    if found:
        draws: list[Draw] = [partial(figures.against_best, result, kpi=one.kpi) for one in found]
        yield Section(words("report.best"), words("report.best.note"), side_by_side("best", draws, tall))
    drawing = svg("trade", [partial(figures.trade_off, result)], height=3.8, width=8.5)
    yield Section(words("report.trade"), words("report.trade.note"), drawing)
