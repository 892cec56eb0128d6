import re
from collections.abc import Sequence

import numpy as np
import pytest

from servsim.measures.scopes import Scope
from servsim.report.figures.understand.gaps import CAUSES
from servsim.report.parts.decide.sentences import Sentences, readable
from servsim.study import StudyResult
from servsim.wording import wording
from tests.altered import with_targets, with_values

LITTLE = np.array([-0.02, 0.01, 0.0, 0.02, -0.01, 0.0])
SWINGING = np.array([-3.0, 3.0, -2.0, 2.0, -1.0, 1.0])
OPTION = "script_it"


def told(result: StudyResult) -> Sentences:
    return Sentences(result, wording())


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u2212", "-")


def changed(result: StudyResult, kpi: str, before: float, change: float | Sequence[float]) -> StudyResult:
    """Today ``before`` in every replication, the option by ``change`` (and a little) more."""
    today = with_values(result, kpi, before)
    return with_values(today, kpi, before + np.asarray(change) + LITTLE * abs(before) / 10, OPTION)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (150.0, r"labour costs 14\d to 15\d EUR more per period"),
        (-150.0, r"labour costs 14\d to 15\d EUR less per period"),
        (1.0, r"labour costs practically the same"),
        (SWINGING * 100 + 50, r"labour cost does not clearly change"),
    ],
)
def test_cost(town_study: StudyResult, change: float | Sequence[float], sentence: str) -> None:
    found = plain(told(changed(town_study, "labour_cost", 1000.0, change)).cost(OPTION))
    assert re.fullmatch(sentence, found), found


def test_today(town_study: StudyResult) -> None:
    numbers = {"wait_mean": 3.0, "wait_p90": 9.25, "csat": 3.75, "quality_variance": 0.0625, "labour_cost": 4253.0}
    numbers |= {"lost_rate": 0.03, "quality": 0.81}
    result = town_study
    for kpi, value in numbers.items():
        result = with_values(result, kpi, value)
    assert plain(told(result).today()) == (
        "Today customers wait 3.0 min on average, and nine in ten less than 9.2 min (the 90 % wait); 3.0 % of the "
        "contacts are lost; satisfaction (CSAT, 1 to 5) is 3.75; the quality of a contact (0 to 1) is 0.81, give or "
        "take 0.25 (standard deviation); a period costs 4,253 EUR of labour."
    )


def test_today_without_losses_and_without_queues(town_study: StudyResult) -> None:
    result = with_values(town_study, "lost_rate", 0.0)
    assert "lost" not in told(result).today()
    assert told(with_values(result, "wait_mean", np.nan)).today().startswith("Today nobody waits; ")


def test_names_and_targets_in_front_of_people(town_study: StudyResult) -> None:
    sentences = told(with_targets(town_study, wait_p90="<= 15 min", csat=">= 4.9"))
    assert [sentences.name(option) for option in town_study.options] == ["Today", "one more clerk", "script it", "both"]
    assert sentences.about("one_more_clerk") == "A third and fourth clerk in the busy hours."
    assert sentences.about("baseline") == sentences.about("both") == ""
    [wait, csat] = sentences.result.chances()
    assert sentences.target(wait) == "90 % wait ≤ 15 min"
    assert sentences.target(csat) == "Satisfaction rating (CSAT) ≥ 4.9"
    assert readable("< 3") == "< 3"


def test_nothing_known_is_told_as_no_clear_change(town_study: StudyResult) -> None:
    result = town_study
    for kpi in ("wait_mean", "wait_p90", "csat", "quality_variance", "labour_cost", "lost_rate"):
        result = with_values(with_values(result, kpi, np.nan), kpi, np.nan, OPTION)
    for segment in result.scenario.segments:
        result = with_values(result, "csat", np.nan, OPTION, Scope("segment", segment))
    text = told(result).option(OPTION)
    assert text == "No clear change of the 90 % wait and satisfaction; labour cost does not clearly change."
    assert "nan" not in told(result).today()


def test_an_option_in_one_sentence(town_study: StudyResult) -> None:
    result = changed(changed(town_study, "wait_p90", 9.0, -2.4), "labour_cost", 1000.0, 150.0)
    text = plain(told(result).option(OPTION))
    assert text.startswith("Shortens the 90 % wait by 2.4 min")
    assert re.search(r"; labour costs 14\d to 15\d EUR more per period\.$", text)


@pytest.mark.parametrize(
    ("causes", "sentence"),
    [
        ((-0.1, -0.3, -0.7, 0.0, 0.0), "Of the 1.10 points missing today against what customers want, 0.70 come fr"),
        (
            (0.0, 0.0, -0.5, 0.0, 0.3),
            "Today 0.20 points are missing against what customers want. 0.50 are lost by deliv",
        ),
        (
            (0.0, 0.0, -0.1, 0.0, 0.3),
            "Today customers get 0.20 points more than they want, although 0.10 are lost by deliv",
        ),
        ((0.0, 0.0, 0.0, 0.0, 0.3), "Today customers get 0.30 points more than they want, and no cause"),
        ((0.0, 0.0, 0.0, -0.4, 0.0), "Of the 0.40 points missing today against what customers want, 0.40 come fr"),
    ],
)
def test_where_the_gap_is_made(town_study: StudyResult, causes: Sequence[float], sentence: str) -> None:
    result = with_values(town_study, "servqual_gap", sum(causes))
    for cause, points in zip(CAUSES, causes, strict=True):
        result = with_values(result, f"gap_{cause}", points)
    assert plain(told(result).gap()).startswith(sentence)
