import numpy as np
import pytest

from servsim.measures.scopes import Scope
from servsim.report.pages.page import html_report
from servsim.report.parts.understand.journey_section import JourneySection, journey_section
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.altered import with_values
from tests.samples import smallest

LITTLE = np.array([-0.002, 0.001, 0.0, 0.002, -0.001, 0.0])
FACTS = {
    "kiosk": {"satisfaction": 0.4 + LITTLE},
    "counter": {
        "satisfaction": 0.12, "wait_mean": 4.0, "wait_too_long": 0.41, "abandonment_rate": 0.06, "balk_rate": 0.001,
        "turned_away_rate": 0.0, "lost_rate": 0.061,
    },
    "back_office": {"satisfaction": 0.3 - LITTLE, "wait_mean": 2.0, "wait_too_long": 0.1, "lost_rate": 0.0},
}  # fmt: skip


@pytest.fixture
def known(town_study: StudyResult) -> StudyResult:
    """Chosen facts today, and nothing changed by any option."""
    result = town_study
    for name, facts in FACTS.items():
        scope = Scope("touchpoint", name)
        for option in town_study.options:
            for kpi, value in facts.items():
                result = with_values(result, kpi, value, option, scope)
    return result


def section(result: StudyResult) -> JourneySection:
    found = journey_section(result, wording())
    assert found is not None
    return found


def told(result: StudyResult) -> str:
    return section(result).sentences.replace("\u202f", " ").replace("\u2212", "-")


def test_the_pain_point_by_name_with_its_reasons(known: StudyResult) -> None:
    assert told(known) == (
        "Customers are least happy at counter (satisfaction 0.12, where 0 is neutral): 41 % of those who wait there "
        "find the wait too long; 6 % give up there. No option clearly helps at that point."
    )


def test_what_is_not_clearly_better_is_named_too(known: StudyResult) -> None:
    swinging = 0.14 + 0.1 * np.array([-1, 1, -1, 1, -1, 1])
    result = with_values(known, "satisfaction", swinging, scope=Scope("touchpoint", "back_office"))
    assert "Not clearly better: back office." in told(result)
    assert "Not clearly better" not in told(known)


def test_the_longest_wait_and_most_losses_where_they_are_elsewhere(known: StudyResult) -> None:
    office = Scope("touchpoint", "back_office")
    result = with_values(with_values(known, "wait_mean", 9.0, scope=office), "lost_rate", 0.1, scope=office)
    assert "The longest wait is at back office: 9.0 min on average, too long for 10 %." in told(result)
    assert "Most are lost at back office: 10 % of the contacts there." in told(result)


def test_the_option_that_helps_most_at_that_point(known: StudyResult) -> None:
    counter = Scope("touchpoint", "counter")
    result = known
    for option, value in (("one_more_clerk", 0.2 + LITTLE), ("script_it", 0.0), ("both", 0.3 + LITTLE)):
        result = with_values(result, "satisfaction", value, option, counter)
    assert told(result).endswith("What helps most at that point: both (satisfaction higher by 0.18).")


def test_where_the_pain_goes_when_an_option_helps(known: StudyResult) -> None:
    result = with_values(known, "satisfaction", 0.35 + LITTLE, "both", Scope("touchpoint", "counter"))
    assert told(result).endswith("higher by 0.23). The lowest satisfaction is then at back office (0.30).")


def test_the_map_in_words(known: StudyResult) -> None:
    described = section(known).described.replace("\u202f", " ")
    assert described.startswith("1. kiosk: ")
    assert "satisfaction 0.12, wait 4.0 min" in described
    assert "6 % of the contacts lost." in described
    assert described.count("of the customers come") == 3


def test_options_touchpoint_by_touchpoint(known: StudyResult) -> None:
    result = with_values(known, "satisfaction", 0.05 + LITTLE, "script_it", Scope("touchpoint", "counter"))
    rows = section(result).options
    assert [row.label for row in rows] == ["kiosk", "counter", "back office"]
    counter = rows[1].cells
    assert [cell.value for cell in counter] == ["0.12", "0.12", "0.05", "0.12"]
    assert [cell.mark for cell in counter] == ["", "open", "worse", "open"]
    assert counter[2].change == "\u22120.07"


def test_one_step_is_a_sentence_without_a_map(tiny_study: StudyResult) -> None:
    found = section(tiny_study)
    assert found.sentences.startswith("The journey has one step, check in (satisfaction ")
    assert found.drawing == ""
    assert found.options == ()
    assert 'id="journey-figure' not in html_report(tiny_study)


def test_without_customers_there_is_no_journey() -> None:
    result = run(Scenario.model_validate(smallest(segments={"guests": {"arrivals": {"per_hour": 0}}})), replications=2)
    assert journey_section(result, wording()) is None
    assert wording()("report.journey") not in html_report(result)


def test_the_section_in_the_report(known: StudyResult) -> None:
    page = html_report(known)
    begin = page.index('<section id="journey"')
    assert page.index('id="kpis"') < begin < page.index(wording()("report.waits"))
    assert "Customers are least happy at counter" in page[begin:]
    assert f'role="img" aria-label="{section(known).described}"' in page
    assert 'id="journey-figure_1"' in page
    assert page.count('role="img"') == page.count('class="figure"')
