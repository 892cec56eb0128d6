"""What becomes of complaints, in words."""

import pytest

from servsim.report.pages.page import html_report
from servsim.report.parts.understand.complaints import complaints_sentences
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.altered import with_values
from tests.samples import town_hall

WORDS = wording()


@pytest.fixture(scope="module")
def heard() -> StudyResult:
    raw = town_hall(
        complaints={"touchpoint": "answers", "delay": "30 min", "quick_within": "45 min"},
        clock={"open": "09:00", "close": "12:30", "days": 10, "days_per_week": 5},
    )
    raw["touchpoints"]["answers"] = {"team": "office", "handling": "10 min"}
    return run(Scenario.model_validate(raw), replications=3, seed=5)


def test_today_in_words(heard: StudyResult) -> None:
    result, values = heard, {"complaints": 46.0, "journeys": 1000.0, "recovery_rate": 0.8, "quick_recovery_rate": 0.55}
    for kpi, value in (values | {"compensation_cost": 900.0}).items():
        result = with_values(result, kpi, value)
    first, *others = complaints_sentences(result, WORDS)
    assert first == (
        "Today: 23 complaints a week (4.6\u202f% of the journeys); 80.0\u202f% of them are answered well, 55.0\u202f% "
        "well and within 45 min. Compensation costs 450\u202fEUR a week."
    )
    assert len(others) == len(heard.options) - 1
    assert complaints_sentences(with_values(result, "complaints", 5.0), WORDS)[0].startswith("Today: 2.5 complaints")


def test_nobody_complains(heard: StudyResult) -> None:
    assert complaints_sentences(with_values(heard, "complaints", 0.0), WORDS)[0] == "Today: nobody complains."


def test_the_page_claims_nothing_that_was_not_simulated(heard: StudyResult) -> None:
    page = html_report(heard)
    assert WORDS("report.complaints") in page
    assert "What answering them saved is not told here" in page


def test_twin_where_nobody_hears_complaints_there_is_no_such_section(town_study: StudyResult) -> None:
    assert complaints_sentences(town_study, WORDS) == []
    assert WORDS("report.complaints") not in html_report(town_study)
