import re
from dataclasses import replace

import pytest

from servsim.report.pages.sweep_page import sweep_answer, sweep_html
from servsim.study import SweepResult
from servsim.wording import wording
from tests.report.swept import swept


@pytest.fixture(scope="module")
def square() -> SweepResult:
    return swept(office="1:2", dial="0.2:0.8:0.3")


def test_the_page_needs_nothing_else(square: SweepResult) -> None:
    page = sweep_html(square)
    assert not re.search(r"<script|<link|<img|@import|https?://(?!www\.w3\.org)", page)
    assert page.count("<svg") == 5 + 3
    assert sweep_html(square) == page


def test_the_table_has_today_and_the_frontier(square: SweepResult) -> None:
    page = sweep_html(square)
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    told = [one for one in square.standings() if one in ("frontier", "close")]
    assert body.count("<tr") == 1 + len(told)
    assert sweep_answer(square, wording()) in page
    assert "script it" in sweep_html(replace(square, option="script_it"))


def test_one_factor_gets_curves_and_three_a_map_for_each_level() -> None:
    assert wording()("sweep.curves") in sweep_html(swept(dial="0:1:0.5"))
    page = sweep_html(swept(wage="20 per hour,30 per hour", office="1:2", dial="0.2,0.8"))
    assert page.count("with desk wage") == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_texts_of_the_planner_are_escaped(square: SweepResult) -> None:
    shouting = replace(square, base=square.base.with_changes({"name": "<b>Town</b>"}))
    page = sweep_html(shouting)
    assert "<b>" not in page
    assert "&lt;b&gt;Town" in page
