from io import StringIO

import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

from servsim.report.parts.svg_renderer import NO_METADATA, TextCanvas, TextRenderer, draw_svg, measurable

SANS = FontProperties(family="DejaVu Sans", size=10.0)


def width(text: str) -> float:
    return TextRenderer(100, 100, StringIO(), metadata=NO_METADATA).get_text_width_height_descent(text, SANS, False)[0]


@pytest.mark.parametrize("text", ["desk", "½ – § é Ω"])
def test_what_the_font_has_is_measured_as_it_is(text: str) -> None:
    assert measurable(text, SANS) == text


def test_what_the_font_lacks_is_as_wide_as_the_font_is_large() -> None:
    """Within the small bearing that the dash which stands for it has on either side."""
    assert measurable("A顾客", SANS) == "A\u2014\u2014"
    assert width("顾客等待") == pytest.approx(40.0, rel=0.02)


def test_twin_the_box_for_a_missing_letter_is_narrower() -> None:
    """What matplotlib would measure by itself: texts would overlap in the reader's browser."""
    assert width("\u2610" * 4) < 36.0


def test_a_figure_is_laid_out_for_the_texts_it_will_have() -> None:
    def left(label: str) -> float:
        figure = Figure(figsize=(4, 3), dpi=72, layout="constrained")
        axes = figure.add_subplot()
        axes.set_yticks([0.5], [label])
        draw_svg(figure, StringIO())
        return float(axes.get_position().x0) * 4 * 72

    assert left("等" * 12) - left("等" * 6) == pytest.approx(60.0, rel=0.03)


def test_layout_and_drawing_share_a_renderer() -> None:
    figure = Figure()
    renderer = TextRenderer(100, 100, StringIO(), metadata=NO_METADATA)
    assert TextCanvas(figure, renderer).get_renderer() is renderer
    assert figure.canvas.get_renderer() is renderer  # type: ignore[attr-defined]


def test_the_font_comes_with_matplotlib() -> None:
    """So texts are measured alike everywhere, and a page has the same bytes."""
    assert "mpl-data" in fontManager.findfont(SANS)
