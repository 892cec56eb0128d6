"""What the replications of a batch add up to: each has sums of its own, and all use the same working places.

Plain scalar Python like :mod:`servsim.measures.counting.accumulate`.
"""

from typing import Any

from servsim.feedback.block import Judging
from servsim.measures.counting.accumulate import add_up
from servsim.measures.counting.cells import GROUPINGS
from servsim.measures.counting.counters import CounterLayout, Picking, RowRanges, Sums


def add_up_all(batch: RowRanges, judging: Judging, layout: CounterLayout, sums: Sums) -> None:
    """Look at every encounter of the replications of a batch once."""
    for number in range(len(batch.first) - 1):
        one = sums_of(number, sums)
        clear(batch.customers[number], one)
        add_up(batch, number, judging, layout, one)
        sums.cells_until[number] = sums.cells_in_use[1]


def sums_of(number: int, sums: Sums) -> Sums:
    """The sums of the replication at a position of the batch."""
    return Sums(
        facts=sums.facts[number],
        qualities=sums.qualities[number],
        customers=sums.customers[number],
        journeys=sums.journeys[number],
        bins=sums.bins[number],
        ratings=sums.ratings[number],
        work=sums.work[number],
        waiting=sums.waiting[number],
        busy=sums.busy[number],
        waits=sums.waits[number],
        wait_scopes=sums.wait_scopes[number],
        waited=sums.waited[number],
        cells=sums.cells,
        cell_keys=sums.cell_keys,
        cell_scopes=sums.cell_scopes,
        cell_of_key=sums.cell_of_key,
        cells_in_use=sums.cells_in_use,
        cells_until=sums.cells_until,
        by_origin=sums.by_origin,
        by_hour=sums.by_hour,
        seen=sums.seen,
        cursor=sums.cursor,
    )


def clear(customers: int, sums: Sums) -> None:
    """Make the working places ready for so many other customers."""
    for key in range(customers * len(sums.customers)):
        sums.seen[key] = False
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
        number = order[rank]
        wait, scopes = sums.waits[number], sums.wait_scopes[number]
        pass_by(0, wait, sums, picking)
        for grouping in range(1, GROUPINGS):
            if scopes[grouping] >= 0:
                pass_by(scopes[grouping], wait, sums, picking)


def pass_by(scope: int, wait: float, sums: Sums, picking: Picking) -> None:
    """The next wait of a scope in rising order; between neighbours a quantile is interpolated by a straight line."""
    rank, found = picking.passed[scope], picking.found[scope]
    picking.passed[scope] = rank + 1
    for share in range(len(picking.shares)):
        between = (sums.waited[scope] - 1) * picking.shares[share]
        below = int(between)
        if rank == below:
            found[share] = wait
        elif rank == below + 1:
            found[share] += (between - below) * (wait - found[share])
