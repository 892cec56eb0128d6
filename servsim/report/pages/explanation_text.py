"""An explanation in the terminal: journey, a table for each team, bottleneck, limits, and where values come from."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from servsim.explanation.explanation import Explanation
from servsim.explanation.outlook import FORMULAS, Outlook
from servsim.report.figures.style import label, option_label
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.trust.assumptions import assumption_rows, show
from servsim.report.parts.understand.journey_tree import journey_maps
from servsim.scenario.variants.origins import Origin
from servsim.wording import wording

Rows = list[tuple[str, list[str]]]
NOTICED = 0.0005
"""Smaller shares are lost to nobody's notice."""


def print_explanation(explanation: Explanation, console: Console | None = None) -> None:
    """Print all that an explanation tells."""
    console = console or Console(highlight=False, emoji=False)
    summary = _Summary(explanation)
    console.print(f"[bold]{escape(summary.title())}[/]\n")
    for tree in journey_maps(explanation.scenario, explanation.visits, summary.words):
        console.print(tree)
    for team in explanation.scenario.teams:
        if explanation.of_team(team):
            console.print(f"\n[bold]{escape(label(team))}[/]")
            console.print(summary.team(explanation.of_team(team)))
    console.print(f"\n{escape(summary.bottleneck())}\n")
    for note in summary.notes():
        console.print(escape(note))
    if explanation.origins:
        console.print(f"\n[bold]{escape(summary.words('explain.values'))}[/]")
        console.print(summary.values())


class _Summary:
    """The words of an explanation."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        self.words = wording()
        self.numbers = Numbers(self.words, explanation.scenario.currency)

    def title(self) -> str:
        name = option_label(self.explanation.option, self.words)
        return self.words("explain.title", name=self.explanation.scenario.name, option=name)

    def team(self, outlooks: list[Outlook]) -> Table:
        """A row for each stretch; nobody lost or nobody left waiting takes no column."""
        within = show(self.explanation.scenario.service_level.within, "min")
        columns = {
            self.words("explain.agents"): [str(outlook.work.agents) for outlook in outlooks],
            self.words("explain.contacts"): [f"{60 * outlook.contacts:.1f}" for outlook in outlooks],
            self.words("explain.handling"): [self._minutes(outlook.work.handling or None) for outlook in outlooks],
            self.words("explain.load"): [f"{outlook.load:.2f}" for outlook in outlooks],
            self.words("explain.occupancy"): [self._occupancy(outlook) for outlook in outlooks],
            self.words("explain.wait"): [self._wait(outlook) for outlook in outlooks],
        }
        if any(_lost(outlook) >= NOTICED for outlook in outlooks):
            columns[self.words("explain.lost")] = [_percent(_lost(outlook)) for outlook in outlooks]
        columns[self.words("explain.service_level", within=within)] = [
            _percent(outlook.service_level) for outlook in outlooks
        ]
        if any(outlook.backlog >= 0.5 for outlook in outlooks):
            columns[self.words("explain.backlog")] = [f"{outlook.backlog:.0f}" for outlook in outlooks]
        columns[self.words("explain.formula")] = [
            self.words(f"explain.formula.{outlook.formula}") for outlook in outlooks
        ]
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
        table.add_column("", no_wrap=True)
        for column in columns:
            table.add_column(column, justify="right", vertical="bottom", no_wrap=True)
        for outlook, *cells in zip(outlooks, *columns.values(), strict=True):
            table.add_row(self._when(outlook), *cells)
        return table

    def _when(self, outlook: Outlook) -> str:
        start, end = (self.explanation.clock_time(event) for event in (outlook.work.start, outlook.work.end))
        return f"{start}–{end}"

    def _occupancy(self, outlook: Outlook) -> str:
        summary = _percent(outlook.occupancy)
        over = outlook.load > 0 and (outlook.occupancy is None or outlook.occupancy >= 1)
        return f"[red]{summary}[/]" if over else summary

    def _wait(self, outlook: Outlook) -> str:
        summary = self._minutes(outlook.wait)
        return summary if outlook.settled else f"< {summary}"

    def _minutes(self, value: float | None) -> str:
        return "–" if value is None else self.numbers.value("wait_mean", value)

    def bottleneck(self) -> str:
        worst = self.explanation.bottleneck
        if worst is None:
            return self.words("explain.no_bottleneck")
        team, when, load, agents = label(worst.work.team), self._when(worst), f"{worst.load:.2f}", worst.work.agents
        if worst.occupancy is None or worst.occupancy >= 1:
            return self.words("explain.overloaded", team=team, when=when, load=load, agents=agents)
        share = self.numbers.value("occupancy", worst.occupancy)
        return self.words("explain.bottleneck", team=team, when=when, load=load, agents=agents, occupancy=share)

    def notes(self) -> Iterator[str]:
        """The formulas that were used with their limits, then what all of them leave out."""
        scenario, used = self.explanation.scenario, {outlook.formula for outlook in self.explanation.outlooks}
        yield self.words("explain.columns")
        for formula in FORMULAS:
            if formula in used - {"nobody"}:
                yield self.words(f"explain.formula.{formula}.note")
        ranked = next((outlook for outlook in self.explanation.outlooks if outlook.waits), None)
        if ranked is not None:
            waits = ", ".join(f"{rank}: {self._minutes(wait)}" for rank, wait in ranked.waits)
            yield self.words("explain.priorities", team=label(ranked.work.team), when=self._when(ranked), waits=waits)
        if not all(outlook.settled for outlook in self.explanation.outlooks):
            yield self.words("explain.not_settled")
        if scenario.repeat is not None:
            yield self.words("explain.repeats")
        if scenario.redial is not None and "erlang_a" in used:
            yield self.words("explain.redials")
        yield self.words("explain.limits")

    def _position(self, one: Origin) -> str:
        position = ":".join(one.where.rsplit(":", 2)[1:])
        return self.words("explain.option" if one.kind == "option" else "explain.line", position=position)

    def values(self) -> Table:
        """Stated values with their places, then defaults with their sources."""
        rows: Rows = [
            (one.path, [_written(one.value), self._position(one)])
            for one in self.explanation.origins
            if one.kind != "default"
        ]
        for row in assumption_rows(self.explanation.scenario):
            source = self.words("explain.default", mark=row.mark, source=row.source)
            rows.append((row.path, [row.value, f"{source} ({row.names})" if row.names else source]))
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in ("", self.words("explain.value"), self.words("explain.from")):
            table.add_column(column, overflow="fold")
        for path, cells in rows:
            table.add_row(escape(path), *(escape(cell) for cell in cells))
        return table


def _lost(outlook: Outlook) -> float:
    return outlook.abandonment + outlook.turned_away


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _written(value: Any) -> str:
    """A value as it stands in the file, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(inner) for inner in value) + "]"
    return str(value)
