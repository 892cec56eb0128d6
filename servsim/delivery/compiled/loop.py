"""The event loop: the next of three streams (timetable, arrivals, heap), as :mod:`servsim.delivery.order` says."""

from math import inf, isnan

from servsim.delivery import calendar
from servsim.delivery.compiled.handling import (
    ABANDONED,
    CLOSED,
    IN_SERVICE,
    SERVED,
    WAITING,
    finish,
    join,
    leave,
    meet,
    order_of,
    ready,
    strike_out,
)
from servsim.delivery.compiled.heap import drop_first, push
from servsim.compiling import compiled_module, inner, kernel
from servsim.delivery.compiled.lines import UNDECIDED, send_off
from servsim.delivery.compiled.world import (
    DOORS,
    NONE,
    REDIAL,
    REDIAL_DELAY,
    REPEAT,
    REPEAT_DELAY,
    ROUTE,
    Floats,
    World,
)
from servsim.delivery.order import ARRIVAL, CUSTOMER_BITS, END, PATIENCE, STEP_BITS
from servsim.delivery.plan import KEEP_WAITING, SEND_HOME

comes_back_at = compiled_module(calendar).comes_back_at


TIMETABLE, FIRST_ARRIVALS, HEAP = 0, 1, 2


@kernel
def run(w: World) -> int:
    """Simulate to the end; the number of rows of the log."""
    change, customer = 0, 0
    while True:
        time, order, source = next_event(w, change, customer)
        if source == NONE or time >= w.rules[0].horizon:
            break
        if source == TIMETABLE:
            keep_timetable(w, change, time)
            change += 1
        elif source == FIRST_ARRIVALS:
            arrive(w, customer, time)
            customer += 1
        else:
            about = w.heap[0].about
            drop_first(w)
            happen(w, order >> (STEP_BITS + CUSTOMER_BITS), about, time)
    close_the_book(w)
    return int(w.rules[0].rows)


@inner
def next_event(w: World, change: int, customer: int) -> tuple[float, int, int]:
    """Time, order and stream of the next event; stream -1 when there is none."""
    time, order, source = inf, 0, NONE
    if change < w.timetable.size:
        time, order, source = w.timetable[change].time, w.timetable[change].order, TIMETABLE
    if customer < w.customers.size:
        arrival, key = w.customers[customer].arrival, order_of(ARRIVAL, customer, 0)
        if source == NONE or arrival < time or (arrival == time and key < order):
            time, order, source = arrival, key, FIRST_ARRIVALS
    if w.rules[0].events > 0:
        first, key = w.heap[0].time, w.heap[0].order
        if source == NONE or first < time or (first == time and key < order):
            time, order, source = first, key, HEAP
    return time, order, source


@inner
def close_the_book(w: World) -> None:
    """Those who are still present when the replication ends."""
    for number in range(w.rules[0].rows):
        row = w.log[number]
        if row.outcome == UNDECIDED:
            row.outcome = WAITING if isnan(row.started) else IN_SERVICE
            strike_out(w, number)


@inner
def arrive(w: World, customer: int, now: float) -> None:
    """A customer comes for the first time."""
    who = w.customers[customer]
    who.touchpoint = first_above(w.starts[who.segment], who.start)
    w.visits[customer, who.touchpoint, 1] = 1
    visit(w, customer, now, False)


@inner
def happen(w: World, kind: int, about: int, now: float) -> None:
    """An event of the heap."""
    if kind == END:
        finish(w, about, now)
        move_on(w, about, now)
    elif kind == PATIENCE:
        if w.log[about].outcome == UNDECIDED and isnan(w.log[about].started):
            withdraw(w, about, ABANDONED, now)
    else:
        visit(w, about, now, False)


@inner
def keep_timetable(w: World, change: int, now: float) -> None:
    """A team follows its roster, or the doors open or close."""
    team, agents = w.timetable[change].team, w.timetable[change].agents
    if team == DOORS:
        w.rules[0].open = agents == 1
        if agents == 0 and w.rules[0].at_close == SEND_HOME:
            for place in range(w.teams.size):
                send_home(w, place, now)
        return
    before, first = w.teams[team].on_duty, w.teams[team].first_agent
    w.teams[team].on_duty = agents
    if agents < before:
        send_off(w, team, first + agents)
    for agent in range(first + before, first + agents):
        if not w.agents[agent].busy:
            ready(w, team, agent, now)


@inner
def send_home(w: World, team: int, now: float) -> None:
    """Everybody who still waits for a team leaves."""
    for rank in range(w.lines.shape[1]):
        number = w.lines[team, rank].first
        w.lines[team, rank].first = NONE
        while number != NONE:
            if w.log[number].outcome == UNDECIDED:
                withdraw(w, number, CLOSED, now)
            number = w.log[number].behind


@inner
def withdraw(w: World, number: int, outcome: int, now: float) -> None:
    """A waiting customer leaves."""
    w.teams[w.touchpoints[w.log[number].touchpoint].team].waiting -= 1
    leave(w, number, outcome, now)
    move_on(w, number, now)


@inner
def visit(w: World, customer: int, now: float, inside: bool) -> None:
    """A customer comes to the touchpoint that is next."""
    number = meet(w, customer, now)
    rules = w.rules[0]
    if rules.open or rules.at_close == KEEP_WAITING or (inside and rules.at_close != SEND_HOME):
        join(w, number, now)
    else:
        leave(w, number, CLOSED, now)


@inner
def move_on(w: World, number: int, now: float) -> None:
    """After an encounter: come back later, walk on, or leave."""
    row, rules = w.log[number], w.rules[0]
    who = w.customers[row.customer]
    if row.outcome == SERVED:
        unresolved = not row.resolved and who.repeats < rules.repeats_at_most
        if unresolved and w.draws[REPEAT, row.draw, row.customer] < rules.repeat_probability:
            who.repeats += 1
            who.attempt += 1
            come_back(w, number, now + rules.repeat_delay * w.draws[REPEAT_DELAY, row.draw, row.customer])
        else:
            walk_on(w, number, now)
    elif row.outcome == ABANDONED:
        again = who.redials < rules.redials_at_most
        if again and w.draws[REDIAL, row.draw, row.customer] < rules.redial_probability:
            who.redials += 1
            come_back(w, number, now + rules.redial_delay * w.draws[REDIAL_DELAY, row.draw, row.customer])


@inner
def come_back(w: World, number: int, instant: float) -> None:
    """Schedule a return, when the service is open and the replication not over by then."""
    row, rules = w.log[number], w.rules[0]
    if not (rules.never_closes or rules.at_close == KEEP_WAITING):
        instant = comes_back_at(instant, rules.opened, rules.open_minutes, rules.days)
    if instant >= rules.horizon:
        return
    row.comes_back = True
    w.customers[row.customer].issue = row.issue
    push(w, instant, order_of(ARRIVAL, row.customer, w.customers[row.customer].step), row.customer)


@inner
def walk_on(w: World, number: int, now: float) -> None:
    """Go to the next touchpoint at once, or leave."""
    row = w.log[number]
    customer = row.customer
    who = w.customers[customer]
    who.issue = NONE
    who.attempt = 0
    goal = first_above(w.routes[row.segment, row.touchpoint], w.draws[ROUTE, row.draw, customer])
    if goal == NONE:
        return
    w.visits[customer, goal, 1] += 1
    if w.visits[customer, goal, 1] > w.touchpoints[goal].visits_at_most:
        return
    who.touchpoint = goal
    visit(w, customer, now, True)


@inner
def first_above(cumulative: Floats, uniform: float) -> int:
    """The first place whose cumulative share lies above the uniform; -1 beyond the last."""
    for place in range(cumulative.size):
        if uniform < cumulative[place]:
            return place
    return NONE
