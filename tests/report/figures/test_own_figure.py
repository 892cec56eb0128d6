import warnings
from io import BytesIO

import matplotlib.pyplot as plt
import pytest

from servsim.report.figures import style
from servsim.report.figures.lettering import families
from servsim.report.figures.own_figure import OwnFigure
from servsim.report.figures.style import axes

CHINESE = "顾客等待"


@pytest.fixture
def latin_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without a font for Chinese."""
    monkeypatch.setattr("servsim.report.figures.own_figure.families", lambda: ["DejaVu Sans"])
    monkeypatch.setattr(style, "families", lambda: ["DejaVu Sans"])


@pytest.mark.usefixtures("latin_only")
@pytest.mark.parametrize("cut", [None, "tight"])
def test_a_missing_letter_is_no_warning(cut: str | None) -> None:
    ax = axes(None)
    ax.set_title(CHINESE)
    ax.figure.savefig(BytesIO(), format="png", bbox_inches=cut)


@pytest.mark.usefixtures("latin_only")
def test_twin_other_warnings_are_heard() -> None:
    ax = axes(None)
    ax.figure.add_artist(type("Warns", (plt.Text,), {"draw": lambda *_: warnings.warn("other", stacklevel=1)})())
    with pytest.warns(UserWarning, match="other"):
        ax.figure.savefig(BytesIO(), format="png")


@pytest.mark.usefixtures("latin_only")
def test_twin_a_figure_of_somebody_else_warns() -> None:
    plt.figure().text(0.5, 0.5, CHINESE, family="DejaVu Sans")
    with pytest.warns(UserWarning, match="missing from"):
        plt.savefig(BytesIO(), format="png")


def test_texts_added_later_get_the_fonts_of_this_machine_and_a_chosen_font_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("servsim.report.figures.own_figure.families", lambda: ["DejaVu Sans", "DejaVu Serif"])
    ax = axes(None)
    later = ax.annotate("later", (0, 0))
    chosen = ax.text(0, 0, "chosen", family="DejaVu Sans Mono")
    ax.figure.canvas.draw()
    assert isinstance(ax.figure, OwnFigure)
    assert later.get_fontfamily() == ["DejaVu Sans", "DejaVu Serif"]
    assert chosen.get_fontfamily() == ["DejaVu Sans Mono"]


def test_the_first_font_is_the_one_that_comes_with_matplotlib() -> None:
    assert families()[0] == "DejaVu Sans"
    assert len(families()) <= 2
