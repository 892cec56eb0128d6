"""Who complains while a replication runs: each encounter is felt when it is over, the journey at its end.

It is the same feeling, from the same source, that is rated and added up afterwards; here it only decides who complains.
"""

from typing import Any

import numpy as np

from servsim.feedback.complaining import after, meet
from servsim.feedback.journey.journey_state import NOTES
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
