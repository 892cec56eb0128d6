"""What was measured, as Markdown: sections of sentences and tables, and the table of goals on top."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.harness import Spread

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


class Table(NamedTuple):
    """A table with a heading of its own, and what its numbers include."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def markdown(self) -> str:
        """The table, its first column to the left and the others to the right."""
        lines = [
            "| " + " | ".join(self.header) + " |",
            "| " + " | ".join(["---", *["---:"] * (len(self.header) - 1)]) + " |",
            *("| " + " | ".join(row) + " |" for row in self.rows),
        ]
        return "\n\n".join(part for part in (f"**{self.title}**", "\n".join(lines), self.note) if part)


@dataclass(frozen=True)
class Section:
    """A part of the report."""

    title: str
    text: str = ""
    tables: list[Table] = field(default_factory=list)
    values: dict[str, Spread] = field(default_factory=dict)
    """What goals are held against, by key."""

    def markdown(self) -> str:
        """Title, text and tables."""
        parts = [f"## {self.title}", self.text, *(table.markdown() for table in self.tables)]
        return "\n\n".join(part for part in parts if part)


def digits(value: float) -> str:
    """Three significant digits, without an exponent."""
    if value >= 99.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 9.995 else f"{value:.2f}" if value >= 0.0995 else f"{value:.3f}"


def ranged(spread: Spread) -> str:
    """A number with its range over the runs."""
    if spread.runs == 1:
        return digits(spread.median)
    return f"{digits(spread.median)} ({digits(spread.low)} to {digits(spread.high)})"


def timed(spread: Spread) -> str:
    """A time with its unit."""
    size, unit = next(((size, unit) for size, unit in UNITS if spread.median >= 0.9995 * size), UNITS[-1])
    return f"{digits(spread.median / size)} {unit}"
