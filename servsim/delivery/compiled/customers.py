"""A customer on the way: comes to a touchpoint, moves on, comes back, complains; by the rules of both engines."""

from servsim.compiling import compiled_modules, inner
from servsim.delivery.compiled.handling import join, leave, meet, order_of, uniform
from servsim.delivery.compiled.heap import push
from servsim.delivery.compiled.records import NONE, whole
from servsim.delivery.compiled.world import World
from servsim.delivery.events import ARRIVAL
from servsim.delivery.rules import joining, returning, walking
from servsim.delivery.rules.outcomes import COMES_BACK, DOORS_CLOSED, SERVED, WALKS_ON
from servsim.demand.compiled import standard_exponential
from servsim.demand.keys import COMPLAIN, COMPLAIN_DELAY, REDIAL, REDIAL_DELAY, REPEAT, REPEAT_DELAY, ROUTE

may_enter = compiled_modules(joining).may_enter
_returning, _walking = compiled_modules(returning), compiled_modules(walking)
may_repeat, may_redial, may_complain = _returning.may_repeat, _returning.may_redial, _returning.may_complain
decides_to, keeps_hours, comes_back_at = _returning.decides_to, _returning.keeps_hours, _returning.comes_back_at
first_above, is_settled, leads_nowhere = _walking.first_above, _walking.is_settled, _walking.leads_nowhere


@inner
def withdraw(w: World, row: int, cause: int, now: float) -> None:
    """A waiting customer leaves."""
    w.queues[w.log[row].queue].waiting -= 1
    leave(w, row, cause, now)


@inner
def visit(w: World, customer: int, now: float, inside: bool) -> None:
    """A customer comes to the touchpoint that is next."""
    row = meet(w, customer, now, inside)
    if may_enter(w.state[0].open, inside, w.state[0].at_close):
        join(w, row, now)
    else:
        leave(w, row, DOORS_CLOSED, now)


@inner
def move_on(w: World, row: int, now: float) -> int:
    """After being served or giving up: come back later, walk on (the customer who does), or leave (-1)."""
    rules, customer, key = w.state[0], whole(w.log[row].customer), w.log[row].key
    who = w.customers[customer]
    if w.log[row].cause == SERVED:
        again = may_repeat(w.log[row].resolved, who.repeats, rules.repeats_at_most)
        if not again or not decides_to(uniform(key, REPEAT), rules.repeat_probability):
            return walk_on(w, row)
        who.repeats += 1
        who.attempt += 1
        pause = rules.repeat_delay * standard_exponential(uniform(key, REPEAT_DELAY))
    else:
        again = may_redial(who.redials, rules.redials_at_most)
        if not again or not decides_to(uniform(key, REDIAL), rules.redial_probability):
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
    if keeps_hours(rules.never_closes, rules.at_close):
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
    shares = w.routes[w.log[row].segment, w.log[row].touchpoint]
    goal = NONE if leads_nowhere(shares) else first_above(shares, uniform(w.log[row].key, ROUTE))
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
def complain(w: World, row: int, probability: float, gone: bool) -> None:
    """Who is gone after this encounter may come again once, to complain."""
    customer = whole(w.log[row].customer)
    who = w.customers[customer]
    if not may_complain(gone, who.complained):
        return
    if not decides_to(uniform(w.customers[customer].key, COMPLAIN), probability):
        return
    who.complained = True
    who.attempt = 0
    who.touchpoint = w.state[0].complaints_at
    pause = w.state[0].complaint_delay * standard_exponential(uniform(w.customers[customer].key, COMPLAIN_DELAY))
    come_back(w, row, w.log[row].ended + pause)
    who.issue = NONE
