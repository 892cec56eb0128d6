"""What the replications of a batch add up to: each has sums of its own, and all use the same working places.

Plain scalar Python like :mod:`servsim.measures.counting.accumulate`.
"""

from typing import Any

from servsim.feedback.judgement import RatingTables
from servsim.measures.counting.accumulate import add_up
from servsim.measures.counting.counters import CounterLayout, Encounters, Picking, Sums


def add_up_all(journey_state: Encounters, tables: RatingTables, layout: CounterLayout, sums: Sums) -> None:
    """Look at every encounter of the replications of a batch once."""
    for number in range(len(journey_state.first) - 1):
        one = sums_of(number, sums)
        clear(journey_state.customers[number], one)
        for place in range(journey_state.first[number], journey_state.first[number + 1]):
            row = journey_state.rows[place]
            for dimension in range(5):
                one.predicted[row.customer][dimension] = tables.predicted[row.segment][dimension]
        add_up(journey_state, number, tables, layout, one)


def sums_of(number: int, sums: Sums) -> Sums:
    """The sums of the replication at a place of the batch."""
    return Sums(
        sums.cells[number],
        sums.qualities[number],
        sums.customers[number],
        sums.journeys[number],
        sums.bins[number],
        sums.ratings[number],
        sums.work[number],
        sums.waiting[number],
        sums.busy[number],
        sums.waits[number],
        sums.wait_scopes[number],
        sums.waited[number],
        sums.seen,
        sums.journey_state,
        sums.predicted,
        sums.cursor,
    )


def clear(customers: int, sums: Sums) -> None:
    """Make the working places ready for so many other customers."""
    for place in range(customers * len(sums.customers)):
        sums.seen[place] = False
    for customer in range(customers):
        notes = sums.journey_state[customer]
        for note in range(len(notes)):
            notes[note] = 0.0
    for agent in range(len(sums.cursor)):
        sums.cursor[agent] = 0


def pick_all(orders: Any, sums: Sums, picking: Picking) -> None:
    """Quantiles of the waits of all replications; ``orders`` [replication] sort the waits."""
    for number in range(len(orders)):
        own = Picking(picking.shares, picking.passed[number], picking.found[number])
        pick_quantiles(orders[number], sums_of(number, sums), own)


def pick_quantiles(order: Any, sums: Sums, picking: Picking) -> None:
    """Quantiles of the waits of a replication in every scope; ``order`` sorts the waits, which come first in it."""
    for rank in range(sums.waited[0]):
        place = order[rank]
        wait, scopes = sums.waits[place], sums.wait_scopes[place]
        pass_by(0, wait, sums, picking)
        for grouping in range(4):
            if scopes[grouping] >= 0:
                pass_by(scopes[grouping], wait, sums, picking)


def pass_by(scope: int, wait: float, sums: Sums, picking: Picking) -> None:
    """The next wait of a scope in rising order; between neighbours a quantile is interpolated by a straight line."""
    rank, found = picking.passed[scope], picking.found[scope]
    picking.passed[scope] = rank + 1
    for share in range(len(picking.shares)):
        place = (sums.waited[scope] - 1) * picking.shares[share]
        below = int(place)
        if rank == below:
            found[share] = wait
        elif rank == below + 1:
            found[share] += (place - below) * (wait - found[share])
