"""The event loop: the next of three streams (timetable, arrivals, heap), as :mod:`servsim.delivery.events` says."""

from math import inf, isnan, nan

from servsim.compiling import compiled_modules, inner, kernel
from servsim.delivery.compiled.handling import (
    finish,
    handle,
    join,
    leave,
    meet,
    order_of,
    ready,
    uniform,
)
from servsim.delivery.compiled.heap import fill_hole, push, take_first
from servsim.delivery.compiled.queues import UNDECIDED, send_off
from servsim.delivery.compiled.world import DOORS, NONE, Floats, World, whole
from servsim.delivery.events import ARRIVAL, CUSTOMER_BITS, END, STEP_BITS
from servsim.delivery.plan.plan import KEEP_WAITING, SEND_HOME
from servsim.delivery.rules import returning as calendar
from servsim.delivery.rules.outcomes import (
    COMES_BACK,
    DOORS_CLOSED,
    IN_SERVICE,
    PATIENCE,
    SENT_HOME,
    SERVED,
    STILL_WAITING,
    WALKS_ON,
)
from servsim.demand.compiled import standard_exponential
from servsim.demand.keys import COMPLAIN, COMPLAIN_DELAY, REDIAL, REDIAL_DELAY, REPEAT, REPEAT_DELAY, ROUTE, START

comes_back_at = compiled_modules(calendar).comes_back_at

TIMETABLE, FIRST_ARRIVALS, HEAP = 0, 1, 2


@kernel
def run_all(w: World) -> None:
    """Simulate all replications of a batch to their ends."""
    w.state[0].rows = 0
    for number in range(w.first_row.size - 1):
        begin(w, number, False)
        while step(w):
            pass
        finish_replication(w, number)


@inner
def step(w: World) -> bool:
    """Let the next event happen; whether there was one."""
    state = w.state[0]
    time, order, source = next_event(w, state.change, state.arrived)
    if source == NONE or time >= w.state[0].horizon:
        return False
    comes = NONE
    if source == TIMETABLE:
        keep_timetable(w, state.change, time)
        state.change += 1
    elif source == FIRST_ARRIVALS:
        comes = state.arrived
        begin_journey(w, comes)
        state.arrived = comes + 1
    else:
        comes = happen(w, order >> (STEP_BITS + CUSTOMER_BITS), time)
    if comes != NONE:
        visit(w, comes, time, source == HEAP and (order >> (STEP_BITS + CUSTOMER_BITS)) == END)
    row = w.state[0].starting
    while row != NONE:
        handle(w, row, time)
        row = whole(w.behind[row])
    w.state[0].starting = NONE
    fill_hole(w)
    return True


@inner
def begin(w: World, number: int, heard: bool) -> None:
    """Nobody is here yet, and nobody has worked; ``heard``: somebody wants to hear of encounters that are over."""
    state = w.state[0]
    state.first = w.first[number]
    state.coming = w.first[number + 1] - w.first[number]
    state.open = w.state[0].never_closes
    state.hole = False
    state.heard = heard
    state.change = 0
    state.arrived = 0
    state.over = 0
    state.events = 0
    state.present = 0
    state.starting = NONE
    for team in range(w.teams.size):
        w.teams[team].on_duty = 0
        w.teams[team].waiting = 0
        w.teams[team].idle_first = NONE
        for rank in range(w.lines.shape[1]):
            w.lines[team, rank].first = NONE
            w.lines[team, rank].last = NONE
    for agent in range(w.agents.size):
        w.agents[agent].bias = w.bias[number, agent]
        w.agents[agent].pace = w.pace[number, agent]
        w.agents[agent].felt = 0.0
        w.agents[agent].since = 0.0
        w.agents[agent].busy = False


@inner
def next_event(w: World, change: int, arrived: int) -> tuple[float, int, int]:
    """Time, order and stream of the next event; stream -1 when there is none."""
    time, order, source = inf, 0, NONE
    if change < w.timetable.size:
        time, order, source = w.timetable[change].time, w.timetable[change].order, TIMETABLE
    if arrived < w.state[0].coming:
        arrival, key = w.arrival[w.state[0].first + arrived], order_of(ARRIVAL, arrived, 0)
        if source == NONE or arrival < time or (arrival == time and key < order):
            time, order, source = arrival, key, FIRST_ARRIVALS
    if w.state[0].events > 0:
        first, key = w.heap[0].time, w.heap[0].order
        if source == NONE or first < time or (first == time and key < order):
            time, order, source = first, key, HEAP
    return time, order, source


@inner
def finish_replication(w: World, number: int) -> None:
    """Those who are still present when the replication ends; the next one's rows come after this one's."""
    w.first_row[number + 1] = w.state[0].rows
    w.state[0].heard = False
    row = w.state[0].rows
    while w.state[0].present > 0:  # most often they are among the last rows
        row -= 1
        if w.log[row].cause == UNDECIDED:
            leave(w, row, STILL_WAITING if isnan(w.log[row].started) else IN_SERVICE, nan)


@inner
def begin_journey(w: World, customer: int) -> None:
    """A customer comes for the first time."""
    who, key = w.customers[customer], w.key[w.state[0].first + customer]
    segment = w.segment[w.state[0].first + customer]
    ways = w.routes[segment, w.touchpoints.size]
    who.key = key
    who.segment = segment
    who.touchpoint = 0 if ways[0] >= 1.0 else first_above(ways, uniform(key, START))
    who.step = 0
    who.attempt = 0
    who.issue = NONE
    who.repeats = 0
    who.redials = 0
    who.left_after = NONE
    who.complained = False
    for place in range(w.visits.shape[1]):
        w.visits[customer, place, 0] = 0
        w.visits[customer, place, 1] = 0
    w.visits[customer, who.touchpoint, 1] = 1


@inner
def happen(w: World, kind: int, now: float) -> int:
    """The first event of the heap; who comes to a touchpoint by it, or -1."""
    about = take_first(w)
    if kind == ARRIVAL:
        return about
    if kind == END:
        finish(w, about, now)
    elif w.log[about].outcome == UNDECIDED and isnan(w.log[about].started):
        withdraw(w, about, PATIENCE, now)
    else:
        return NONE
    return move_on(w, about, now)


@inner
def keep_timetable(w: World, change: int, now: float) -> None:
    """A team follows its roster, or the doors open or close."""
    team, agents = w.timetable[change].team, w.timetable[change].agents
    if team == DOORS:
        w.state[0].open = agents == 1
        if agents == 0 and w.state[0].at_close == SEND_HOME:
            for place in range(w.teams.size):
                send_home(w, place, now)
        return
    before, first = w.teams[team].on_duty, w.teams[team].first_agent
    w.teams[team].on_duty = agents
    if agents < before:
        send_off(w.agents, w.teams[team], first + agents)
    for agent in range(first + before, first + agents):
        if not w.agents[agent].busy:
            ready(w, team, agent, now)


@inner
def send_home(w: World, team: int, now: float) -> None:
    """Everybody who still waits for a team leaves."""
    for rank in range(w.lines.shape[1]):
        row = whole(w.lines[team, rank].first)
        w.lines[team, rank].first = NONE
        while row != NONE:
            if w.log[row].cause == UNDECIDED:
                withdraw(w, row, SENT_HOME, now)
            row = whole(w.behind[row])


@inner
def withdraw(w: World, row: int, cause: int, now: float) -> None:
    """A waiting customer leaves."""
    w.teams[w.touchpoints[w.log[row].touchpoint].team].waiting -= 1
    leave(w, row, cause, now)


@inner
def visit(w: World, customer: int, now: float, inside: bool) -> None:
    """A customer comes to the touchpoint that is next."""
    row = meet(w, customer, now, inside)
    at_close = w.state[0].at_close
    if w.state[0].open or at_close == KEEP_WAITING or (inside and at_close != SEND_HOME):
        join(w, row, now)
    else:
        leave(w, row, DOORS_CLOSED, now)


@inner
def move_on(w: World, row: int, now: float) -> int:
    """After being served or giving up: come back later, walk on (the customer who does), or leave (-1)."""
    rules, customer, key = w.state[0], whole(w.log[row].customer), w.log[row].key
    who = w.customers[customer]
    if w.log[row].cause == SERVED:
        unresolved = not w.log[row].resolved and who.repeats < rules.repeats_at_most
        if not unresolved or uniform(key, REPEAT) >= rules.repeat_probability:
            return walk_on(w, row)
        who.repeats += 1
        who.attempt += 1
        pause = rules.repeat_delay * standard_exponential(uniform(key, REPEAT_DELAY))
    else:
        if who.redials >= rules.redials_at_most or uniform(key, REDIAL) >= rules.redial_probability:
            who.left_after = row
            return NONE
        who.redials += 1
        pause = rules.redial_delay * standard_exponential(uniform(key, REDIAL_DELAY))
    come_back(w, row, now + pause)
    return NONE


@inner
def come_back(w: World, row: int, instant: float) -> None:
    """Schedule a return, when the service is open and the replication not over by then."""
    rules, customer = w.state[0], whole(w.log[row].customer)
    if not (rules.never_closes or rules.at_close == KEEP_WAITING):
        instant = comes_back_at(instant, rules.opened, rules.open_minutes, rules.days)
    if instant >= rules.horizon:
        return
    w.log[row].follows = COMES_BACK
    w.customers[customer].issue = w.log[row].issue
    push(w, instant, order_of(ARRIVAL, customer, w.customers[customer].step), customer)


@inner
def walk_on(w: World, row: int) -> int:
    """Go to the next touchpoint at once (the customer), or leave (-1)."""
    customer = whole(w.log[row].customer)
    who = w.customers[customer]
    who.issue = NONE
    who.attempt = 0
    ways = w.routes[w.log[row].segment, w.log[row].touchpoint]
    goal = NONE if ways[w.touchpoints.size - 1] <= 0.0 else first_above(ways, uniform(w.log[row].key, ROUTE))
    if goal != NONE:
        w.visits[customer, goal, 1] += 1
        if w.visits[customer, goal, 1] > w.touchpoints[goal].visits_at_most:
            goal = NONE
    if goal == NONE:
        who.left_after = row
        return NONE
    who.touchpoint = goal
    w.log[row].follows = WALKS_ON
    return int(customer)


@inner
def complain(w: World, row: int, probability: float) -> None:
    """Who is gone after this encounter may come again once, to complain."""
    customer = whole(w.log[row].customer)
    who = w.customers[customer]
    if who.left_after != row or who.complained or uniform(w.customers[customer].key, COMPLAIN) >= probability:
        return
    who.complained = True
    who.attempt = 0
    who.touchpoint = w.state[0].complaints_at
    pause = w.state[0].complaint_delay * standard_exponential(uniform(w.customers[customer].key, COMPLAIN_DELAY))
    come_back(w, row, w.log[row].ended + pause)
    who.issue = NONE


@inner
def first_above(cumulative: Floats, number: float) -> int:
    """The first place whose cumulative share lies above the uniform number; -1 beyond the last."""
    for place in range(cumulative.size):
        if number < cumulative[place]:
            return place
    return NONE
