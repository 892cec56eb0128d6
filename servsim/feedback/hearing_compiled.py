"""The event loop with a listener, in machine code: delivery's loop and this room's judgement."""

from typing import Any

from servsim.compiling import compiled_modules, kernel
from servsim.delivery.compiled.loop import begin, close_the_book, complain, live_on
from servsim.delivery.compiled.world import World
from servsim.feedback import hearing
from servsim.feedback.compiled import MODULES
from servsim.feedback.judgement import Tables

compiled: Any = compiled_modules(*MODULES, hearing)
tell, odds_of_complaint = compiled.tell, compiled.odds_of_complaint


@kernel
def run_heard(w: World, tables: Tables, lived: Any, predicted: Any) -> int:
    """Simulate to the end, and let those who are gone complain; the number of rows of the log."""
    begin(w, True)
    while live_on(w):
        for place in range(w.house[0].over):
            row = w.over[place]
            customer = w.log[row].customer
            tell(w.log[row], tables, lived[customer], predicted[customer])
            if w.customers[customer].left_after == row:
                complain(w, row, odds_of_complaint(lived[customer], tables.criteria))
        w.house[0].over = 0
    close_the_book(w)
    return int(w.house[0].rows)
