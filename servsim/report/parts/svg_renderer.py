"""Draws a figure as SVG whose texts stay texts, so that the reader's browser draws them with the reader's fonts.

Whoever writes a report need not have a font for every script that a scenario is written in: matplotlib draws no letter
here, it only measures. What its own font (DejaVu Sans, which comes with it) does not have is measured as one em wide,
as letters of Chinese, Japanese and Korean are, instead of as the narrower box for a missing letter.
"""

from typing import TextIO

from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font

ONE_EM = "\u2014"
"""The dash that is as wide as the font is large."""

NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


class TextRenderer(RendererSVG):
    """Matplotlib's renderer for SVG, but for the width of letters that the font does not have."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | str
    ) -> tuple[float, float, float]:
        """Width, height and descent of a text in points."""
        measured: tuple[float, float, float] = super().get_text_width_height_descent(measurable(s, prop), prop, ismath)
        return measured


class TextCanvas(FigureCanvasBase):
    """Lays a figure out with the renderer that will draw it, so that both measure texts alike."""

    def __init__(self, figure: Figure, renderer: TextRenderer) -> None:
        super().__init__(figure)
        self._text_renderer = renderer

    def get_renderer(self) -> RendererBase:
        """The renderer that measures and draws."""
        return self._text_renderer


def measurable(text: str, font: FontProperties) -> str:
    """A text as wide as this one in letters that the font has."""
    if text.isascii():
        return text
    known = get_font(findfont(font)).get_char_index
    return "".join(letter if known(ord(letter)) else ONE_EM for letter in text)


def draw_svg(figure: Figure, out: TextIO) -> None:
    """Write a figure of 72 dots an inch as an SVG document, without a date or a maker's name."""
    width, height = 72.0 * figure.get_size_inches()
    renderer = TextRenderer(width, height, out, metadata=NO_METADATA)
    TextCanvas(figure, renderer)
    figure.draw(renderer)
    renderer.finalize()
