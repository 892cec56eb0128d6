"""Cells: where encounters are counted, by segment, touchpoint, team, day and hour, as far as there are any.

Plain scalar Python like :mod:`servsim.measures.counting.accumulate`. Of all keys only those that occur get a row of
counters, so that memory goes with what happens and not with the product of the axes. When a replication is over, its
cells are rolled up to the scopes that KPIs are computed for; they are kept only where somebody asks for days.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counting.counters import CounterLayout, Sums

GROUPINGS, TEAM = 5, 3
"""Everybody, segment, touchpoint, team, hour: a cell belongs to at most one scope of each.
``TEAM`` is where the team stands among them."""


def key_of(row: Any, team: int, day: int, hour: int, layout: CounterLayout) -> int:
    """The key of a cell: its positions on all axes as one number; team -1 is nobody, the last hour is outside."""
    key = row.segment * layout.touchpoints + row.touchpoint
    key = (key * (layout.teams + 1) + team + 1) * layout.days + day
    return int(key * (layout.hours + 1) + hour)


def cell_of(row: Any, day: int, hour: int, layout: CounterLayout, sums: Sums) -> int:
    """The cell of an encounter, begun when it is the first one there."""
    team = layout.team_of[row.touchpoint]
    key = key_of(row, team, day, hour, layout)
    cell: int = sums.cell_of_key[key]
    if cell < 0:
        cell = sums.cells_in_use[0]
        sums.cells_in_use[0] = cell + 1
        sums.cell_of_key[key], sums.cell_keys[cell] = cell, key
        into, scopes = sums.cells[cell], sums.cell_scopes[cell]
        for counter in range(len(into)):
            into[counter] = 0.0
        scopes[0] = 0
        scopes[1] = 1 + row.segment
        scopes[2] = 1 + layout.segments + row.touchpoint
        first_team = 1 + layout.segments + layout.touchpoints
        scopes[TEAM] = first_team + team if team >= 0 else -1
        scopes[4] = first_team + layout.teams + hour if hour < layout.hours else -1
    return cell


def roll_up(layout: CounterLayout, sums: Sums) -> None:
    """Add the cells of a replication to its scopes, always in the order of their keys; the next one finds none.

    Hours and days are added up within a segment at a touchpoint first, then segments, then touchpoints.
    """
    add_cells(layout, sums)
    first_touchpoint = 1 + layout.segments
    first_team = first_touchpoint + layout.touchpoints
    for segment in range(layout.segments):
        for touchpoint in range(layout.touchpoints):
            counted = sums.by_origin[segment * layout.touchpoints + touchpoint]
            add_counters(sums.facts[1 + segment], counted)
            add_counters(sums.facts[first_touchpoint + touchpoint], counted)
    for touchpoint in range(layout.touchpoints):
        counted, team = sums.facts[first_touchpoint + touchpoint], layout.team_of[touchpoint]
        add_counters(sums.facts[0], counted)
        if team >= 0:
            add_counters(sums.facts[first_team + team], counted)
        for hour in range(layout.hours):
            into = sums.facts[first_team + layout.teams + hour]
            add_counters(into, sums.by_hour[touchpoint * layout.hours + hour])
    if layout.keeps_cells:
        sums.cells_in_use[1] = sums.cells_in_use[0]
    else:
        sums.cells_in_use[0] = sums.cells_in_use[1]


def add_cells(layout: CounterLayout, sums: Sums) -> None:
    """Add all cells to their segment at their touchpoint, and to their hour there; take them off the map of keys."""
    for rows in (sums.by_origin, sums.by_hour):
        for number in range(len(rows)):
            for counter in range(len(rows[number])):
                rows[number][counter] = 0.0
    first_hour = 1 + layout.segments + layout.touchpoints + layout.teams
    for key in range(len(sums.cell_of_key)):
        cell = sums.cell_of_key[key]
        if cell >= 0:
            sums.cell_of_key[key] = -1
            scopes, counted = sums.cell_scopes[cell], sums.cells[cell]
            touchpoint, hour = scopes[2] - 1 - layout.segments, scopes[4] - first_hour
            add_counters(sums.by_origin[(scopes[1] - 1) * layout.touchpoints + touchpoint], counted)
            if hour >= 0:
                add_counters(sums.by_hour[touchpoint * layout.hours + hour], counted)


def add_counters(into: Any, counted: Any) -> None:
    """Add the counters of a cell to those of a scope."""
    for counter in range(len(counted)):
        into[counter] += counted[counter]


class Cells(NamedTuple):
    """The cells of a batch that were kept: arrays of one length, and their counters."""

    replication: NDArray[np.int64]
    segment: NDArray[np.int64]
    touchpoint: NDArray[np.int64]
    team: NDArray[np.int64]
    """-1 for nobody (self-service)."""
    day: NDArray[np.int64]
    hour: NDArray[np.int64]
    """The number of hours for outside of the opening hours."""
    counters: NDArray[np.float64]
    """(cells, counters of encounters)"""


def kept_cells(sums: Sums, layout: CounterLayout) -> Cells:
    """The cells of the replications of a batch, which were kept."""
    until = np.asarray(sums.cells_until)
    number = int(until[-1])
    axes = (layout.segments, layout.touchpoints, layout.teams + 1, layout.days, layout.hours + 1)
    segment, touchpoint, team, day, hour = np.unravel_index(np.asarray(sums.cell_keys)[:number], axes)
    replication = np.repeat(np.arange(until.size), np.diff(until, prepend=0))
    return Cells(replication, segment, touchpoint, team - 1, day, hour, np.asarray(sums.cells)[:number])
