import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from servsim import __version__, write_report
from servsim.report import html_report
from servsim.report.parts.tables import MAIN, ReportTables
from servsim.scenario import Scenario
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.page_reader import PageReader
from tests.samples import Raw, smallest
from tests.sketches import really_drawn

WORDS = wording()
FEW_AGENTS = {"teams": {"desk": {"agents": 1}}, "options": {"two": {"teams.desk.agents": 2}}}
SELF_SERVICE = {"teams": {}, "touchpoints": {"website": {"handling": "3 min"}}}
OTHER_PARTS = {
    "longer": {"clock.close": "13:00"},
    "with_kiosk": {
        "teams.helper": {"agents": 1},
        "touchpoints.kiosk": {"handling": "1 min", "next": {"help": "20 %", "check_in": "30 %"}},
        "touchpoints.help": {"team": "helper", "handling": "2 min"},
        "start": "kiosk",
    },
}
HOSTILE = {
    "name": "<script>alert(1)</script> {{ 7 * 7 }}",
    "about": '"><img src=x onerror=alert(1)>',
    "source": "</main> & nobody",
    "currency": "[/x] $a_{$ <i>",
}

VARIANTS: dict[str, Raw] = {
    "alone": smallest(),
    "self-service": smallest(**SELF_SERVICE),
    "nobody comes": smallest(segments={"guests": {"arrivals": {"per_hour": 0}}}, targets={"csat": ">= 4"}),
    "one agent": smallest(**FEW_AGENTS),
    "no agent": smallest(teams={"desk": {"agents": 0}}),
    "never closes": smallest(clock={"days": 1, "warm_up": "2 h"}),
    "other parts": smallest(options=OTHER_PARTS),
    "hostile": smallest(**HOSTILE, options={"more": {"about": "<b>bold</b>", "teams.desk.agents": 3}}),
    "chinese": smallest(name="酒店前台", segments={"顾客": {"arrivals": {"per_hour": 20}}}),
    "ranges": smallest(uncertain={"time.standard_saving": {"between": [0, 0.35]}}),
}


@pytest.fixture(scope="module")
def page(town_study: StudyResult) -> str:
    with really_drawn():
        return html_report(town_study, file="town_hall.yaml")


@pytest.fixture(scope="module")
def reader(page: str) -> PageReader:
    return PageReader(page)


@cache
def page_of(name: str) -> str:
    """The report of one kind of scenario, with its figures."""
    with really_drawn():
        return html_report(run(Scenario.model_validate(VARIANTS[name]), replications=2, seed=3))


def text_of(name: str) -> str:
    return PageReader(page_of(name)).text


def needs_nothing_else(text: str) -> list[str]:
    """What in a page would need the network, another file or a script."""
    reader = PageReader(text)
    found = [reference for reference in reader.references if not reference.startswith(("xlink:href=#", "href=#"))]
    found += [tag for tag in reader.tags if tag in {"script", "link", "iframe", "object", "embed", "img", "base"}]
    found += re.findall(r"@import[^;]*", text)
    found += [address for address in re.findall(r"url\(([^)]*)\)", text) if not address.startswith("#")]
    without_namespaces = re.sub(r'xmlns(:xlink)?="http://www\.w3\.org/[^"]*"', "", text)
    return found + re.findall(r"(?:https?:)?//[\w.]+", without_namespaces)


def test_the_page_is_well_formed(page: str, reader: PageReader) -> None:
    assert page.lstrip().startswith("<!DOCTYPE html>")
    assert reader.faults == []
    assert len(reader.ids) == len(set(reader.ids))


def test_the_page_needs_nothing_else(page: str) -> None:
    assert needs_nothing_else(page) == []
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    "foreign",
    [
        '<img src="logo.png">',
        "<script></script>",
        '<a href="https://example.org">',
        "<style>@import x;</style>",
        "<p onclick='x'>",
        "<p style='background: url(a.png)'>",
        "<p>see http://example.org</p>",
    ],
)
def test_twin_whatever_is_foreign_is_noticed(foreign: str) -> None:
    assert needs_nothing_else(f"<p>{foreign}</p>")


def test_the_answer_comes_before_all_numbers(page: str) -> None:
    parts = ("answer", "changes", "targets", "kpis", "journey", "unknown", "trust", "assumptions", "limits")
    places = [page.index("<h1>"), *(page.index(f'<section id="{part}"') for part in parts)]
    assert places == sorted(places)
    assert page.index('id="answer"') < page.index("<table")


def test_the_answer_names_today_and_every_option(town_study: StudyResult, reader: PageReader) -> None:
    text = reader.text
    assert "Town hall: what the options would change" in text
    assert "Is one more clerk at the counter worth it?" in text
    assert "6 simulated periods of 2 days" in text
    assert "random seed 5" in text
    for expected in ("Today customers wait", "one more clerk A third and fourth clerk", "script it", "both"):
        assert expected in text
    assert text.count("Shortens the 90 % wait by") >= 2


def test_every_section_has_its_heading(reader: PageReader) -> None:
    names = ["answer", "changes", "targets", "best", "trade", "kpis", "journey", "waits", "day", "quality"]
    names += ["servqual", "gaps", "ratings", "segments"]
    places = [reader.text.index(WORDS(f"report.{name}")) for name in [*names, "assumptions", "limits"]]
    assert places == sorted(places)
    assert "Simulated and measured" not in reader.text


def test_all_kpis_with_their_definitions(town_study: StudyResult, reader: PageReader) -> None:
    everything = {row.kpi for group in ReportTables(town_study, WORDS).groups() for row in group.rows}
    for kpi in everything & set(MAIN):
        assert reader.text.count(WORDS(f"kpi.{kpi}")) >= 2
    assert f"All {len(everything)} KPIs with definitions" in reader.text
    assert WORDS("kpi.quality_between.definition") in reader.text


def test_the_assumptions_with_their_sources(town: Scenario, reader: PageReader) -> None:
    for default in town.defaults():
        assert default.meaning in reader.text
        assert default.source in reader.text
    assert "Source of the facts: assumption." in reader.text


def test_a_source_that_ends_with_a_full_stop_gets_no_second_one(town_study: StudyResult) -> None:
    told = town_study.scenario.model_copy(update={"source": "Brown et al. 2005, 36-50."})
    assert "36-50.</p>" in html_report(replace(town_study, scenario=told))


def test_who_made_it_from_what(town: Scenario, reader: PageReader) -> None:
    assert f"Made by servsim {__version__} from town_hall.yaml, scenario {fingerprint(town)[:12]}." in reader.text


def test_verdicts_on_the_targets(reader: PageReader) -> None:
    for text in ("90 % wait ≤ 15 min", "met on average", "missed on average", "too close to call"):
        assert text in reader.text


def test_an_early_end_is_told_at_the_top(town_study: StudyResult) -> None:
    page = html_report(replace(town_study, replications_asked=40))
    banner = "The run was stopped early: 6 of 40 periods are complete, and only these are counted."
    assert page.index(banner) < page.index('id="answer"')


def test_a_whole_run_has_no_such_banner(page: str) -> None:
    assert 'class="warning"' not in page


@pytest.mark.parametrize("name", VARIANTS)
def test_every_kind_of_scenario_has_its_report(name: str) -> None:
    page = page_of(name)
    reader = PageReader(page)
    assert reader.faults == []
    assert needs_nothing_else(page) == []
    assert len(reader.ids) == len(set(reader.ids))
    assert not re.search(r"\bnan\b|\binf\b|None|Undefined|\{\w*\}", reader.text.replace("{{ 7 * 7 }}", ""))
    assert len(re.findall(r"All \d+ KPIs", reader.text)) == 1


def test_without_options_there_is_nothing_to_compare() -> None:
    text = text_of("alone")
    assert "the service as it is today" in text
    for section in ("report.trade", "report.segments", "report.targets"):
        assert WORDS(section) not in text


def test_without_teams_there_is_no_queue_to_draw() -> None:
    text = text_of("self-service")
    assert "Today nobody waits" in text
    assert WORDS("report.day") not in text
    assert WORDS("report.quality") not in text


def test_texts_of_the_planner_are_only_text() -> None:
    text = text_of("hostile")
    assert "<script>alert(1)</script> {{ 7 * 7 }}: what the options would change" in text
    assert '"><img src=x onerror=alert(1)>' in text
    assert "<b>bold</b>" in text
    assert "[/x] $a_{$ <i>" in text


def test_teams_of_options_are_drawn_too() -> None:
    page = page_of("other parts")
    assert 'id="day-desk-figure_1"' in page
    assert 'id="day-helper-figure_1"' in page


def test_ranges_are_told_with_their_paths() -> None:
    text = text_of("ranges")
    assert WORDS("report.uncertain") in text
    assert "time.standard_saving" in text
    assert "0 – 0.35" in text


def test_write_report_writes_that_page_to_the_byte(town_study: StudyResult, page: str, tmp_path: Path) -> None:
    with really_drawn():
        path = write_report(town_study, tmp_path / "new" / "report.html", file="town_hall.yaml")
    assert path == tmp_path / "new" / "report.html"
    assert path.read_text(encoding="utf-8") == page


def test_a_scenario_without_a_name_is_a_service() -> None:
    assert text_of("alone").startswith("A service: the service as it is today")


def test_one_segment_is_not_set_against_itself() -> None:
    text = text_of("one agent")
    assert WORDS("report.segments") not in text
    assert WORDS("report.trade") in text
