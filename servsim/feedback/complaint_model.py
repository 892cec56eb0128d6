"""Who complains while a replication runs: each encounter is felt when it is over, the journey at its end.

It is the same feeling, from the same source, that is rated and added up afterwards; here it only decides who complains.
"""

from typing import Any

import numpy as np

from servsim.delivery.rules.outcomes import is_rated, wait_min
from servsim.feedback.journey.journey_state import NOTES, hear, odds_of_complaint
from servsim.feedback.judgement import Perspective, RatingTables, feel, learn, met_in
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.tables import plain_tables_of, tables_of


class ComplaintModel:
    """Decides who complains, for both engines (:class:`servsim.delivery.hooks.Hook`)."""

    name = "complaints"

    def __init__(self, ratings: RatingPlan) -> None:
        self.tables, self.plain_tables = tables_of(ratings), plain_tables_of(ratings)

    def meet(self, notes: Any, customer: int, segment: int) -> None:
        """As :func:`meet`."""
        meet(notes, customer, segment)

    def after(self, notes: Any, row: Any, gone: bool) -> float:
        """As :func:`after`."""
        return after(notes, row, gone)

    def compiled(self) -> tuple[Any, Any]:
        """The same two functions compiled."""
        from servsim.feedback.complaint_model_compiled import compiled_after, compiled_meet

        return compiled_meet, compiled_after

    def notes(self, customers: int) -> Any:
        """(rating tables, [customer] notes of the journey, [customer][dimension] what is predicted)"""
        return self.tables, np.empty((customers, NOTES)), np.empty((customers, len(DIMENSIONS)))

    def plain_notes(self, customers: int) -> Any:
        """The same as lists."""
        _, journeys, predicted = self.notes(customers)
        return self.plain_tables, journeys.tolist(), predicted.tolist()


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
