"""One encounter, judged by the defaults, against the formulas written down a second time."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.feedback import JUDGED
from servsim.feedback.judgement import Criteria, Perspective, RatingDraws, Setting, judge
from servsim.feedback.perception.servqual import DESIRED_BASE, Experience, predicted_level
from servsim.feedback.satisfaction.segment_preferences import SegmentPreferences
from servsim.records import plain_rows
from tests.feedback.scalar_rating import Facts, likely, rated, stars

SHARE = st.floats(0.0, 1.0)
MOODS = st.builds(RatingDraws, st.floats(-4.0, 4.0), st.floats(-4.0, 4.0), SHARE)
FACTS = st.builds(
    Facts,
    served=st.booleans(),
    wait=st.floats(0.0, 100.0),
    tolerated=st.floats(0.1, 60.0),
    quality=SHARE,
    fit=SHARE,
    personalization=SHARE,
    defect=st.booleans(),
    skill=st.floats(0.3, 1.5),
    load=SHARE,
)


def judged(facts: Facts, rating_draws: RatingDraws) -> Any:
    experience = Experience(
        quality=facts.quality,
        fit=facts.fit,
        personalization=facts.personalization,
        defect=facts.defect,
        skill=facts.skill,
        load=facts.load,
        wait_min=facts.wait,
        served=facts.served,
    )
    [row], segment = plain_rows(JUDGED, 1), SegmentPreferences(facts.tolerated)
    view = Perspective(Setting(), segment, predicted_level(segment.expectation))
    judge(row, experience, view, rating_draws, Criteria())
    return row


@given(FACTS, MOODS)
def test_an_encounter_is_judged_by_the_formulas(facts: Facts, rating_draws: RatingDraws) -> None:
    found, expected = judged(facts, rating_draws), rated(facts)
    assert found.perceived == pytest.approx(expected.perceived)
    assert found.gap == pytest.approx([p - e for p, e in zip(expected.perceived, DESIRED_BASE, strict=True)], abs=1e-12)
    assert found.servqual_gap == pytest.approx(expected.servqual_gap, abs=1e-12)
    assert found.servperf == pytest.approx(expected.servperf)
    assert found.satisfaction == pytest.approx(expected.satisfaction, abs=1e-12)
    assert found.response_probability == pytest.approx(expected.response)
    assert found.complaint_probability == pytest.approx(expected.complains)


@given(FACTS, MOODS)
def test_what_is_said_and_done_follows_from_the_feeling_and_the_moods(facts: Facts, rating_draws: RatingDraws) -> None:
    found = judged(facts, rating_draws)
    assert found.csat == stars(found.satisfaction, rating_draws.csat)
    assert found.recommend == likely(found.satisfaction, rating_draws.recommend)
    assert found.responded == (rating_draws.respond < found.response_probability)


@given(FACTS, MOODS)
def test_too_long_is_a_perceived_wait_beyond_the_tolerated_one(facts: Facts, rating_draws: RatingDraws) -> None:
    assert judged(facts, rating_draws).waited_too_long == (facts.wait * 1.36 / facts.tolerated > 1.0)
