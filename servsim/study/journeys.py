"""What the journeys of one replication come to: a journey is all that a customer lives through in it.

Plain scalar Python like :mod:`servsim.study.sums`. While encounters are added up, each is noted with its customer; when
all have been seen, every journey is closed once: how it was as a whole, and whether the customer will come back.
"""

from typing import Any

from servsim.feedback.journey import Lived, whole_satisfaction
from servsim.feedback.judgement import Criteria
from servsim.feedback.loyalty import return_probability
from servsim.study.ledger import BEST, ENCOUNTERS, JOURNEYS, LAST, RETURNING, SEGMENT, TOTAL, WHOLE, WORST, Sums


def note_encounter(lived: Any, segment: int, satisfaction: float) -> None:
    """Note a rated encounter with its customer; encounters come in the order in which they were lived."""
    if lived[ENCOUNTERS] == 0.0:
        lived[SEGMENT] = segment
        lived[BEST] = lived[WORST] = satisfaction
    elif satisfaction > lived[BEST]:
        lived[BEST] = satisfaction
    elif satisfaction < lived[WORST]:
        lived[WORST] = satisfaction
    lived[ENCOUNTERS] += 1.0
    lived[TOTAL] += satisfaction
    lived[LAST] = satisfaction


def close_journeys(criteria: Criteria, sums: Sums) -> None:
    """Close the journey of every customer who rated an encounter."""
    for customer in range(len(sums.lived)):
        lived = sums.lived[customer]
        if lived[ENCOUNTERS] > 0.0:
            close_journey(sums.journeys[int(lived[SEGMENT])], journey_of(lived, criteria), criteria)


def journey_of(lived: Any, criteria: Criteria) -> float:
    """Satisfaction with a journey as a whole (S_J), -1..1, from what was noted of it."""
    parts = Lived(lived[TOTAL] / lived[ENCOUNTERS], lived[BEST], lived[WORST], lived[LAST])
    return whole_satisfaction(parts, criteria.journey)


def close_journey(into: Any, satisfaction: float, criteria: Criteria) -> None:
    """Add a journey to those of its segment.

    What changes a customer's mind after the last encounter (an answered complaint) changes ``satisfaction`` before.
    """
    into[JOURNEYS] += 1.0
    into[WHOLE] += satisfaction
    into[RETURNING] += return_probability(satisfaction, criteria.returning)
