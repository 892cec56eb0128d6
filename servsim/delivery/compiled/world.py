"""What the compiled engine works on: the arrays of a batch, made once for a plan, and one tuple that holds them."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.cancelling import CancelToken
from servsim.delivery.compiled.durations import Points
from servsim.delivery.compiled.records import (
    AGENT,
    CHANGE,
    CUSTOMER,
    DOORS,
    EVENT,
    LINE,
    LOOP_STATE,
    PAIR,
    PERSON,
    PRACTICE,
    QUEUE,
    SEGMENT,
    TEAM,
    TOUCHPOINT,
    Floats,
    Ints,
    Records,
)
from servsim.delivery.events import DUTY, key
from servsim.delivery.log.encounter_log import ROW
from servsim.delivery.plan.duty import duty_changes
from servsim.delivery.plan.openings import doors
from servsim.delivery.plan.plan import Plan
from servsim.demand.batch import Batch


class World(NamedTuple):
    """A batch of k replications: n customers in all, m touchpoints, s segments, a agents.

    All but what the batch brings along and the log is used for one replication after the other.
    """

    first: Ints
    """(k + 1,) where the customers of a replication begin, with these three and the next two from the batch."""
    arrival: Floats
    segment: Ints
    key: NDArray[np.uint64]
    bias: Floats
    """(k, a)"""
    pace: Floats
    """(k, a)"""
    first_row: Ints
    """(k + 1,) where the rows of a replication begin; filled by the engine."""
    cancelled: NDArray[np.uint8]
    """(1,) looked at now and then: not 0 when the batch shall be given up."""
    state: Records
    log: Records
    """The rows of all replications, one after the other."""
    behind: NDArray[np.int32]
    """[row] the row that waits behind it, or begins in the same event."""
    customers: Records
    """Those of one replication."""
    agents: Records
    persons: Records
    """(a + 1,) the last is nobody, at self-service."""
    teams: Records
    queues: Records
    takes: Records
    """(pairs,) [team, rank] the queues from which a team takes."""
    served_by: Records
    """(pairs,) [queue, rank] the teams that take from a queue."""
    segments: Records
    touchpoints: Records
    lines: Records
    """(queues, priorities) who waits: first and last row of each priority's line."""
    heap: Records
    over: NDArray[np.int32]
    """Rows of the encounters that end in the event at hand, where a hook has to hear of them."""
    changes: Records
    moves: Ints
    """Agents who leave or come, change after change."""
    visits: NDArray[np.int32]
    """(customers of one replication, m, 2): encounters so far, and times routed there."""
    routes: Floats
    """(s, m + 1, m) cumulative shares of the next touchpoint; the last row is for the first touchpoint."""
    practices: Records
    """(m, s) touchpoints, as they are for a segment."""
    points: Floats
    """Known values of all laws, one after the other."""


class Stage:
    """The arrays for a plan, made once and used for one batch after another; not by two threads at once."""

    def __init__(self, plan: Plan, token: CancelToken | None = None) -> None:
        self.plan = plan
        self.rows_each = int(plan.journey.contacts.sum())
        self.touchpoints = plan.journey.queue.size
        self.cancelled = (token or CancelToken()).flag
        self.state = _state(plan)
        self.segments = _segments(plan)
        self.persons = np.array([tuple(person) for person in plan.person], PERSON)
        self.agents = _filled(AGENT, int(plan.teams.first_agent[-1]), team=plan.teams.of_agent)
        self.takes, takes = _pairs(plan.matching.team, plan.matching.queue, plan.matching.rank, plan.teams.wage.size)
        self.served_by, serves = _pairs(
            plan.matching.queue, plan.matching.team, plan.matching.rank, plan.queues.limit.size
        )
        self.teams = _filled(TEAM, plan.teams.wage.size, first_pair=takes[:-1], end_pair=takes[1:])
        self.queues = _filled(
            QUEUE, plan.queues.limit.size, limit=plan.queues.limit, first_pair=serves[:-1], end_pair=serves[1:]
        )
        self.lines = np.empty((plan.queues.limit.size, np.unique(plan.segments.priority).size), LINE)
        self.changes, self.moves = _changes(plan)
        self.practices, self.points = _practices(plan)
        self.routes = np.concatenate([plan.journey.route, plan.journey.start[:, None]], axis=1)
        self.customers = np.empty(0, CUSTOMER)
        self.visits = np.empty((0, self.touchpoints, 2), np.int32)
        self.log = np.empty(0, ROW)
        self.behind = np.empty(0, np.int32)
        self.heap = np.empty(0, EVENT)
        self.over = np.empty(0, np.int32)
        self.spots = _filled(
            TOUCHPOINT, self.touchpoints, queue=plan.journey.queue, visits_at_most=plan.journey.visits_at_most
        )

    def set(self, batch: Batch) -> World:
        """The world before its first event."""
        self._make_room(batch)
        self.spots["word"] = batch.touchpoint_words
        return World(
            batch.first, batch.arrival, batch.segment, batch.key, batch.agent_bias, batch.agent_pace,
            np.zeros_like(batch.first), self.cancelled, self.state, self.log, self.behind, self.customers, self.agents,
            self.persons, self.teams, self.queues, self.takes, self.served_by, self.segments, self.spots, self.lines,
            self.heap, self.over, self.changes, self.moves, self.visits, self.routes, self.practices, self.points,
        )  # fmt: skip

    def _make_room(self, batch: Batch) -> None:
        """Room for all rows that so many customers can have; pages that are not touched cost nothing."""
        everybody, most = int(batch.first[-1]), int(batch.customers.max())
        if everybody * self.rows_each > self.log.size:
            self.log = np.empty((everybody + everybody // 8) * self.rows_each, ROW)
            self.behind = np.empty(self.log.size, np.int32)
        if most > self.customers.size:
            room = most + most // 8
            self.customers = np.empty(room, CUSTOMER)
            self.visits = np.empty((room, self.touchpoints, 2), np.int32)
            self.heap = np.empty(2 * room * self.rows_each + 1, EVENT)
            self.over = np.empty(room * self.rows_each, np.int32)


def _filled(kind: np.dtype[Any], size: int, **values: Any) -> Records:
    result = np.zeros(size, kind)
    for name, value in values.items():
        result[name] = value
    return result


def _pairs(own: Ints, other: Ints, rank: Ints, size: int) -> tuple[Records, Ints]:
    """The pairs sorted by one side, then rank, then the other side; and (size + 1,) where those of each begin."""
    order = np.lexsort((other, rank, own))
    return _filled(PAIR, order.size, rank=rank[order], other=other[order]), np.searchsorted(
        own[order], np.arange(size + 1)
    )


def _segments(plan: Plan) -> Records:
    segments = plan.segments
    return _filled(
        SEGMENT,
        segments.priority.size,
        rank=np.unique(segments.priority, return_inverse=True)[1],
        need_mean=segments.need_mean,
        need_spread=segments.need_spread,
        balk_starts=segments.balk_starts,
        balk_certain=segments.balk_certain,
    )


def _practices(plan: Plan) -> tuple[Records, Floats]:
    """The practices of the touchpoints for the segments, and the points of all their laws."""
    points = Points()
    names = [name for name in PRACTICE.names or () if name not in {"work", "patience"}]
    rows = [
        [
            (*(getattr(practice, name) for name in names), points.law(work), points.law(patience))
            for practice, work, patience in zip(*at_touchpoint, strict=True)
        ]
        for at_touchpoint in zip(plan.practice, plan.work, plan.patience, strict=True)
    ]
    return np.array(rows, PRACTICE), points.values


def _state(plan: Plan) -> Records:
    opening, returning, complaining, pressure = plan.opening, plan.returning, plan.complaining, plan.pressure
    return _filled(
        LOOP_STATE,
        1,
        never_closes=opening.never_closes,
        at_close=opening.at_close,
        opened=opening.start,
        open_minutes=opening.length,
        days=opening.days,
        horizon=opening.horizon,
        repeat_probability=returning.repeat_probability,
        repeat_delay=returning.repeat_delay,
        repeats_at_most=returning.repeats_at_most,
        redial_probability=returning.redial_probability,
        redial_delay=returning.redial_delay,
        redials_at_most=returning.redials_at_most,
        complaints_at=complaining.touchpoint,
        complaint_delay=complaining.delay,
        queue_per_agent=pressure.queue_per_agent,
        overwork_above=pressure.overwork_above,
        overwork_memory=pressure.overwork_memory,
    )


def _changes(plan: Plan) -> tuple[Records, Ints]:
    """Changes of duty and doors in the documented order, and the agents who move, change after change."""
    rows: list[tuple[float, int, int, bool, int, int, int]] = []
    moves: list[int] = []
    for change in duty_changes(plan):
        leaving = len(moves)
        coming = leaving + len(change.leaving)
        moves += (*change.leaving, *change.coming)
        rows.append((change.time, key(DUTY, change.team, 0), change.team, False, leaving, coming, len(moves)))
    order = key(DUTY, plan.teams.wage.size, 0)
    rows += [(instant, order, int(DOORS), opens, 0, 0, 0) for instant, opens in doors(plan.opening)]
    rows.sort(key=lambda row: row[:2])
    return np.array(rows, CHANGE), np.array(moves, np.int64)
