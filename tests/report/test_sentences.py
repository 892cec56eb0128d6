import re
from collections.abc import Sequence

import numpy as np
import pytest
from altered import with_targets, with_values

from servsim.report.figures.gaps import CAUSES
from servsim.report.sentences import Sentences, direction, readable
from servsim.study import StudyResult
from servsim.study.intervals import Interval
from servsim.study.scopes import Scope
from servsim.wording import wording

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
    ("interval", "way"),
    [
        (Interval(-2.0, -3.0, -1.0, 9), "lower"),
        (Interval(2.0, 1.0, 3.0, 9), "higher"),
        (Interval(2.0, -1.0, 5.0, 9), "open"),
        (Interval(0.0, 0.0, 0.0, 9), "open"),
        (Interval(np.nan, np.nan, np.nan, 0), "open"),
        (Interval(2.0, -np.inf, np.inf, 1), "open"),
    ],
)
def test_which_way_a_difference_goes(interval: Interval, way: str) -> None:
    assert direction(interval) == way


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (-2.4, r"The average wait falls by 2\.4 min \(2\.\d to 2\.\d min\);"),
        (2.4, r"The average wait rises by 2\.4 min \(2\.\d to 2\.\d min\);"),
        (SWINGING, r"The average wait does not clearly change;"),
    ],
)
def test_the_wait_first(town_study: StudyResult, change: float | Sequence[float], sentence: str) -> None:
    text = plain(told(changed(town_study, "wait_mean", 5.0, change)).option(OPTION))
    assert re.match(sentence, text), text
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (0.25, r"satisfaction \(CSAT\) rises by 0\.25 \(0\.2\d to 0\.2\d\);"),
        (-0.25, r"satisfaction \(CSAT\) falls by 0\.25 \(0\.2\d to 0\.2\d\);"),
        (SWINGING, r"satisfaction \(CSAT\) does not clearly change;"),
    ],
)
def test_satisfaction(town_study: StudyResult, change: float | Sequence[float], sentence: str) -> None:
    assert re.search(sentence, plain(told(changed(town_study, "csat", 4.0, change)).option(OPTION)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (-0.01, "quality becomes more even (variance 20 % lower)"),
        (0.01, "quality becomes less even (variance 20 % higher)"),
        (SWINGING, "the evenness of quality does not clearly change"),
        (-0.0001 - LITTLE / 200, "the evenness of quality does not clearly change"),  # clear, but too small to mention
    ],
)
def test_quality_variance(town_study: StudyResult, change: float | Sequence[float], sentence: str) -> None:
    assert sentence in told(changed(town_study, "quality_variance", 0.05, change)).option(OPTION)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (150.0, r"labour costs 150 EUR more per period\."),
        (-150.0, r"labour costs 150 EUR less per period\."),
        (1.0, r"labour costs the same\."),
        (SWINGING * 100 + 50, r"labour cost does not clearly change\."),
    ],
)
def test_cost_last(town_study: StudyResult, change: float | Sequence[float], sentence: str) -> None:
    assert re.search(sentence + "$", plain(told(changed(town_study, "labour_cost", 1000.0, change)).option(OPTION)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (-0.05, "lost contacts fall by 5.0 percentage points"),
        (0.05, "lost contacts rise by 5.0 percentage points"),
        (SWINGING / 10, None),
        (0.0005, None),
    ],
)
def test_lost_contacts_when_they_clearly_change(
    town_study: StudyResult, change: float | Sequence[float], sentence: str | None
) -> None:
    text = told(changed(town_study, "lost_rate", 0.1, change)).option(OPTION)
    assert (sentence in text) if sentence else ("lost contacts" not in text)


def test_today(town_study: StudyResult) -> None:
    numbers = {"wait_mean": 3.0, "wait_p90": 9.25, "csat": 3.75, "quality_variance": 0.0625, "labour_cost": 4253.0}
    numbers["lost_rate"] = 0.03
    result = town_study
    for kpi, value in numbers.items():
        result = with_values(result, kpi, value)
    assert plain(told(result).today()) == (
        "Today customers wait 3.0 min on average (90 % wait 9.2 min), 3.0 % of the contacts are lost, 3.75 is the "
        "satisfaction rating (CSAT, 1 to 5), quality varies with a standard deviation of 0.25, and a period costs "
        "4,253 EUR of labour."
    )


def test_today_without_losses_and_without_queues(town_study: StudyResult) -> None:
    result = with_values(town_study, "lost_rate", 0.0)
    assert "lost" not in told(result).today()
    assert told(with_values(result, "wait_mean", np.nan)).today().startswith("Today nobody waits, ")


def by_segment(result: StudyResult, walk_in: float, regulars: float) -> StudyResult:
    for segment, change in (("walk_in", walk_in), ("regulars", regulars)):
        scope = Scope("segment", segment)
        result = with_values(result, "csat", 4.0, scope=scope)
        result = with_values(result, "csat", 4.0 + change + LITTLE, OPTION, scope)
    return result


def test_who_gains_and_who_loses(town_study: StudyResult) -> None:
    text = told(by_segment(town_study, 0.4, -0.25)).segments(OPTION)
    assert plain(text) == "Walk in gain most in satisfaction (+0.40), regulars lose most (-0.25)."


@pytest.mark.parametrize(("walk_in", "regulars"), [(0.4, 0.2), (-0.4, -0.2), (0.0, 0.0), (0.4, 0.0)])
def test_when_nobody_gains_or_nobody_loses_segments_are_not_set_against_each_other(
    town_study: StudyResult, walk_in: float, regulars: float
) -> None:
    assert told(by_segment(town_study, walk_in, regulars)).segments(OPTION) == ""


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
    for kpi in ("wait_mean", "csat", "quality_variance", "labour_cost", "lost_rate"):
        result = with_values(with_values(result, kpi, np.nan), kpi, np.nan, OPTION)
    text = told(result).option(OPTION)
    assert text == (
        "The average wait does not clearly change; satisfaction (CSAT) does not clearly change; "
        "the evenness of quality does not clearly change; labour cost does not clearly change."
    )
    assert "nan" not in told(result).today()


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
