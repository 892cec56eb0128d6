import re
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from servsim.report import figures
from servsim.report.parts.drawing import side_by_side, svg
from servsim.study import StudyResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DRAWN = True


def ids(text: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', text)


def line(ax: "Axes") -> None:
    ax.plot([0, 1], [1, 3], "o-")
    ax.set_xlabel("wait (min)")


def test_two_renderings_are_equal_byte_for_byte(town_study: StudyResult) -> None:
    draws = [partial(figures.wait_exceedance, town_study), partial(figures.trade_off, town_study)]
    assert svg("waits", draws) == svg("waits", draws)


def test_one_element_with_every_drawing() -> None:
    one, two = svg("one", [line]), svg("two", [line, line], width=12.0, height=4.0)
    assert one.startswith("<svg")
    assert one.rstrip().endswith("</svg>")
    assert len(re.findall('id="two-axes_', two)) == 2
    root = ElementTree.fromstring(two)
    assert (root.get("width"), root.get("height")) == ("864pt", "288pt")


def test_drawings_side_by_side_are_elements_of_their_own() -> None:
    text = side_by_side("both", [line, line], 3.0)
    assert text.startswith('<div class="abreast of-2"><svg')
    assert [one.get("width") for one in ElementTree.fromstring(text)] == ["360pt", "360pt"]
    assert len(ids(text)) == len(set(ids(text)))


def test_three_drawings_side_by_side_are_narrower() -> None:
    text = side_by_side("three", [line, line, line], 3.0, columns=3)
    assert text.startswith('<div class="abreast of-3"><svg')
    assert len(ElementTree.fromstring(text)) == 3
    assert {one.get("height") for one in ElementTree.fromstring(text)} == {"216pt"}
    assert {float(str(one.get("width")).removesuffix("pt")) < 360.0 for one in ElementTree.fromstring(text)} == {True}


def test_ids_of_two_drawings_on_a_page_never_meet() -> None:
    one, two = svg("one", [line]), svg("two", [line])
    assert set(ids(one)) & set(ids(two)) == set()
    assert len(ids(one)) == len(set(ids(one)))


def test_every_reference_finds_its_id() -> None:
    text = svg("waits", [line])
    used = re.findall(r'xlink:href="#([^"]+)"', text) + re.findall(r"url\(#([^)]+)\)", text)
    assert used
    assert set(used) <= set(ids(text))


def test_no_metadata_no_address_no_date() -> None:
    text = svg("waits", [line])
    assert "<metadata>" not in text
    addresses = set(re.findall(r'(\S+)="https?://[^"]*"', text))
    assert addresses <= {"xmlns", "xmlns:xlink"}


@pytest.mark.parametrize("text", ["$a_{$", "100 %", '<b> & "c"', "顾客等待"])
def test_any_text_is_drawn_as_it_is(text: str) -> None:
    def draw(ax: "Axes") -> None:
        ax.set_title(text)

    assert text in "".join(ElementTree.fromstring(svg("text", [draw])).itertext())


def test_the_browser_chooses_the_font() -> None:
    """Texts are texts: no letter is drawn here, and the fonts are named once, with those for Chinese among them."""

    def draw(ax: "Axes") -> None:
        ax.set_title("顾客等待")
        ax.set_ylabel("满意度")
        ax.plot([0, 1], label="前台")
        ax.legend()

    element = svg("text", [draw])
    assert not re.findall(r"<use [^>]*glyph|DejaVuSans-", element)
    assert element.count("font-family") == 1
    assert str(ElementTree.fromstring(element).get("font-family")).startswith("'DejaVu Sans', Verdana, ")
    assert "'Noto Sans CJK SC'" in element


def test_names_that_look_like_ids_stay_as_they_are() -> None:
    def draw(ax: "Axes") -> None:
        ax.set_title('id="x" url(#y) "#z')

    assert 'id="x" url(#y) "#z' in "".join(ElementTree.fromstring(svg("text", [draw])).itertext())
