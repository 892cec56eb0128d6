"""Pages whose figures are empty frames: laying out and drawing 26 figures is nine tenths of the time of a report.

For tests of what a page says. That every figure can be drawn, and is drawn alike twice, is what tests/report/figures,
tests/report/parts/test_drawing.py and tests/report/pages/test_page.py see to.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from servsim.report.parts.drawing import Draw, drawn


def sketch(_name: str, draws: list[Draw], inches: tuple[float, float]) -> str:
    """An empty figure with the ids that a drawn one would have."""
    axes = "".join(f'<g id="axes_{column}"></g>' for column in range(1, len(draws) + 1))
    width, height = (f"{72 * length:g}pt" for length in inches)
    return f'<svg width="{width}" height="{height}"><g id="figure_1">{axes}</g></svg>'


@contextmanager
def sketched() -> Iterator[None]:
    """Reports have empty frames instead of figures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("servsim.report.parts.drawing.drawn", sketch)
        yield


@contextmanager
def really_drawn() -> Iterator[None]:
    """Reports have their figures, among tests whose reports have none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("servsim.report.parts.drawing.drawn", drawn)
        yield
