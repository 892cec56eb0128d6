"""Figures as SVG text for the report: self-contained, and the same bytes for the same results."""

import re
from collections.abc import Callable
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Literal

from servsim.report.figures.lettering import CHINESE
from servsim.report.figures.style import SETTINGS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Draw = Callable[["Axes"], object]

WIDTHS = {2: 5.0, 3: 3.8}
"""Inches of a drawing, by the number that stand abreast."""

MEASURED = "DejaVu Sans"
"""The font in which texts are measured: it comes with matplotlib, so a page is the same wherever it is written."""

READ_IN = ", ".join(
    f"'{font}'" if " " in font else font for font in (MEASURED, "Verdana", "Noto Sans", *CHINESE, "sans-serif")
)
"""The fonts in which texts are read: those as wide as the measured one, then narrower ones, then for Chinese."""

TAG = re.compile(r"<[^>]*>")


def svg(name: str, draws: list[Draw], *, height: float = 3.4, width: float = 10.0) -> str:
    """One SVG element with a drawing in each column; ``name`` keeps the ids of several SVGs on one page apart."""
    document = drawn(name, draws, (width, height))
    return TAG.sub(partial(_own_tag, name), document[document.index("<svg") :])


def drawn(name: str, draws: list[Draw], inches: tuple[float, float]) -> str:
    """An SVG document with a drawing in each column, of that width and height."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from servsim.report.parts.svg_renderer import draw_svg

    with mpl.rc_context({**SETTINGS, "font.family": [MEASURED], "svg.fonttype": "none", "svg.hashsalt": name}):
        figure = Figure(figsize=inches, dpi=72, layout="constrained")
        for column, draw in enumerate(draws, start=1):
            draw(figure.add_subplot(1, len(draws), column))
        text = StringIO()
        draw_svg(figure, text)
    return text.getvalue()


def _own_tag(name: str, tag: re.Match[str]) -> str:
    """A tag whose ids are those of one SVG, and whose font is that of all its texts."""
    text = tag[0].replace('id="', f'id="{name}-').replace("url(#", f"url(#{name}-").replace('"#', f'"#{name}-')
    if text.startswith("<svg "):
        return text.replace("<svg ", f'<svg font-family="{READ_IN}" ', 1)
    return text.replace(f"; font-family: '{MEASURED}'", "")


def side_by_side(name: str, draws: list[Draw], height: float, *, columns: Literal[2, 3] = 2) -> str:
    """Drawings in rows of two or three; below each other where the screen is narrow."""
    width = WIDTHS[columns]
    elements = [svg(f"{name}-{column}", [draw], height=height, width=width) for column, draw in enumerate(draws)]
    return f'<div class="abreast of-{columns}">{"".join(elements)}</div>'
