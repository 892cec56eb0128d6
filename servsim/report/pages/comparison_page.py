"""The page about a comparison: for each KPI the options against the best, and who is among the best in all of them."""

from functools import partial
from typing import NamedTuple

from servsim import __version__
from servsim.report.figures.decide.comparison import against_best
from servsim.report.figures.style import option_label
from servsim.report.pages.template import template
from servsim.report.parts.decide.comparison_text import (
    COLUMNS,
    ComparisonRow,
    overall_sentences,
    placing_rows,
    placing_sentences,
    placing_title,
)
from servsim.report.parts.drawing import svg
from servsim.report.parts.numbers import Numbers
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.selecting.comparison import Comparison, Placing
from servsim.wording import Wording, wording


class KpiSection(NamedTuple):
    """What is told of one KPI."""

    title: str
    sentences: list[str]
    rows: list[ComparisonRow]
    note: str
    drawing: str


def comparison_html(found: Comparison, *, file: str = "", language: str = "en") -> str:
    """The page about a comparison as HTML text; it needs no network and no other file. ``file`` names the scenario.

    Raises ServsimError for a language that there is not.
    """
    words = wording(language)
    name = found.scenario.name or words("report.unnamed")
    parts = [_part(found, placing, words) for placing in found.placings]
    return template("selection.html.j2").render(
        words=words,
        scenario=found.scenario,
        title=words("selection.page", name=name),
        basis=_basis(found, words),
        answers=[*(part.sentences[0] for part in parts), *overall_sentences(found, words)],
        columns=[words("selection.option"), *(words(f"selection.column.{column}") for column in COLUMNS)],
        parts=parts,
        made_by=words("report.made_by", version=__version__, file=file or name, hash=fingerprint(found.scenario)[:12]),
    )


def _basis(found: Comparison, words: Wording) -> str:
    counts = sorted({mean.count for placing in found.placings for mean in placing.means})
    periods = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} … {counts[-1]}"
    names = ", ".join(option_label(option, words) for option in found.options)
    apart = found.method == "ocba"
    return words(
        "selection.basis.apart" if apart else "selection.basis", options=names, replications=periods, seed=found.seed
    )


def _part(found: Comparison, placing: Placing, words: Wording) -> KpiSection:
    today = placing.means[0].mean
    delta = Numbers(words, found.scenario.currency).value(placing.kpi, placing.indifference, today)
    draw = partial(against_best, found, kpi=placing.kpi)
    return KpiSection(
        placing_title(placing, words),
        placing_sentences(found, placing, words),
        list(placing_rows(found, placing, words)),
        words("selection.note", delta=delta),
        svg(f"against-{placing.kpi}", [draw], height=1.1 + 0.36 * len(placing.options)),
    )
