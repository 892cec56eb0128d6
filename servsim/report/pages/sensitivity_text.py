"""Which number a result hangs on, told: in the terminal, as a table (CSV) and as a drawing (SVG)."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rich.console import Console

from servsim.report.figures.trust.screened_effects import screened_effects, subject
from servsim.report.pages.terminal_text import named_rows
from servsim.report.parts.drawing import svg
from servsim.report.parts.numbers import MINUS, Numbers, whole_percent
from servsim.report.text_files import write_texts
from servsim.study.uncertainty.sensitivity.elementary_effects import ElementaryEffect
from servsim.study.uncertainty.sensitivity.rank_correlations import Correlations
from servsim.study.uncertainty.sensitivity.screening import Screening
from servsim.study.uncertainty.sensitivity.sensitivity import Sensitivity
from servsim.study.uncertainty.sensitivity.sobol import Index
from servsim.study.uncertainty.sensitivity.sobol_screened import Attribution
from servsim.wording import Wording, wording

EFFECT = ("size", "direction", "spread", "chance")
CORRELATION = ("correlation", "lowest", "highest")
MOST = 15
"""Numbers that are printed; the table has them all."""
TABLE, DRAWING = "sensitivity.csv", "sensitivity.svg"


def print_sensitivity(found: Sensitivity, console: Console | None = None) -> None:
    """Print what a KPI hangs on, the strongest first, and what that means."""
    words = wording()
    console = console or Console(highlight=False, emoji=False)
    if isinstance(found, Attribution):
        columns, rows, summary = _sobol(found, words)
    elif isinstance(found, Screening):
        columns, rows, summary = _morris(found, words)
    else:
        columns, rows, summary = _quick(found, words)
    console.print(named_rows(columns, rows, heading=16))
    for sentence in summary:
        console.print(sentence, markup=False)


def write_sensitivity(found: Sensitivity, folder: str | Path) -> list[Path]:
    """Write ``sensitivity.csv`` and, after a screening, ``sensitivity.svg`` into a folder; return their paths.

    All files are written or none; raises OutputError when the folder cannot be written.
    """
    texts = {TABLE: found.table().to_csv(index=False, lineterminator="\n")}
    if isinstance(found, Screening):
        texts[DRAWING] = svg("effects", [partial(screened_effects, found)], height=4.6)
    return write_texts({Path(folder) / name: text for name, text in texts.items()})


_Summary = tuple[list[str], list[tuple[str, list[str]]], list[str]]
"""Columns, rows with their names, and sentences."""


def _sobol(found: Attribution, words: Wording) -> _Summary:
    rows = sorted(
        zip(found.parameters, found.indices.first, found.indices.total, strict=True), key=lambda row: -row[2].value
    )
    cells = [(one.name, [_index(first, words), _index(total, words)]) for one, first, total in rows]
    kpi, noise = subject(found.question, words), whole_percent(found.indices.noise_share)
    summary = [words("sensitivity.sobol", kpi=kpi, points=found.points, noise=noise)]
    if found.varied > len(rows):
        summary.append(words("sensitivity.screened", count=found.varied, shown=len(rows)))
    return [words("sensitivity.first"), words("sensitivity.total")], cells, summary


def _index(index: Index, words: Wording) -> str:
    value, low, high = (_decimals(part) for part in index)
    return _open(f"{value} ({low} … {high})", index.separable, words)


def _decimals(share: float) -> str:
    """Two decimals, and no sign before nothing."""
    return f"{round(share, 2) + 0.0:.2f}".replace("-", MINUS)


def _morris(found: Screening, words: Wording) -> _Summary:
    order = sorted(zip(found.parameters, found.effects.each, strict=True), key=lambda row: -row[1].size)
    rows = [(one.name, _effect(found, effect, words)) for one, effect in order[:MOST] if effect.size > 0]
    columns = [words(f"sensitivity.{name}") for name in EFFECT]
    return columns, rows, list(_morris_summary(found, words, len(rows)))


def _effect(found: Screening, effect: ElementaryEffect, words: Wording) -> list[str]:
    kpi, numbers, today = found.question.kpi, Numbers(words, found.currency), found.today
    size, half, spread, chance = (
        numbers.half(kpi, value, today) for value in (effect.size, effect.half_width, effect.spread, effect.chance)
    )
    return [_open(f"{size} ± {half}", effect.separable, words), numbers.change(kpi, effect.mean, today), spread, chance]


def _morris_summary(found: Screening, words: Wording, shown: int) -> Iterator[str]:
    kpi, moving = found.question.kpi, sum(effect.size > 0 for effect in found.effects.each)
    _, unit = Numbers(words, found.currency).scale(kpi, found.today)
    yield words(
        "sensitivity.morris",
        kpi=subject(found.question, words),
        trajectories=found.trajectories,
        points=found.points,
        unit=words("sensitivity.unit", unit=unit) if unit else "",
        noise=whole_percent(found.effects.noise_share),
    )
    yield words("sensitivity.others", less=moving - shown, still=len(found.parameters) - moving)
    if found.left_out:
        yield words("sensitivity.left_out", count=found.left_out)


def _quick(found: Correlations, words: Wording) -> _Summary:
    kpi, numbers, today = found.question.kpi, Numbers(words, found.currency), found.today
    shown = found.drivers[:MOST]
    rows = [
        (
            one.parameter.name,
            [
                _open(f"{one.correlation:+.2f}".replace("-", MINUS), one.separable, words),
                numbers.value(kpi, one.low, today),
                numbers.value(kpi, one.high, today),
            ],
        )
        for one in shown
    ]
    columns = [words(f"sensitivity.{name}") for name in CORRELATION]
    count, name = len(found.drivers), subject(found.question, words)
    return columns, rows, [words("sensitivity.quick", kpi=name, points=found.points, shown=len(shown), count=count)]


def _open(text: str, separable: bool, words: Wording) -> str:
    return text if separable else f"{text} {words('sensitivity.open')}"
