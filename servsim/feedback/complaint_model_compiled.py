"""The event loop with a listener, in machine code: delivery's loop and this room's judgement."""

from typing import Any

from servsim.compiling import compiled_modules, inner, kernel
from servsim.delivery.compiled.loop import begin, close_the_book, complain, live_on
from servsim.delivery.compiled.world import World
from servsim.feedback import complaint_model as hearing
from servsim.feedback.compiled import MODULES
from servsim.feedback.judgement import Tables

compiled: Any = compiled_modules(*MODULES, hearing)
tell, odds_of_complaint = compiled.tell, compiled.odds_of_complaint


@kernel
def run_all_heard(w: World, tables: Tables, lived: Any, predicted: Any) -> None:
    """Simulate all replications of a batch to their ends, and let those who are gone complain.

    What was lived (customers, notes) and what is predicted of the next encounter (customers, 5) is kept for one
    replication.
    """
    w.house[0].rows = 0
    for number in range(w.first_row.size - 1):
        begin(w, number, True)
        remember_nothing(w, tables, lived, predicted)
        while live_on(w):
            for place in range(w.house[0].over):
                row = w.over[place]
                customer = w.log[row].customer
                tell(w.log[row], tables, lived[customer], predicted[customer])
                if w.customers[customer].left_after == row:
                    complain(w, row, odds_of_complaint(lived[customer], tables.criteria))
            w.house[0].over = 0
        close_the_book(w, number)


@inner
def remember_nothing(w: World, tables: Tables, lived: Any, predicted: Any) -> None:
    """The customers of a replication before they have met anything."""
    for customer in range(w.house[0].coming):
        segment = w.segment[w.house[0].first + customer]
        for note in range(lived.shape[1]):
            lived[customer, note] = 0.0
        for dimension in range(predicted.shape[1]):
            predicted[customer, dimension] = tables.predicted[segment, dimension]
