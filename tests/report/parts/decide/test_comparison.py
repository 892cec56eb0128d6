import numpy as np
import pytest

from servsim.measures.intervals import paired_difference
from servsim.report.pages.page import html_report
from servsim.report.parts.decide.comparison import drawn_kpis, lead, rankings
from servsim.study import StudyResult
from servsim.wording import wording
from tests.altered import with_targets, with_values

WORDS = wording()


@pytest.fixture
def clear(town_study: StudyResult) -> StudyResult:
    """A result in which the wait under one option is far shorter."""
    option = town_study.options[1]
    shorter = town_study.values("wait_mean") - 3 + 0.01 * np.arange(town_study.replications)
    return with_targets(with_values(town_study, "wait_mean", shorter, option), wait_mean="<= 3 min", csat=">= 4")


def test_all_kpis_that_decide_are_ranked_at_once(clear: StudyResult) -> None:
    found = rankings(clear)
    assert [one.kpi for one in found] == ["wait_mean", "csat"]
    assert {one.confidence for one in found} == {0.975}
    assert clear.best("wait_mean").confidence == pytest.approx(0.95)
    alone, shared = clear.best("wait_mean").against_best[1], found[0].against_best[1]
    assert shared.high >= alone.high


def test_a_kpi_without_a_better_direction_is_not_ranked(town_study: StudyResult) -> None:
    assert rankings(with_targets(town_study, occupancy="<= 80 %")) == []


def test_the_leader_is_told_with_what_it_is_ahead(clear: StudyResult) -> None:
    found = clear.best("wait_mean")
    first, second = (clear.values("wait_mean", option) for option in found.options[:2])
    ahead, alone = lead(clear, found), paired_difference(first, second).difference
    assert ahead.high < 0
    assert ahead.mean == pytest.approx(first.mean() - second.mean())
    assert ahead.half_width > 1.5 * alone.half_width, "it holds for all six pairs at once"


def test_the_chart_shows_the_targets_first_and_what_moves(clear: StudyResult, tiny_study: StudyResult) -> None:
    assert drawn_kpis(clear) == ("wait_mean", "csat", "wait_p90", "quality_variance", "labour_cost")
    assert drawn_kpis(with_targets(clear, occupancy="<= 80 %"))[0] == "wait_p90"
    unpaid = with_values(tiny_study, "labour_cost", 0.0)
    assert "labour_cost" in drawn_kpis(with_values(unpaid, "labour_cost", 1.0, "one_more"))
    assert "labour_cost" not in drawn_kpis(with_values(unpaid, "labour_cost", 0.0, "one_more"))


def test_the_report_has_the_section_when_there_is_something_to_compare(clear: StudyResult) -> None:
    page = html_report(clear)
    assert WORDS("report.best.note") in page
    assert WORDS("report.best.note") not in html_report(with_targets(clear, occupancy="<= 80 %"))
