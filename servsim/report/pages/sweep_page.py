"""The page about a sweep: the efficient frontier as a table, then heat maps or curves, and what is traded for what."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from math import prod
from typing import NamedTuple

from servsim import __version__
from servsim.measures.intervals import Interval
from servsim.report.figures.decide.grid import cell_trade_off, factor_label, heat_map, response_curve
from servsim.report.figures.style import option_label
from servsim.report.pages.page import interrupted
from servsim.report.pages.section import Section
from servsim.report.pages.template import template
from servsim.report.parts.drawing import Draw, side_by_side, svg
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.tables import TableCell as Cell
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.sweeping.grid import FRONTIER
from servsim.study.sweeping.sweep_result import SweepResult
from servsim.wording import Wording, wording


class FrontierRow(NamedTuple):
    """A row of the table of the frontier."""

    levels: list[str]
    cells: list[Cell]
    standing: str
    close: bool


MOST_PICTURES = 6
"""Levels of further factors up to which each of them gets a heat map."""
TRADES = (("wait_p90", "csat"), ("labour_cost", "wait_p90"), ("labour_cost", "csat"))
"""The pairs of FRONTIER that are drawn; chosen here, what is paid for on the first axis."""


def sweep_html(result: SweepResult, *, file: str = "", language: str = "en") -> str:
    """The page about a sweep as HTML text; it needs no network and no other file. ``file`` names the scenario.

    Raises ServsimError for a language that there is not.
    """
    words = wording(language)
    name, study = result.base.name or words("report.unnamed"), result.study
    return template("sweep.html.j2").render(
        words=words,
        scenario=result.base,
        title=words("sweep.title", name=name),
        basis=_basis(result, words),
        interrupted=interrupted(study, words),
        answer=sweep_answer(result, words),
        columns=frontier_columns(result, words),
        rows=list(frontier_rows(result, words)),
        frontier_kpis=_names(FRONTIER, words),
        sections=list(_sections(result, words)),
        made_by=words("report.made_by", version=__version__, file=file or name, hash=fingerprint(result.base)[:12]),
    )


def sweep_answer(result: SweepResult, words: Wording) -> str:
    """How many cells are on the frontier, in a sentence."""
    standings = result.standings()
    return words(
        "sweep.answer",
        cells=len(result.cells),
        frontier=standings.count("frontier"),
        close=standings.count("close"),
        dominated=standings.count("dominated"),
    )


def _basis(result: SweepResult, words: Wording) -> str:
    varied = "; ".join(
        f"{factor_label(factor.path)} {', '.join(level.text for level in factor.levels)}" for factor in result.factors
    )
    study = result.study
    return words(
        "sweep.basis", varied=varied, cells=len(result.cells), replications=study.replications, seed=study.seed
    )


def _names(kpis: tuple[str, ...], words: Wording) -> str:
    return ", ".join(words(f"kpi.{kpi}") for kpi in kpis)


def frontier_columns(result: SweepResult, words: Wording, short: Sequence[str] = ()) -> list[str]:
    """The heading of the table of the frontier: factors, KPIs (some of them by their short names), standing."""
    factors = [factor_label(factor.path) for factor in result.factors]
    names = [words(f"short.{kpi}") if kpi in short else words(f"kpi.{kpi}") for kpi in result.kpis]
    return [*factors, *names, words("sweep.standing")]


def frontier_rows(result: SweepResult, words: Wording) -> Iterator[FrontierRow]:
    """The base, then the cells on the frontier and those too close to tell, with their KPIs."""
    today = [option_label(result.option, words), *[""] * (len(result.factors) - 1)]
    yield FrontierRow(today, _cells(result, [result.today(kpi) for kpi in result.kpis], words), "", False)
    for cell, standing in zip(result.cells, result.standings(), strict=True):
        if standing in ("frontier", "close"):
            close, levels = standing == "close", [level.text for level in cell.levels]
            means = [result.interval(kpi, cell) for kpi in result.kpis]
            text = words("sweep.close" if close else "sweep.efficient")
            yield FrontierRow(levels, _cells(result, means, words), text, close)


def _cells(result: SweepResult, means: list[Interval], words: Wording) -> list[Cell]:
    """Means with half their intervals, in the unit that suits today's value."""
    numbers, summary = Numbers(words, result.base.currency), []
    for kpi, mean in zip(result.kpis, means, strict=True):
        like = result.today(kpi).mean
        summary.append(Cell(numbers.value(kpi, mean.mean, like), numbers.half(kpi, mean.half_width, like)))
    return summary


def _sections(result: SweepResult, words: Wording) -> Iterator[Section]:
    if len(result.factors) == 1:
        draws: list[Draw] = [partial(response_curve, result, kpi) for kpi in result.kpis]
        yield Section(words("sweep.curves"), words("sweep.curves.note"), side_by_side("curve", draws, 3.2))
    elif prod(len(factor.levels) for factor in result.factors[:-2]) <= MOST_PICTURES:
        for held in _held(result):
            at = ", ".join(f"{factor_label(path)} {text}" for path, text in held.items())
            maps: list[Draw] = [partial(heat_map, result, kpi, at=held) for kpi in result.kpis]
            height = 1.2 + 0.26 * len(result.factors[-2].levels)
            drawing = side_by_side(f"map-{len(held)}-{'-'.join(held.values())}", maps, max(2.6, height))
            title = words("sweep.maps_at", at=at) if held else words("sweep.maps")
            yield Section(title, words("sweep.maps.note"), drawing)
    trades = [pair for pair in TRADES if all(KPIS[kpi].better != "neither" for kpi in pair)]
    drawn = "\n".join(
        svg(f"trade-{x}-{y}", [partial(cell_trade_off, result, x, y)], height=3.6, width=9) for x, y in trades
    )
    yield Section(words("sweep.trade"), words("sweep.trade.note"), drawn)


def _held(result: SweepResult) -> Iterator[dict[str, str]]:
    """Every combination of levels of all factors but the last two."""
    others = result.factors[:-2]
    for levels in product(*(factor.levels for factor in others)):
        yield {factor.path: level.text for factor, level in zip(others, levels, strict=True)}
