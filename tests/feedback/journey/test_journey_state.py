"""Notes of a journey: as it was, as it would have been without defects, and what answering a complaint changes."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.rules.outcomes import PATIENCE, SERVED
from servsim.feedback.journey.complaints import Recovery, complaint_probability
from servsim.feedback.journey.journey import JourneySummary, whole_satisfaction
from servsim.feedback.journey.journey_state import (
    FLAWLESS,
    NOTES,
    SERVED_LAST,
    TOTAL,
    hear,
    journey_felt,
    journey_in_the_end,
    note_answer,
    note_encounter,
    note_end,
    odds_of_complaint,
    return_in_the_end,
)
from servsim.feedback.journey.loyalty import return_probability
from servsim.feedback.judgement import Criteria

CRITERIA = Criteria(recovery=Recovery(1, 60.0, 0.8, 0.5, -0.2))
FELT = st.floats(-1.0, 1.0)
PAIRS = st.lists(st.tuples(FELT, FELT).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=6)


def journey(pairs: list[tuple[float, float]]) -> list[float]:
    journey_state = [0.0] * NOTES
    for felt, flawless in pairs:
        note_encounter(journey_state, 0, felt, flawless)
    return journey_state


def answer(
    outcome: int = SERVED, resolved: bool = True, joined: float = 100.0, ended: float = 130.0
) -> SimpleNamespace:
    return SimpleNamespace(touchpoint=1, segment=0, cause=outcome, resolved=resolved, joined=joined, ended=ended)


@given(pairs=PAIRS)
def test_a_journey_is_felt_by_its_mean_best_worst_and_last(pairs: list[tuple[float, float]]) -> None:
    for first, side in ((TOTAL, 0), (FLAWLESS, 1)):
        felt = [pair[side] for pair in pairs]
        expected = whole_satisfaction(JourneySummary(sum(felt) / len(felt), max(felt), min(felt), felt[-1]))
        assert journey_felt(journey(pairs), first, CRITERIA) == pytest.approx(expected, abs=1e-12)


@given(pairs=PAIRS)
def test_without_a_complaint_nothing_is_repaired(pairs: list[tuple[float, float]]) -> None:
    journey_state = journey(pairs)
    felt = journey_felt(journey_state, TOTAL, CRITERIA)
    assert journey_in_the_end(journey_state, CRITERIA) == felt
    assert return_in_the_end(journey_state, CRITERIA) == return_probability(felt)


@pytest.mark.parametrize(
    ("answers", "share"),
    [
        ([answer()], 0.8),
        ([answer(ended=160.0)], 0.8),
        ([answer(ended=160.1)], 0.5),
        ([answer(resolved=False)], -0.2),
        ([answer(outcome=PATIENCE)], -0.2),
        ([answer(resolved=False), answer(joined=150.0, ended=159.0)], 0.8),
        ([answer(resolved=False), answer(joined=900.0, ended=930.0)], 0.5),
    ],
)
def test_the_answer_decides_what_is_repaired(answers: list[SimpleNamespace], share: float) -> None:
    journey_state = journey([(-0.6, 0.4)])
    for row in answers:
        note_answer(journey_state, row)
    assert journey_in_the_end(journey_state, CRITERIA) == pytest.approx(-0.6 + share * 1.0, abs=1e-12)


@given(pairs=PAIRS)
def test_a_full_recovery_restores_the_flawless_journey_exactly(pairs: list[tuple[float, float]]) -> None:
    """T6.3."""
    journey_state, criteria = journey(pairs), Criteria(recovery=Recovery(1, 60.0, 1.0, 1.0, 1.0))
    note_answer(journey_state, answer())
    assert journey_in_the_end(journey_state, criteria) == journey_felt(journey_state, FLAWLESS, criteria)
    assert return_in_the_end(journey_state, criteria) == return_probability(
        journey_felt(journey_state, FLAWLESS, criteria)
    )


@given(pairs=PAIRS, share=st.floats(-2.0, 2.0))
def test_nobody_returns_more_gladly_than_from_a_flawless_journey(
    pairs: list[tuple[float, float]], share: float
) -> None:
    journey_state, criteria = journey(pairs), Criteria(recovery=Recovery(1, 60.0, share, share, share))
    note_answer(journey_state, answer())
    assert return_in_the_end(journey_state, criteria) <= return_probability(
        journey_felt(journey_state, FLAWLESS, criteria)
    )


def test_twin_a_paradox_in_satisfaction_there_can_be() -> None:
    journey_state, criteria = journey([(-0.6, 0.4)]), Criteria(recovery=Recovery(1, 60.0, 1.2, 1.2, 1.2))
    note_answer(journey_state, answer())
    assert journey_in_the_end(journey_state, criteria) > journey_felt(journey_state, FLAWLESS, criteria)


def test_an_answer_is_no_part_of_the_journey_it_is_about() -> None:
    journey_state = journey([(-0.6, 0.4)])
    before = journey_felt(journey_state, TOTAL, CRITERIA)
    hear(answer(), 1.0, 1.0, journey_state, CRITERIA.recovery)
    assert journey_felt(journey_state, TOTAL, CRITERIA) == before


def test_the_odds_are_those_of_the_journey() -> None:
    assert odds_of_complaint([0.0] * NOTES, CRITERIA) == 0.0
    journey_state = journey([(-0.6, 0.4), (0.2, 0.2)])
    assert odds_of_complaint(journey_state, CRITERIA) == complaint_probability(
        journey_felt(journey_state, TOTAL, CRITERIA)
    )


def test_the_latest_encounter_decides_whether_a_journey_was_served_to_the_end() -> None:
    journey_state, ends = [0.0] * NOTES, []
    for touchpoint, outcome in ((0, SERVED), (1, PATIENCE), (0, PATIENCE), (1, SERVED), (2, SERVED)):
        note_end(journey_state, SimpleNamespace(touchpoint=touchpoint, cause=outcome), CRITERIA.recovery)
        ends.append(journey_state[SERVED_LAST])
    assert ends == [1.0, 1.0, 0.0, 0.0, 1.0]  # touchpoint 1 is where complaints are answered
