import numpy as np
import pytest
from altered import with_targets, with_values

from servsim.report.comparison import behind, comparison_sentences, rankings, verdict
from servsim.report.figures.style import option_label
from servsim.report.page import html_report
from servsim.study import StudyResult
from servsim.wording import wording

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


def test_the_winner_and_the_others_are_told(clear: StudyResult) -> None:
    found = clear.best("wait_mean")
    told = verdict(found, WORDS)
    name = option_label(found.options[0], WORDS)
    assert found.able == (clear.options[1],)
    assert told == f"{WORDS('kpi.wait_mean')}: {name} is the best."
    wait = behind(found, WORDS, "EUR")
    assert wait.startswith(name)
    assert wait.count("against the best other") == len(clear.options)


def test_who_cannot_be_told_apart_is_named(clear: StudyResult) -> None:
    one, other, *_ = clear.best("wait_mean").options
    several = clear.best("wait_mean")._replace(able=(one, other), options=(one, other, "third"))
    assert verdict(several, WORDS).endswith(f"told apart: {option_label(one, WORDS)}, {option_label(other, WORDS)}.")
    everybody = several._replace(options=(one, other))
    assert verdict(everybody, WORDS).endswith("no option can be told to be worse than the best.")


def test_the_report_has_the_section_when_there_is_something_to_compare(clear: StudyResult) -> None:
    page = html_report(clear)
    assert WORDS("report.best") in page
    assert len(list(comparison_sentences(clear, WORDS))) == 2
    assert "cannot be told apart" in page or "is the best." in page or "no option can be told" in page
