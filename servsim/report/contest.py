"""Which option is best, in the terminal: a table of all of them, and the set that may be the best."""

from math import isnan

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from servsim.report.figures.style import option_label
from servsim.report.numbers import Numbers
from servsim.scenario.kpis import KPIS
from servsim.study import Comparison
from servsim.wording import Wording, wording

COLUMNS = ("value", "against", "periods", "able")


def print_comparison(found: Comparison, console: Console | None = None) -> None:
    """Print every option against the best of the others, who may be the best, and what that rests on."""
    words = wording()
    console = console or Console(highlight=False, emoji=False)
    console.print(_table(found, words))
    for sentence in contest_sentences(found, words):
        console.print(sentence, markup=False)


def contest_sentences(found: Comparison, words: Wording) -> list[str]:
    """Who may be the best, with what certainty, and what common customers gained."""
    numbers, today = Numbers(words, found.scenario.currency), found.means[0].mean
    names = [option_label(option, words) for option in found.able]
    delta = numbers.value(found.kpi, found.indifference, today)
    told = [_verdict(found, names, words)]
    if found.capped:
        told.append(words("contest.capped", delta=delta))
    else:
        told.append(words(f"contest.{found.method}", leader=option_label(found.leader, words), delta=delta))
    if not isnan(found.variance_ratio):
        told.append(words("comparison.gain", ratio=f"{found.variance_ratio:.1f}"))
    return told


def _verdict(found: Comparison, names: list[str], words: Wording) -> str:
    kpi = words(f"kpi.{found.kpi}")
    if len(names) == 1:
        return words("comparison.one", kpi=kpi, name=names[0])
    if len(names) == len(found.options):
        return words("comparison.open", kpi=kpi)
    return words("comparison.several", kpi=kpi, names=", ".join(names))


def _table(found: Comparison, words: Wording) -> Table:
    numbers, today = Numbers(words, found.scenario.currency), found.means[0].mean
    title = words("contest.title", kpi=words(f"kpi.{found.kpi}"), way=words(f"contest.way.{found.better}"))
    table = Table(box=None, pad_edge=False, header_style="bold", title=escape(title), title_justify="left")
    table.add_column("", no_wrap=True)
    for column in COLUMNS:
        table.add_column(words(f"contest.column.{column}"), justify="right", vertical="bottom")
    for option, mean, against in zip(found.options, found.means, found.against_best, strict=True):
        change, low, high = (numbers.change(found.kpi, part, today) for part in against[:3])
        half = numbers.half(found.kpi, mean.half_width, today)
        able = words("contest.able") if option in found.able else ""
        value = f"{numbers.value(found.kpi, mean.mean, today)} ± {half}"
        table.add_row(option_label(option, words), value, f"{change} ({low} … {high})", f"{mean.count}", able)
    table.add_row("")
    return table


def comparison_as_values(found: Comparison) -> dict[str, object]:
    """The whole answer as plain values, for machines; numbers in inner units (minutes, shares, points)."""
    table = found.table().astype({"replications_n": int, "may_be_best": bool})
    return {
        "kpi": found.kpi,
        "unit": KPIS[found.kpi].unit,
        "better": found.better,
        "method": found.method,
        "indifference": found.indifference,
        "capped": found.capped,
        "leader": found.leader,
        "may_be_best": list(found.able),
        "variance_ratio": None if isnan(found.variance_ratio) else found.variance_ratio,
        "options": [{str(key): value for key, value in row.items()} for row in table.to_dict(orient="records")],
    }
