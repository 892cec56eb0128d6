"""What the compiled engine works on: arrays and records, and one tuple that holds them."""

from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.compiled.durations import LAW, Points
from servsim.delivery.encounter.routine import Routine
from servsim.delivery.events import ROSTER, key
from servsim.delivery.log.encounter_log import ROW
from servsim.delivery.plan.plan import Plan
from servsim.demand import Batch

Records = NDArray[Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

whole: Any = np.int64
# NumPy integers, because the compiler would make a function of its own for each literal one.
DOORS: Any = np.int64(-1)
NONE: Any = np.int64(-1)
FIRST: Any = np.int64(0)
REAL, WHOLE, FLAG, KEY = np.float64, np.int64, np.bool_, np.uint64


CUSTOMER = np.dtype(
    [
        ("key", KEY), ("segment", WHOLE), ("touchpoint", WHOLE), ("step", WHOLE), ("attempt", WHOLE), ("issue", WHOLE),
        ("repeats", WHOLE), ("redials", WHOLE), ("left_after", WHOLE), ("complained", FLAG),
    ]
)  # fmt: skip
"""A customer on the way; all is set on arrival."""
AGENT = np.dtype([("bias", REAL), ("pace", REAL), ("felt", REAL), ("since", REAL), ("behind", WHOLE), ("busy", FLAG)])
TEAM = np.dtype(
    [
        ("first_agent", WHOLE), ("queue_limit", WHOLE), ("on_duty", WHOLE), ("waiting", WHOLE), ("idle_first", WHOLE),
        ("idle_last", WHOLE),
    ]
)  # fmt: skip
SEGMENT = np.dtype(
    [("rank", WHOLE), ("need_mean", REAL), ("need_spread", REAL), ("balk_starts", WHOLE), ("balk_certain", WHOLE)]
)
TOUCHPOINT = np.dtype([("team", WHOLE), ("visits_at_most", WHOLE), ("place", KEY)])
LINE = np.dtype([("first", WHOLE), ("last", WHOLE)])
EVENT = np.dtype([("time", REAL), ("order", WHOLE), ("about", WHOLE)])
CHANGE = np.dtype([("time", REAL), ("order", WHOLE), ("team", WHOLE), ("agents", WHOLE)])
LOOP_STATE = np.dtype(
    [
        ("never_closes", FLAG), ("at_close", WHOLE), ("opened", REAL), ("open_minutes", REAL), ("days", WHOLE),
        ("horizon", REAL), ("repeat_probability", REAL), ("repeat_delay", REAL), ("repeats_at_most", WHOLE),
        ("redial_probability", REAL), ("redial_delay", REAL), ("redials_at_most", WHOLE), ("complaints_at", WHOLE),
        ("complaint_delay", REAL), ("queue_per_agent", REAL),
        ("overwork_above", REAL), ("overwork_memory", REAL),
        ("open", FLAG), ("hole", FLAG), ("heard", FLAG), ("change", WHOLE), ("first", WHOLE), ("coming", WHOLE),
        ("arrived", WHOLE), ("rows", WHOLE), ("present", WHOLE), ("events", WHOLE), ("starting", WHOLE),
        ("over", WHOLE),
    ]
)  # fmt: skip
"""The rules of the house; and its state: whether the doors are open, whether the heap has
a hole, whether somebody hears of the encounters that are over, the next change of the timetable, where in the batch the
customers of this replication begin, how many they are, and the next of them to arrive; how many rows (of the batch),
encounters under way and events to come there are, the last encounter that begins in the event at hand, and how many
end in it."""
_ROUTINE = [field.name for field in fields(Routine)]
WAY = np.dtype([*((name, REAL) for name in _ROUTINE), ("work", LAW), ("patience", LAW)])
"""How a touchpoint is run for a segment, how much work it is, and how long who waits there is patient."""


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
    state: Records
    log: Records
    """The rows of all replications, one after the other."""
    customers: Records
    """Those of one replication."""
    agents: Records
    teams: Records
    segments: Records
    touchpoints: Records
    lines: Records
    """(teams, ranks) who waits: first and last row of each priority's line."""
    heap: Records
    over: NDArray[np.int32]
    """Rows of the encounters that end in the event at hand, where somebody hears of them."""
    timetable: Records
    visits: NDArray[np.int32]
    """(customers of one replication, m, 2): encounters so far, and times routed there."""
    routes: Floats
    """(s, m + 1, m) cumulative shares of the next touchpoint; the last row is for the first touchpoint."""
    ways: Records
    """(m, s) touchpoints, as they are for a segment."""
    points: Floats
    """Known values of all laws, one after the other."""


class Stage:
    """The arrays for a plan, made once and used for one batch after another; not by two threads at once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rows_each = int(plan.journey.contacts.sum())
        self.touchpoints = plan.journey.team.size
        self.state = _house(plan)
        self.teams = _teams(plan)
        self.segments = _segments(plan)
        self.lines = np.empty((plan.teams.queue_limit.size, np.unique(plan.segments.priority).size), LINE)
        self.agents = np.zeros(int(plan.teams.first_agent[-1]), AGENT)
        self.timetable = _timetable(plan)
        self.ways, self.points = _ways(plan)
        self.routes = np.concatenate([plan.journey.route, plan.journey.start[:, None]], axis=1)
        self.customers = np.empty(0, CUSTOMER)
        self.visits = np.empty((0, self.touchpoints, 2), np.int32)
        self.log = np.empty(0, ROW)
        self.heap = np.empty(0, EVENT)
        self.over = np.empty(0, np.int32)
        self.places = _filled(
            TOUCHPOINT,
            self.touchpoints,
            team=plan.journey.team,
            visits_at_most=plan.journey.visits_at_most,
        )

    def set(self, batch: Batch) -> World:
        """The world before its first event."""
        self._make_room(batch)
        self.places["place"] = batch.touchpoint_words
        return World(
            batch.first, batch.arrival, batch.segment, batch.key, batch.agent_bias, batch.agent_pace,
            np.zeros_like(batch.first), self.state, self.log, self.customers, self.agents, self.teams, self.segments,
            self.places, self.lines, self.heap, self.over, self.timetable, self.visits, self.routes, self.ways,
            self.points,
        )  # fmt: skip

    def _make_room(self, batch: Batch) -> None:
        """Room for all rows that so many customers can have; pages that are not touched cost nothing."""
        everybody, most = int(batch.first[-1]), int(batch.customers.max())
        if everybody * self.rows_each > self.log.size:
            self.log = np.empty((everybody + everybody // 8) * self.rows_each, ROW)
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


def _teams(plan: Plan) -> Records:
    teams = plan.teams
    return _filled(
        TEAM,
        teams.queue_limit.size,
        first_agent=teams.first_agent[:-1],
        queue_limit=teams.queue_limit,
        idle_first=NONE,
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


def _ways(plan: Plan) -> tuple[Records, Floats]:
    """The ways of the touchpoints for the segments, and the points of all their laws."""
    points = Points()
    rows = [
        [
            (*(getattr(routine, name) for name in _ROUTINE), points.law(work), points.law(patience))
            for routine, work, patience in zip(*at_touchpoint, strict=True)
        ]
        for at_touchpoint in zip(plan.routine, plan.work, plan.patience, strict=True)
    ]
    return np.array(rows, WAY), points.values


def _house(plan: Plan) -> Records:
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


def _timetable(plan: Plan) -> Records:
    """Roster changes and doors (team -1, agents 1 for open and 0 for closed) in the documented order."""
    roster, opening = plan.roster, plan.opening
    changes = [
        (time, key(ROSTER, team, 0), team, agents)
        for time, team, agents in zip(roster.time.tolist(), roster.team.tolist(), roster.agents.tolist(), strict=True)
    ]
    order = key(ROSTER, plan.teams.queue_limit.size, 0)
    for day in range(0 if opening.never_closes else opening.days):
        opened = day * 1440.0 + opening.start
        changes.append((opened, order, DOORS, 1))
        if opening.length < 1440.0 or day == opening.days - 1:
            changes.append((opened + opening.length, order, DOORS, 0))
    changes.sort(key=lambda change: change[:2])
    return np.array(changes, CHANGE)
