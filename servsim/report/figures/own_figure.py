"""A figure on a screen or in a notebook that finds a font for Chinese names, and keeps quiet where there is none."""

import warnings

import matplotlib as mpl
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.text import Text

from servsim.report.figures.lettering import families

MISSING = r"Glyph \d+ .* missing from"


class OwnFigure(Figure):
    """A figure whose texts are drawn with every font that this machine has for them.

    A letter that no font has becomes a box, and matplotlib warns of each one, each time it measures or draws it. That
    one warning is switched off: the reader sees the boxes, cannot mend them in the figure, and would miss other
    warnings among hundreds. Reports keep texts as texts and need no font at all.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw it."""
        self._own_fonts()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=MISSING, category=UserWarning)
            super().draw(renderer)

    def _own_fonts(self) -> None:
        """Texts added after the axes were made got matplotlib's usual font; one that somebody chose stays."""
        for text in self.findobj(Text):
            if text.get_fontfamily() == mpl.rcParams["font.family"]:
                text.set_fontfamily(families())
