"""What a customer feels while a replication runs, as far as it decides who complains: plain scalar Python.

It is the same feeling, from the same source, that is rated and added up afterwards.
"""

from typing import Any

from servsim.delivery.rules.outcomes import is_rated, wait_min
from servsim.feedback.journey.journey_state import hear, odds_of_complaint
from servsim.feedback.judgement import Perspective, RatingTables, feel, learn, met_in


def meet(notes: tuple[RatingTables, Any, Any], customer: int, segment: int) -> None:
    """A customer who has met nothing yet, and predicts what the segment does."""
    tables, journeys, predicted = notes
    for note in range(len(journeys[customer])):
        journeys[customer][note] = 0.0
    for dimension in range(len(predicted[customer])):
        predicted[customer][dimension] = tables.predicted[segment][dimension]


def after(notes: tuple[RatingTables, Any, Any], row: Any, gone: bool) -> float:
    """The customer feels an encounter that is over; the probability of a complaint when the journey is, too."""
    tables, journeys, predicted = notes
    if is_rated(row.cause):
        note_feeling(row, tables, journeys[row.customer], predicted[row.customer])
    return odds_of_complaint(journeys[row.customer], tables.criteria) if gone else 0.0


def note_feeling(row: Any, tables: RatingTables, journey_state: Any, predicted: Any) -> None:
    """Feel an encounter, and note it with the journey."""
    wait = wait_min(row.cause, row.joined, row.started, row.ended)
    criteria = tables.criteria
    view = Perspective(tables.settings[row.touchpoint], tables.segments[row.segment], predicted)
    felt = feel(met_in(row, wait), view, criteria)
    learn(predicted, felt.perceived, view.segment.adjustment)
    hear(row, felt.satisfaction, felt.satisfaction, journey_state, criteria.recovery)
