"""What the compiled engine works on: one NumPy record array for each kind of thing, and one tuple that holds them."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.encounter import Effects
from servsim.delivery.log import FLAG_COLUMNS, INTEGER_COLUMNS, EncounterLog
from servsim.delivery.order import ROSTER, key
from servsim.delivery.plan import Plan
from servsim.delivery.work import work_content
from servsim.demand import Draws

Records = NDArray[Any]
Floats = NDArray[np.float64]

DOORS = -1
NONE = -1
REAL, WHOLE, FLAG = np.float64, np.int64, np.bool_

# The tables of draws, stacked in this order.
TABLES = (
    "work", "patience", "variation", "hidden", "defect", "detection", "balk", "route", "repeat", "repeat_delay",
    "redial", "redial_delay",
)  # fmt: skip
(
    WORK, PATIENCE_MIN, VARIATION, HIDDEN, DEFECT, DETECTION, BALK, ROUTE, REPEAT, REPEAT_DELAY, REDIAL, REDIAL_DELAY,
) = range(len(TABLES))  # fmt: skip

ROW = np.dtype(
    [
        (name, WHOLE if name in INTEGER_COLUMNS else FLAG if name in FLAG_COLUMNS else REAL)
        for name in EncounterLog.__slots__
    ]
    + [("draw", WHOLE), ("behind", WHOLE)]
)
"""A row of the log; ``draw`` is its line in the tables of draws, ``behind`` the row that waits behind it."""

CUSTOMER = np.dtype(
    [
        ("arrival", REAL), ("start", REAL), ("segment", WHOLE), ("touchpoint", WHOLE), ("step", WHOLE),
        ("attempt", WHOLE), ("issue", WHOLE), ("repeats", WHOLE), ("redials", WHOLE),
    ]
)  # fmt: skip
AGENT = np.dtype([("bias", REAL), ("pace", REAL), ("felt", REAL), ("since", REAL), ("behind", WHOLE), ("busy", FLAG)])
TEAM = np.dtype(
    [
        ("first_agent", WHOLE), ("queue_limit", WHOLE), ("on_duty", WHOLE), ("waiting", WHOLE), ("idle_first", WHOLE),
        ("idle_last", WHOLE), ("skill", REAL), ("speed_incentive", REAL), ("culture", REAL),
    ]
)  # fmt: skip
SEGMENT = np.dtype(
    [("rank", WHOLE), ("need_mean", REAL), ("need_spread", REAL), ("balk_starts", WHOLE), ("balk_certain", WHOLE)]
)
TOUCHPOINT = np.dtype([("team", WHOLE), ("visits_at_most", WHOLE), ("first_contact", WHOLE)])
LINE = np.dtype([("first", WHOLE), ("last", WHOLE)])
EVENT = np.dtype([("time", REAL), ("order", WHOLE), ("about", WHOLE)])
CHANGE = np.dtype([("time", REAL), ("order", WHOLE), ("team", WHOLE), ("agents", WHOLE)])
RULES = np.dtype(
    [
        ("never_closes", FLAG), ("at_close", WHOLE), ("opened", REAL), ("open_minutes", REAL), ("days", WHOLE),
        ("horizon", REAL), ("repeat_probability", REAL), ("repeat_delay", REAL), ("repeats_at_most", WHOLE),
        ("redial_probability", REAL), ("redial_delay", REAL), ("redials_at_most", WHOLE), ("queue_per_agent", REAL),
        ("overwork_above", REAL), ("overwork_memory", REAL),
        ("open", FLAG), ("rows", WHOLE), ("events", WHOLE),
    ]
)  # fmt: skip
"""The rules of the house, and (last three) the state of its doors and how many rows and events there are."""


class World(NamedTuple):
    """One replication."""

    rules: Records
    log: Records
    customers: Records
    agents: Records
    teams: Records
    segments: Records
    touchpoints: Records
    lines: Records
    """(teams, ranks) who waits: first and last row of each priority's line."""
    heap: Records
    timetable: Records
    visits: NDArray[np.int32]
    """(customers, touchpoints, 2): encounters so far, and times routed there."""
    draws: Floats
    """(tables, contacts, customers)."""
    visible: Floats
    starts: Floats
    routes: Floats
    practice: Floats
    """(touchpoints, segments, 9): the fields of Practice."""
    effects: Effects


def world(plan: Plan, draws: Draws) -> World:
    """The world before its first event."""
    rows = draws.customers * int(plan.journey.contacts.sum())
    touchpoints = plan.journey.team.size
    return World(
        rules=_rules(plan),
        log=np.empty(rows, ROW),
        customers=_customers(draws),
        agents=_filled(AGENT, int(plan.teams.first_agent[-1]), bias=draws.agent_bias, pace=draws.agent_pace),
        teams=_teams(plan),
        segments=_segments(plan),
        touchpoints=_filled(
            TOUCHPOINT,
            touchpoints,
            team=plan.journey.team,
            visits_at_most=plan.journey.visits_at_most,
            first_contact=plan.journey.first_contact,
        ),
        lines=np.full(
            (plan.teams.queue_limit.size, np.unique(plan.segments.priority).size),
            np.array((NONE, NONE), LINE),
        ),
        heap=np.empty(2 * rows + 1, EVENT),
        timetable=_timetable(plan),
        visits=np.zeros((draws.customers, touchpoints, 2), np.int32),
        draws=np.stack([work_content(plan, draws), *(getattr(draws, table) for table in TABLES[1:])]),
        visible=draws.visible,
        starts=plan.journey.start,
        routes=plan.journey.route,
        practice=np.asarray([[list(cell) for cell in row] for row in plan.practice], dtype=np.float64),
        effects=plan.effects,
    )


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
        skill=teams.skill,
        speed_incentive=teams.speed_incentive,
        culture=teams.culture,
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


def _customers(draws: Draws) -> Records:
    return _filled(
        CUSTOMER, draws.customers, arrival=draws.arrival, start=draws.start, segment=draws.segment, issue=NONE
    )


def _rules(plan: Plan) -> Records:
    opening, returning, pressure = plan.opening, plan.returning, plan.pressure
    return _filled(
        RULES,
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
        queue_per_agent=pressure.queue_per_agent,
        overwork_above=pressure.overwork_above,
        overwork_memory=pressure.overwork_memory,
        open=opening.never_closes,
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
