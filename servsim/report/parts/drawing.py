"""Figures as SVG text for the report: self-contained, and the same bytes for the same results."""

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING, Literal

from servsim.report.figures.style import settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Draw = Callable[["Axes"], object]

WIDTHS = {2: 5.0, 3: 3.8}
"""Inches of a drawing, by the number that stand abreast."""


def svg(name: str, draws: list[Draw], *, height: float = 3.4, width: float = 10.0) -> str:
    """One SVG element with a drawing in each column; ``name`` keeps the ids of several SVGs on one page apart."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context({**settings(), "svg.hashsalt": name}):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        for position, draw in enumerate(draws, start=1):
            draw(figure.add_subplot(1, len(draws), position))
        text = StringIO()
        figure.savefig(text, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    drawn = text.getvalue()
    element = drawn[drawn.index("<svg") :]
    return element.replace('id="', f'id="{name}-').replace("url(#", f"url(#{name}-").replace('"#', f'"#{name}-')


def side_by_side(name: str, draws: list[Draw], height: float, *, columns: Literal[2, 3] = 2) -> str:
    """Drawings in rows of two or three; below each other where the screen is narrow."""
    width = WIDTHS[columns]
    drawn = [svg(f"{name}-{position}", [draw], height=height, width=width) for position, draw in enumerate(draws)]
    return f'<div class="abreast of-{columns}">{"".join(drawn)}</div>'
