"""What the report says about the survey, from the counts of the answers by hand."""

from dataclasses import replace

import numpy as np
import pytest

from servsim.feedback.rating.net_promoter import net_promoter
from servsim.measures.profile import Profile
from servsim.report.figures import survey_over_weeks
from servsim.report.parts.understand.survey import reading, survey_sentences
from servsim.study import StudyResult
from servsim.wording import wording
from tests.altered import with_values


def with_answers(result: StudyResult, csat: list[float], recommend: list[float]) -> StudyResult:
    """Other counts of answers in all replications together, under today's service."""
    first = result.profiles[0]
    altered: Profile = replace(
        first,
        csat=np.array([first.csat[0], csat]),
        recommend=np.array([first.recommend[0], recommend]),
    )
    return replace(result, profiles=(altered, *result.profiles[1:]))


@pytest.fixture
def known(town_study: StudyResult) -> StudyResult:
    replications = town_study.profiles[0].replications
    counts = [10.0 * replications * share for share in (1, 0, 2, 3, 4)]
    scores = [0.0] * 6 + [21.0 * replications, 0, 37.0 * replications, 0, 42.0 * replications]
    result = with_answers(town_study, counts, scores)
    for kpi, value in (("csat", 3.5), ("csat_measured", 3.9), ("nps", 10.0), ("nps_measured", 21.0)):
        result = with_values(result, kpi, value)
    return with_values(result, "response_rate", 0.25)


def test_answers_and_margins_of_a_week(known: StudyResult) -> None:
    """The town hall's period is two days of a week of seven: 100 answers in a period are 350 a week."""
    csat, nps = reading(known, "csat"), reading(known, "nps")
    assert csat is not None
    assert nps is not None
    assert csat.answers == nps.answers == pytest.approx(350.0)
    expected = float(net_promoter(42.0, 37.0, 21.0).standard_error) * np.sqrt(100 / 350)
    assert nps.margin(1.0) == pytest.approx(1.959964 * expected, rel=1e-6)
    assert nps.margin(4.0) == pytest.approx(nps.margin(1.0) / 2)
    assert csat.deviation == pytest.approx(np.sqrt(0.1 * 8.41 + 0.2 * 0.81 + 0.3 * 0.01 + 0.4 * 1.21))


def test_the_sentences_tell_bias_margin_and_weeks(known: StudyResult) -> None:
    told = "\n".join(survey_sentences(known, wording()))
    assert "About 350 customers answer in a week (25.0\u202f% of the rated contacts)." in told
    assert "CSAT is truly 3.50; the survey says 3.90 (+0.40 by who answers)." in told
    assert "within ± 0.13 of that" in told
    assert "change of CSAT by 0.1 with a probability of 80 %, it takes 2,339 answers" in told
    assert "7 weeks each" in told
    assert "The net promoter score is truly 10.0\u202fpoints; the survey says 21.0\u202fpoints (+11.0" in told


def test_a_survey_that_nobody_answers(known: StudyResult) -> None:
    silent = with_answers(known, [0.0] * 5, [0.0] * 11)
    assert survey_sentences(silent, wording()) == ["Nobody answers the survey, so it tells nothing."]
    assert not survey_over_weeks(silent).lines


def test_the_band_narrows_around_the_measured_value(known: StudyResult) -> None:
    ax = survey_over_weeks(known, kind="nps")
    assert [line.get_ydata()[0] for line in ax.lines] == pytest.approx([21.0, 10.0])  # type: ignore[index]
    height = np.array(ax.collections[0].get_paths()[0].vertices)[:, 1]
    assert height.max() - 21.0 == pytest.approx(21.0 - height.min())
