"""A listener for the laws: who gave up or missed much complains easily; the more often told of, the more."""

from math import fabs
from typing import Any

import numpy as np

from servsim.compiling import inner, kernel
from servsim.delivery.compiled.loop import begin, complain, finish_replication, step
from servsim.delivery.compiled.world import World
from servsim.delivery.rules.outcomes import PATIENCE, SERVED
from servsim.demand import Draws


def anger(row: Any) -> float:
    """What one encounter adds to the probability of a complaint."""
    if row.cause == PATIENCE:
        return 0.5
    return 0.3 if row.cause == SERVED and fabs(row.deviation) > 0.3 else 0.1


compiled_anger = inner(anger)


@kernel
def run_all_heard(w: World, felt: Any) -> None:
    """The event loop with this listener."""
    w.state[0].rows = 0
    for number in range(w.first_row.size - 1):
        begin(w, number, True)
        felt[:] = 0.0
        while step(w):
            for place in range(w.state[0].over):
                row = w.over[place]
                felt[w.log[row].customer] += compiled_anger(w.log[row])
                complain(w, row, felt[w.log[row].customer])
            w.state[0].over = 0
        finish_replication(w, number)


class Anger:
    """Adds up what a customer was angry about."""

    def listener(self, draws: Draws) -> Any:
        felt = np.zeros(draws.customers)

        def listen(row: Any, gone: bool) -> float:
            felt[row.customer] += anger(row)
            return float(felt[row.customer]) if gone else 0.0

        return listen

    def run_all(self, world: World) -> None:
        run_all_heard(world, np.empty(world.customers.size))
