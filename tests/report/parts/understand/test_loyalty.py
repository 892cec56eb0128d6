from dataclasses import replace

from servsim.measures.baseline.baseline import Baseline
from servsim.report.pages.page import html_report
from servsim.report.parts.understand.loyalty import loyalty_sentences
from servsim.study import StudyResult
from servsim.wording import wording
from tests.altered import with_values


def test_the_customer_base_in_words(town_study: StudyResult) -> None:
    result = town_study
    for kpi, value in (("customers_churned", 45.0), ("customer_base_next", 9021.4), ("customer_base_settled", 13200.0)):
        result = with_values(result, kpi, value)
    first, *others = loyalty_sentences(with_values(result, "clv", 81.234), wording())
    assert first == (
        "Today: 45 of 9,000 customers are lost a week (0.50 %). After a week there are 9,021. If every week were the "
        "same, the base would settle at 13,200. A customer is worth 81.23\u202fEUR."
    )
    assert len(others) == len(town_study.options) - 1


def test_what_is_not_stated_is_not_told(town_study: StudyResult, tiny_study: StudyResult) -> None:
    assert loyalty_sentences(tiny_study, wording()) == []
    assert wording()("report.loyalty") not in html_report(tiny_study)
    unknown = town_study
    for kpi in ("customer_base_next", "customer_base_settled", "clv"):
        unknown = with_values(unknown, kpi, float("nan"))
    assert loyalty_sentences(unknown, wording())[0].endswith("%).")


def test_matched_cuts_stand_among_the_assumptions(town_study: StudyResult) -> None:
    from servsim.feedback.rating.ratings import RATING_CUTS

    page = html_report(town_study)
    assert "Ratings were matched" not in page
    scenario = town_study.scenario.with_changes({"satisfaction.observed": {"csat": {"5": "100 %"}}})
    matched = html_report(replace(town_study, scenario=scenario, baseline=Baseline(cuts=RATING_CUTS)))
    assert "CSAT 2, 3, 4, 5 above: \u22120.500, \u22120.200, 0.100, 0.400." in matched
    assert "Likelihood to recommend 1 to 10" not in matched
