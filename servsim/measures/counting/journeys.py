"""What the journeys of one replication come to: a journey is all that a customer lives through in it.

Plain scalar Python like :mod:`servsim.measures.counting.accumulate`. While encounters are added up, each is noted with
its customer (:mod:`servsim.feedback.journey.journey_state`); when all have been seen, every journey is closed once: how
it was as a whole, after a complaint was answered too, and whether the customer will come back.
"""

from typing import Any

from servsim.feedback.block import Judging
from servsim.feedback.journey.complaints import Recovery
from servsim.feedback.journey.journey_state import (
    ANSWERED,
    ASKED,
    COMPLAINED,
    ENCOUNTERS,
    SEGMENT,
    SERVED_LAST,
    journey_in_the_end,
    return_in_the_end,
)
from servsim.feedback.judgement import Criteria
from servsim.measures.counting.counters import JOURNEY, Sums


def close_journeys(judging: Judging, customers: int, sums: Sums) -> None:
    """Close the journey of every one of so many customers who rated an encounter."""
    for customer in range(customers):
        journey_state = judging.journey_state[customer]
        if journey_state[ENCOUNTERS] > 0.0:
            close_journey(sums.journeys[int(journey_state[SEGMENT])], journey_state, judging.tables.criteria)


def close_journey(into: Any, journey_state: Any, criteria: Criteria) -> None:
    """Add a journey to those of its segment."""
    into[JOURNEY.journeys] += 1.0
    into[JOURNEY.journey_satisfaction] += journey_in_the_end(journey_state, criteria)
    into[JOURNEY.returning] += return_in_the_end(journey_state, criteria)
    into[JOURNEY.completed] += journey_state[SERVED_LAST]
    if journey_state[COMPLAINED] > 0.0:
        add_complaint(into, journey_state, criteria.recovery)


def add_complaint(into: Any, journey_state: Any, recovery: Recovery) -> None:
    """Add what became of a complaint."""
    into[JOURNEY.complaints] += 1.0
    if journey_state[ANSWERED] >= 0.0:
        into[JOURNEY.recovered] += 1.0
        if journey_state[ANSWERED] - journey_state[ASKED] <= recovery.quick_within:
            into[JOURNEY.recovered_quickly] += 1.0
