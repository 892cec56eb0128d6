"""The report opened from a file in a real browser: on a desk, on a phone, on paper; without any network."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from servsim import write_report
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.samples import town_hall

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
VIEWPORTS = {"desk": (1280, 900), "phone": (390, 844)}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Opened:
    """The report in one viewport, and what happened while it was opened."""

    def __init__(self, page: "Page", path: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(path.as_uri())

    def boxes(self, selector: str) -> list[dict[str, Any]]:
        """Position, size and text of all elements that a selector finds."""
        return self.page.eval_on_selector_all(
            selector,
            """all => all.map(one => {
                const box = one.getBoundingClientRect();
                return {left: box.left, right: box.right, width: box.width, height: box.height,
                        cut: one.scrollWidth > one.clientWidth + 1, text: one.textContent.trim().slice(0, 60)};
            })""",
        )


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    api = pytest.importorskip("playwright.sync_api", reason="needs the extra: e2e")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("needs a Chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(town_study: StudyResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(town_study, tmp_path_factory.mktemp("report") / "report.html", file="town_hall.yaml")


@pytest.fixture(params=VIEWPORTS)
def opened(request: pytest.FixtureRequest, browser: "Browser", report: Path) -> Iterator[Opened]:
    width, height = VIEWPORTS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, is_mobile=request.param == "phone")
    context.set_default_timeout(20_000)
    yield Opened(context.new_page(), report)
    context.close()


def test_nothing_is_asked_of_the_network(opened: Opened, report: Path) -> None:
    assert opened.requests == [report.as_uri()]


def test_the_browser_has_nothing_to_complain_about(opened: Opened) -> None:
    assert opened.complaints == []


def test_the_page_does_not_scroll_sideways(opened: Opened) -> None:
    for state in ("closed", "open"):
        wide, inner = opened.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= inner, state
        opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def test_every_drawing_is_visible_and_large_enough(opened: Opened) -> None:
    found = opened.boxes("svg")
    assert len(found) == 26
    for box in found:
        assert box["width"] > 200, box
        assert box["height"] > 100, box
    shown = opened.page.eval_on_selector_all("svg", "all => all.map(one => one.checkVisibility())")
    assert all(shown)


def test_the_top_line_leads_to_the_trust_page(opened: Opened) -> None:
    opened.page.click("header a[href='#trust']")
    [heading] = opened.boxes("#trust h2")
    assert heading["text"] == "Can I trust these numbers?"
    assert opened.page.evaluate("document.querySelector('#trust').getBoundingClientRect().top") < 400


def test_the_journey_map_keeps_its_letters_readable(opened: Opened) -> None:
    """8 points at the width at which the map is shown: at least 8 pixels high, on a phone by scrolling."""
    [box] = opened.boxes("#journey svg")
    inches = opened.page.eval_on_selector("#journey svg", "one => one.viewBox.baseVal.width / 72")
    assert 8 / 72 * box["width"] / inches >= 8
    label = opened.page.get_attribute("#journey .figure", "aria-label")
    assert label is not None
    assert label.startswith("1. kiosk: ")


def test_drawings_that_are_wider_than_the_screen_scroll_in_their_own_frame(opened: Opened) -> None:
    inner = opened.page.evaluate("window.innerWidth")
    for box in opened.boxes(".figure, .wide"):
        assert box["right"] <= inner + 1, box


def test_five_columns_of_numbers_fit_on_a_desk(browser: "Browser", tmp_path: Path) -> None:
    options = {f"one_of_four_{number}": {"teams.desk.agents": number} for number in range(2, 6)}
    result = run(Scenario.model_validate(town_hall(options=options)), replications=6)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    opened = Opened(page, write_report(result, tmp_path / "report.html"))
    for box in opened.boxes("#kpis > .wide, #targets > .wide"):
        assert not box["cut"], box
    page.close()


def test_no_heading_or_sentence_is_cut(opened: Opened) -> None:
    inner = opened.page.evaluate("window.innerWidth")
    found = opened.boxes("h1, h2, p, dt, dd, summary")
    assert len(found) > 30
    for box in found:
        assert box["left"] >= 0, box
        assert box["right"] <= inner, box
        assert not box["cut"], box


def test_the_answer_stands_on_the_first_screens(opened: Opened) -> None:
    top, inner = opened.page.evaluate(
        "[document.querySelector('#answer h2').getBoundingClientRect().top, window.innerHeight]"
    )
    assert top < inner
    assert opened.page.locator("#answer .today").is_visible()


def test_no_table_cell_hides_its_text(opened: Opened) -> None:
    opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for box in opened.boxes("td, th"):
        assert not box["cut"], box


def test_the_assumptions_open_with_a_click(opened: Opened) -> None:
    table = opened.page.locator("table.assumptions")
    assert not table.is_visible()
    opened.page.locator("#assumptions summary").click()
    assert table.is_visible()
    assert table.locator("tbody tr").count() > 50
    assert "assumption" in table.inner_text()
    definitions = opened.page.locator("#kpis details")
    opened.page.locator("#kpis summary").click()
    assert "First-contact resolution" in definitions.inner_text()


def test_the_words_are_readable_without_style(opened: Opened) -> None:
    text = opened.page.inner_text("main")
    assert re.search(r"Today customers wait \d", text)
    assert text.index("The answer") < text.index("Chances of the targets") < text.index("The numbers")


def test_text_has_enough_contrast(opened: Opened) -> None:
    """At least 4.5 to 1 between the letters and the white page, as WCAG asks."""
    colours = opened.page.eval_on_selector_all(
        "p, td, th, dt, dd, summary, .half, .change, .verdict, small",
        "all => [...new Set(all.map(one => getComputedStyle(one).color))]",
    )
    assert len(colours) >= 3
    for colour in colours:
        levels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [level / 12.92 if level <= 0.03928 else ((level + 0.055) / 1.055) ** 2.4 for level in levels]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 4.5, colour


def test_it_can_be_printed(browser: "Browser", report: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    opened = Opened(page, report)
    page.emulate_media(media="print")
    assert page.eval_on_selector(".kpis tbody th", "one => getComputedStyle(one).position") == "static"
    paper = page.pdf(path=tmp_path / "report.pdf", format="A4")
    page.close()
    pages = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert 3 < pages < 20
    assert opened.complaints == []
