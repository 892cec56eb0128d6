"""The counters of a replication, from which its KPIs and figures are made, and over what they are counted.

Counters are declared in :mod:`servsim.scenario.kpis.declarations`. Tables are lists of lists or arrays of
two dimensions, so that plain Python and compiled code fill the same ones.
"""

from collections import namedtuple
from typing import Any, NamedTuple

from servsim.scenario.kpis.declarations import ENCOUNTER_COUNTERS, JOURNEY_COUNTERS
from servsim.scenario.kpis.kpi import names

BINS = 40
"""Bins of one width for waits above 0."""

COUNT: Any = namedtuple("Count", names(ENCOUNTER_COUNTERS))(*range(len(ENCOUNTER_COUNTERS)))
"""``COUNT.NAME`` is where the counter of that name stands in the row of a cell; the names are declared as data."""
JOURNEY: Any = namedtuple("Journey", names(JOURNEY_COUNTERS))(*range(len(JOURNEY_COUNTERS)))
"""The same for the sums over the journeys of a segment."""

STARS, STARS_MEASURED, LIKELY, LIKELY_MEASURED = range(4)


class CounterLayout(NamedTuple):
    """Over what the sums are made, and the rules of counting; lists or arrays."""

    segments: int
    touchpoints: int
    teams: int
    hours: int
    days: int
    """Days that cells are counted apart for; 1 when nobody asks for days."""
    keeps_cells: bool
    """Whether cells are kept when they have been rolled up."""
    agents: int
    team_of: Any
    """[touchpoint], -1 for self-service."""
    team_of_agent: Any
    knots_from: Any
    """[team] where its knots begin; one more for the end."""
    knots: Any
    """Instants (minutes) at which rosters change, team after team."""
    duty_from: Any
    """[agent] where its part of the next two begins."""
    on_duty: Any
    """1 where the agent is on schedule from the knot on, else 0."""
    scheduled: Any
    """Minutes on schedule before the knot."""
    rework: float
    """Share of the handling time that is rework when a defect was caught."""
    warm_up: float
    horizon: float
    within: float
    """The longest wait (minutes) that meets the service level."""
    opened: float
    open_minutes: float
    bin_width: float
    slot_start: float
    slot_width: float
    slots: int
    first_day: int
    last_day: int


class RowRanges(NamedTuple):
    """Where the replications of a batch lie; lists or arrays."""

    first: Any
    """[replication] where its rows begin; one more for the end."""
    customers: Any
    """[replication] how many customers came."""


class Sums(NamedTuple):
    """The sums, to be filled; tables [row][column] and lists, or arrays.

    Those of a batch have the replication before all else, down to ``waited``; the others are working places that its
    replications share.
    """

    facts: Any
    """[scope][counter] of encounters, rolled up from the cells."""
    qualities: Any
    """[(segment, touchpoint, nobody or agent)][count, sum, sum of squares]"""
    customers: Any
    """[scope] different customers."""
    journeys: Any
    """[segment][counter of journeys]"""
    bins: Any
    """[segment][those who did not wait, bins of waits, those who waited longer]"""
    ratings: Any
    """[stars, stars measured, likely to recommend, likely measured][rating]"""
    work: Any
    """[team][busy minutes, busy minutes on schedule]"""
    waiting: Any
    """[team][slot of the day] minutes waited."""
    busy: Any
    """[team][slot of the day] minutes worked."""
    waits: Any
    """The waits, in the order of the rows."""
    wait_scopes: Any
    """[wait][everybody, segment, touchpoint, team, hour] scopes to which a wait belongs; -1 for none."""
    waited: Any
    """[scope] number of waits; scope 0 is everybody."""
    cells: Any
    """[cell][counter] of encounters; a cell begins when an encounter first comes to it."""
    cell_keys: Any
    """[cell] its key, as of :func:`servsim.measures.counting.cells.key_of`."""
    cell_scopes: Any
    """[cell][everybody, segment, touchpoint, team, hour] scopes to which it belongs; -1 for none."""
    cell_of_key: Any
    """[key] its cell; -1 for none so far."""
    cells_in_use: Any
    """How many cells there are, and where those of this replication begin."""
    cells_until: Any
    """[replication] where its cells end, if they are kept."""
    by_origin: Any
    """[(segment, touchpoint)][counter] of one replication."""
    by_hour: Any
    """[(touchpoint, hour)][counter] of one replication."""
    seen: Any
    """[(customer, scope)] whether counted already."""
    cursor: Any
    """[agent] the knot looked at last."""


class Picking(NamedTuple):
    """Quantiles in the making; those of a batch have the replication before scopes."""

    shares: Any
    passed: Any
    """[scope] number of waits passed."""
    found: Any
    """[scope][share] minutes."""
