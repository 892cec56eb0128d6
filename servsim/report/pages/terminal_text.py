"""The answer in the terminal: a table of the main KPIs and a sentence for each option."""

from collections.abc import Sequence
from textwrap import fill

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from servsim.report.pages.sweep_page import frontier_columns, frontier_rows, sweep_answer
from servsim.report.parts.decide.answer import Answer
from servsim.report.parts.decide.sentences import Sentences
from servsim.report.parts.phrases import sentence
from servsim.report.parts.tables import ReportTables
from servsim.report.parts.trust.precision import stopped
from servsim.report.parts.trust.uncertainty import Unknowns, cut_short
from servsim.scenario.kpis.declarations import headlines
from servsim.study.result import StudyResult
from servsim.study.sweeping.sweep_result import SweepResult
from servsim.wording import wording

SHOWN = headlines("summary")
"""The KPIs that fit beside each other."""
MARKS = {"better": "[green]▲[/]", "worse": "[red]▼[/]", "open": "[dim]●[/]", "neither": " ", "": " "}


def print_summary(result: StudyResult, console: Console | None = None) -> None:
    """Print the main KPIs and the chances of the targets of every option, and what each option changes."""
    words = wording()
    console = console or Console(highlight=False, emoji=False)
    sentences, tables = Sentences(result, words), ReportTables(result, words)
    names = [sentences.name(option) for option in result.options]
    rows = [row for group in tables.groups(SHOWN) for row in group.rows]
    console.print(
        named_rows(
            [words(f"short.{row.kpi}") for row in rows],
            [
                (name, [f"{escape(row.cells[index].value)} {MARKS[row.cells[index].mark]}" for row in rows])
                for index, name in enumerate(names)
            ],
        )
    )
    chances = tables.chances()
    if chances:
        console.print(
            named_rows(
                [words("report.chance", target=target) for target, _ in chances],
                [(name, [f"{cells[index]['share']}" for _, cells in chances]) for index, name in enumerate(names)],
                heading=20,
            )
        )
    answer = Answer(result, words)
    for line in (answer.first(), *answer.by_kpi(), sentences.today()):
        if line:
            console.print(line, markup=False)
    for option, name in zip(result.options[1:], names[1:], strict=True):
        console.print(f"[bold]{sentence(name)}:[/] {escape(sentences.option(option))}")
    if result.uncertainty is not None:
        unknown = Unknowns(result, result.uncertainty, words)
        for line in unknown.warnings():
            console.print(line, markup=False)
    elif result.ranges_cut:
        console.print(cut_short(result, words), markup=False)


def print_sweep(result: SweepResult, console: Console | None = None) -> None:
    """Print today and the cells on the efficient frontier, with their KPIs."""
    words = wording()
    console = console or Console(highlight=False, emoji=False)
    summary = [
        [*map(escape, (*row.levels, *(cell.value for cell in row.cells), row.standing))]
        for row in frontier_rows(result, words)
    ]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, cells in zip(frontier_columns(result, words, SHOWN), zip(*summary, strict=True), strict=True):
        _add_column(table, escape(column), cells, break_words=True)
    table.columns[-1].no_wrap = False
    for row in summary:
        table.add_row(*row)
    console.print(table)
    console.print(f"\n{sweep_answer(result, words)}", markup=False)


def print_work(result: StudyResult, console: Console | None = None) -> None:
    """Print who simulated, how long it took, and how much had been kept by earlier runs."""
    words = wording()
    console = console or Console(highlight=False, emoji=False)
    kind, workers, reused, damaged = result.execution
    who = {
        "serial": words("work.serial"),
        "threads": words("work.threads", count=workers),
        "processes": words("work.processes", count=workers),
        "dask": words("work.dask", count=workers),
    }.get(kind, words("work.other", count=workers, kind=kind))
    trials = result.replications * len(result.options)
    summary = [words("work.done", count=trials, seconds=f"{result.seconds:.1f}", who=who)]
    summary += [line for line in [stopped(result, words)] if line]
    summary += [words("work.reused", reused=reused)] if reused else []
    summary += [words("work.damaged")] if damaged else []
    console.print(" ".join(summary), markup=False)


def named_rows(columns: list[str], rows: list[tuple[str, list[str]]], *, heading: int = 8) -> Table:
    """A table with a name at the beginning of each row, and an empty line at its end.

    Cells stay whole; where room is short, names are broken. Headings are broken between words into lines as wide as
    the cells below them, or ``heading`` letters where cells are narrower.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", overflow="fold")
    for index, column in enumerate(columns):
        _add_column(table, column, [cells[index] for _, cells in rows], heading)
    for name, cells in rows:
        table.add_row(name, *cells)
    table.add_row("")
    return table


def _add_column(table: Table, title: str, cells: Sequence[str], heading: int = 8, *, break_words: bool = False) -> None:
    widest = max((cell_len(Text.from_markup(cell).plain) for cell in cells), default=0)
    folded = fill(title, max(heading, widest), break_long_words=break_words)
    table.add_column(folded, justify="right", vertical="bottom", no_wrap=True)
