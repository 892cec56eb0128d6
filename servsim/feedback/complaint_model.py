"""Who hears complaints while a replication runs: each encounter is judged when it is over, the journey at its end.

It is the same judgement, from the same source, that is added up afterwards; here it only decides who complains.
"""

from typing import Any

import numpy as np

from servsim.delivery.listener import Listener
from servsim.delivery.rules.outcomes import wait_min
from servsim.demand import Draws
from servsim.feedback.journey.journey_state import NOTES, hear, odds_of_complaint
from servsim.feedback.judgement import Tables, experience_of, feel, is_rated, learn, setting_of
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.rate import in_plain_python, tables_of
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.satisfaction.segment_preferences import ADJUSTMENT, yardstick_of


class CustomerVoice:
    """Hears complaints for both engines (:class:`servsim.delivery.listener.Hearing`)."""

    def __init__(self, ratings: RatingPlan) -> None:
        self.tables = tables_of(ratings)

    def listener(self, draws: Draws) -> Listener:
        """A listener in plain Python for one replication."""
        tables = in_plain_python(self.tables)
        lived = np.zeros((draws.customers, NOTES)).tolist()
        predicted = np.asarray(self.tables.predicted)[draws.segment].tolist()

        def listen(row: Any, gone: bool) -> float:
            tell(row, tables, lived[row.customer], predicted[row.customer])
            return odds_of_complaint(lived[row.customer], tables.criteria) if gone else 0.0

        return listen

    def run_all(self, world: Any) -> None:
        """Simulate the batch of a world with a compiled listener."""
        from servsim.feedback.complaint_model_compiled import run_all_heard

        most = world.customers.size
        run_all_heard(world, self.tables, np.empty((most, NOTES)), np.empty((most, len(DIMENSIONS))))


def tell(row: Any, tables: Tables, lived: Any, predicted: Any) -> None:
    """A customer tells of an encounter that is over, if it was one to judge."""
    wait = wait_min(row.outcome, row.joined, row.started, row.ended)
    if not is_rated(row, wait):
        return
    criteria, yardsticks = tables.criteria, tables.yardsticks[row.segment]
    yardstick = yardstick_of(yardsticks, predicted, criteria.curves)
    place = setting_of(tables.places[row.touchpoint]).place
    felt = feel(experience_of(row, wait), place, yardstick, criteria)
    learn(predicted, felt.perceived, yardsticks[ADJUSTMENT])
    hear(row, felt.satisfaction, felt.satisfaction, lived, criteria.recovery)
