"""Who hears complaints while a replication runs: each encounter is judged when it is over, the journey at its end.

It is the same judgement, from the same source, that is added up afterwards; here it only decides who complains.
"""

from typing import Any

import numpy as np

from servsim.delivery.listener import Listener
from servsim.delivery.rules.outcomes import wait_min
from servsim.demand import Draws
from servsim.feedback.journey.journey_state import NOTES, hear, odds_of_complaint
from servsim.feedback.judgement import Perspective, RatingTables, feel, is_rated, learn, met_in
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.tables import plain_tables_of, tables_of


class ComplaintModel:
    """Hears complaints for both engines (:class:`servsim.delivery.listener.Hearing`)."""

    def __init__(self, ratings: RatingPlan) -> None:
        self.tables, self.plain_tables = tables_of(ratings), plain_tables_of(ratings)

    def listener(self, draws: Draws) -> Listener:
        """A listener in plain Python for one replication."""
        tables = self.plain_tables
        journey_state = np.zeros((draws.customers, NOTES)).tolist()
        predicted = np.asarray(self.tables.predicted)[draws.segment].tolist()

        def listen(row: Any, gone: bool) -> float:
            tell(row, tables, journey_state[row.customer], predicted[row.customer])
            return odds_of_complaint(journey_state[row.customer], tables.criteria) if gone else 0.0

        return listen

    def run_all(self, world: Any) -> None:
        """Simulate the batch of a world with a compiled listener."""
        from servsim.feedback.complaint_model_compiled import run_all_heard

        most = world.customers.size
        run_all_heard(world, self.tables, np.empty((most, NOTES)), np.empty((most, len(DIMENSIONS))))


def tell(row: Any, tables: RatingTables, journey_state: Any, predicted: Any) -> None:
    """A customer tells of an encounter that is over, if it was one to judge."""
    wait = wait_min(row.outcome, row.joined, row.started, row.ended)
    if not is_rated(row, wait):
        return
    criteria = tables.criteria
    view = Perspective(tables.settings[row.touchpoint], tables.segments[row.segment], predicted)
    felt = feel(met_in(row, wait), view, criteria)
    learn(predicted, felt.perceived, view.segment.adjustment)
    hear(row, felt.satisfaction, felt.satisfaction, journey_state, criteria.recovery)
