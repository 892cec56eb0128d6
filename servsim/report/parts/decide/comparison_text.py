"""Which option is best, in the terminal: a table for each KPI, and the options that may be the best."""

from collections.abc import Iterator
from math import isnan
from typing import NamedTuple

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from servsim.report.figures.style import option_label
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.phrases import sentence
from servsim.scenario.kpis.declarations import KPIS
from servsim.study.selecting.comparison import Comparison, Placing
from servsim.wording import Wording, wording

COLUMNS = ("value", "against", "replications", "contenders")


class ComparisonRow(NamedTuple):
    """An option in one KPI, as it is told."""

    name: str
    cells: tuple[str, str, str, str]
    """In the order of :data:`COLUMNS`."""
    able: bool


def print_comparison(found: Comparison, console: Console | None = None) -> None:
    """Print for each KPI every option against the best of the others, who may be the best, and what that rests on."""
    words = wording()
    console = console or Console(highlight=False, emoji=False)
    for placing in found.placings:
        console.print(_table(found, placing, words))
        for line in placing_sentences(found, placing, words):
            console.print(line, markup=False)
        console.print()
    for line in overall_sentences(found, words):
        console.print(line, markup=False)


def placing_sentences(found: Comparison, placing: Placing, words: Wording) -> list[str]:
    """Who may be the best in a KPI, with what certainty, and what common customers gained."""
    numbers, today = Numbers(words, found.scenario.currency), placing.means[0].mean
    delta = numbers.value(placing.kpi, placing.indifference, today)
    summary = [_verdict(placing, words)]
    if placing.capped:
        summary.append(words("selection.capped", delta=delta))
    else:
        leads = words(f"selection.{found.method}", leader=option_label(placing.leader, words), delta=delta)
        summary.append(sentence(leads))
    if not isnan(placing.variance_ratio):
        summary.append(words("comparison.gain", ratio=f"{placing.variance_ratio:.1f}"))
    return summary


def overall_sentences(found: Comparison, words: Wording) -> Iterator[str]:
    """Who is among the best in every KPI; nothing where only one decides."""
    count, names = len(found.placings), ", ".join(option_label(option, words) for option in found.contenders)
    if count < 2:
        return
    if found.contenders:
        yield words(
            "selection.all.one" if len(found.contenders) == 1 else "selection.all.several", count=count, names=names
        )
    else:
        yield words("selection.all.none", count=count)
    if found.method == "nm":
        yield words("selection.together")
    elif found.method == "kn":
        yield words("selection.together.choice")


def placing_rows(found: Comparison, placing: Placing, words: Wording) -> Iterator[ComparisonRow]:
    """The options in a KPI: mean, simultaneous interval against the best other, periods, and whether they may be it."""
    numbers, kpi, today = Numbers(words, found.scenario.currency), placing.kpi, placing.means[0].mean
    for option, mean, against in zip(found.options, placing.means, placing.against_best, strict=True):
        change, low, high = (numbers.change(kpi, part, today) for part in against[:3])
        value = f"{numbers.value(kpi, mean.mean, today)} ± {numbers.half(kpi, mean.half_width, today)}"
        able = option in placing.contenders
        cells = (value, f"{change} ({low} … {high})", f"{mean.count}", words("selection.contenders") if able else "")
        yield ComparisonRow(option_label(option, words), cells, able)


def placing_title(placing: Placing, words: Wording) -> str:
    """The KPI, and which direction is better."""
    return words("selection.title", kpi=words(f"kpi.{placing.kpi}"), way=words(f"selection.way.{placing.better}"))


def _verdict(placing: Placing, words: Wording) -> str:
    kpi, names = words(f"kpi.{placing.kpi}"), [option_label(option, words) for option in placing.contenders]
    if len(names) == 1:
        return words("comparison.one", kpi=kpi, name=names[0])
    if len(names) == len(placing.options):
        return words("comparison.open", kpi=kpi)
    return words("comparison.several", kpi=kpi, names=", ".join(names))


def _table(found: Comparison, placing: Placing, words: Wording) -> Table:
    title = escape(placing_title(placing, words))
    table = Table(box=None, pad_edge=False, header_style="bold", title=title, title_justify="left")
    table.add_column("", no_wrap=True)
    for column in COLUMNS:
        table.add_column(words(f"selection.column.{column}"), justify="right", vertical="bottom")
    for row in placing_rows(found, placing, words):
        table.add_row(row.name, *row.cells)
    table.add_row("")
    return table


def comparison_as_values(found: Comparison) -> dict[str, object]:
    """The whole answer as plain values, for machines; numbers in inner units (minutes, shares, points)."""
    return {
        "method": found.method,
        "seed": found.seed,
        "may_be_best_in_all": list(found.contenders),
        "kpis": [_placing_as_values(found, placing) for placing in found.placings],
    }


def _placing_as_values(found: Comparison, placing: Placing) -> dict[str, object]:
    summary = zip(found.options, placing.means, placing.against_best, strict=True)
    return {
        "kpi": placing.kpi,
        "unit": KPIS[placing.kpi].unit,
        "better": placing.better,
        "indifference": placing.indifference,
        "capped": placing.capped,
        "leader": placing.leader,
        "may_be_best": list(placing.contenders),
        "variance_ratio": None if isnan(placing.variance_ratio) else placing.variance_ratio,
        "options": [
            {
                "option": option, "replications_n": mean.count, "mean": mean.mean, "low": mean.low, "high": mean.high,
                "against_best": against.mean, "against_best_low": against.low, "against_best_high": against.high,
                "may_be_best": option in placing.contenders,
            }
            for option, mean, against in summary
        ],
    }  # fmt: skip
