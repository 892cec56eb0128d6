"""What it costs: the cash table adds up, and nothing is told that was not stated."""

import pytest

from servsim.report.pages.page import html_report
from servsim.report.parts.understand.economics import CASH, cash_table, economics_sentences, states_money
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.altered import with_values
from tests.page_reader import PageReader
from tests.samples import town_hall

WORDS = wording()
STATED = {"costs": {"training": {"kind": "prevention", "fixed": 10_400, "per_week": 300}}, "audit_hours": 4}
OPTION = "one_more_clerk"


@pytest.fixture(scope="module")
def stated() -> StudyResult:
    return run(Scenario.model_validate(town_hall(economics=STATED)), replications=6, seed=5)


def told(result: StudyResult, **values: float) -> list[str]:
    for kpi, value in values.items():
        result = with_values(result, kpi, value)
    return economics_sentences(result, WORDS)


def test_the_lines_of_the_table_lead_from_revenue_to_profit(stated: StudyResult) -> None:
    lines = [row.kpi for row in cash_table(stated, WORDS).rows]
    assert lines == [kpi for kpi in CASH if kpi not in ("compensation_cost", "waiting_cost")]
    means = {kpi: stated.interval(kpi).mean for kpi in lines}
    assert means["profit"] == pytest.approx(means["revenue"] - sum(means[kpi] for kpi in lines[1:-2]))
    assert all(cell.change for row in cash_table(stated, WORDS).rows for cell in row.cells[1:])


def test_today_in_words(stated: StudyResult) -> None:
    costs = {
        "cost_prevention": 140.0,
        "cost_appraisal": 60.0,
        "cost_internal_failure": 30.0,
        "cost_of_churn": 500.0,
    }
    first, *others = told(stated, profit=5200.0, cost_external_failure=770.0, **costs)
    assert first == (
        "Today: a period leaves a profit of 5,200\u202fEUR. Failure costs 800\u202fEUR (500\u202fEUR of it "
        "for customers lost); 200\u202fEUR are spent to prevent and to find it."
    )
    assert len(others) == len(stated.options) - 1


@pytest.mark.parametrize(
    ("more", "way"),
    [
        (150.0, "150\u202fEUR more than today (150 to 150\u202fEUR)."),
        (-150.0, "150\u202fEUR less than today (150 to 150\u202fEUR)."),
        (0.0, "not clearly different from today."),
    ],
)
def test_an_option_against_today(stated: StudyResult, more: float, way: str) -> None:
    result = with_values(with_values(stated, "profit", 900.0), "profit", 900.0 + more, OPTION)
    sentence = economics_sentences(result, WORDS)[result.index_of(OPTION)]
    assert sentence.startswith(f"one more clerk: a period leaves a profit of {900 + more:,.0f}\u202fEUR, {way}")


def test_where_no_loss_of_customers_is_counted_none_is_told(stated: StudyResult) -> None:
    assert "customers lost" not in told(stated, cost_of_churn=0.0)[0]


def test_without_a_margin_there_is_no_profit_to_tell(stated: StudyResult) -> None:
    result = with_values(stated, "profit", float("nan"))
    assert economics_sentences(result, WORDS)[0].startswith("Today: Failure costs ")


def test_the_page_says_that_the_views_overlap(stated: StudyResult) -> None:
    page = html_report(stated)
    assert PageReader(page).faults == []
    assert "never add them" in page
    assert page.index(WORDS("report.loyalty")) < page.index(WORDS("report.economics"))


def test_twin_a_service_that_states_wages_only_has_no_such_section(town_study: StudyResult) -> None:
    assert not states_money(town_study)
    assert economics_sentences(town_study, WORDS) == []
    assert WORDS("report.economics") not in html_report(town_study)
