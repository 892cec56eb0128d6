"""The event loop with a listener, in machine code: delivery's loop and this room's judgement."""

from typing import Any

from servsim.compiling import compiled_modules, inner, kernel
from servsim.delivery.compiled.loop import begin, complain, finish_replication, step
from servsim.delivery.compiled.world import World
from servsim.feedback import complaint_model as hearing
from servsim.feedback.compiled import MODULES
from servsim.feedback.judgement import RatingTables

compiled: Any = compiled_modules(*MODULES, hearing)
tell, odds_of_complaint = compiled.tell, compiled.odds_of_complaint


@kernel
def run_all_heard(w: World, tables: RatingTables, journey_state: Any, predicted: Any) -> None:
    """Simulate all replications of a batch to their ends, and let those who are gone complain.

    What was lived (customers, notes) and what is predicted of the next encounter (customers, 5) is kept for one
    replication.
    """
    w.state[0].rows = 0
    for number in range(w.first_row.size - 1):
        begin(w, number, True)
        remember_nothing(w, tables, journey_state, predicted)
        while step(w):
            for place in range(w.state[0].over):
                row = w.over[place]
                customer = w.log[row].customer
                tell(w.log[row], tables, journey_state[customer], predicted[customer])
                if w.customers[customer].left_after == row:
                    complain(w, row, odds_of_complaint(journey_state[customer], tables.criteria))
            w.state[0].over = 0
        finish_replication(w, number)


@inner
def remember_nothing(w: World, tables: RatingTables, journey_state: Any, predicted: Any) -> None:
    """The customers of a replication before they have met anything."""
    for customer in range(w.state[0].coming):
        segment = w.segment[w.state[0].first + customer]
        for note in range(journey_state.shape[1]):
            journey_state[customer, note] = 0.0
        for dimension in range(predicted.shape[1]):
            predicted[customer, dimension] = tables.predicted[segment, dimension]
