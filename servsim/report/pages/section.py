"""A section of the report, as plain values for the template."""

from dataclasses import dataclass

from servsim.report.parts.tables import KpiGroup


@dataclass(frozen=True)
class Section:
    """A figure with its heading and the sentence that explains it, or sentences with a heading."""

    title: str
    note: str
    drawing: str = ""
    lines: tuple[str, ...] = ()
    answer: str = ""
    """What the figure shows today, in words."""
    groups: tuple[KpiGroup, ...] = ()
    """KPIs of the section, as a table."""
