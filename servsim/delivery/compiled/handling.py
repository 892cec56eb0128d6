"""One encounter: joining, waiting, handling, ending; as in :mod:`servsim.delivery.team`."""

from math import exp, inf, nan

from servsim.delivery import encounter as physics
from servsim.delivery.compiled.heap import push
from servsim.compiling import compiled_module, inner
from servsim.delivery.compiled.lines import UNDECIDED, line_up, longest_idle, next_in_line, rest
from servsim.delivery.compiled.world import (
    BALK,
    DEFECT,
    DETECTION,
    HIDDEN,
    NONE,
    PATIENCE_MIN,
    VARIATION,
    WORK,
    World,
)  # fmt: skip
from servsim.delivery.encounter import Chance, Condition, Need, Practice
from servsim.delivery.order import CUSTOMER_BITS, END, PATIENCE, STEP_BITS

SERVED, ABANDONED, BALKED, TURNED_AWAY, CLOSED, WAITING, IN_SERVICE = 0, 1, 2, 3, 4, 5, 6
serve = compiled_module(physics).serve


@inner
def order_of(kind: int, customer: int, step: int) -> int:
    """The sorting key of an event, as in :func:`servsim.delivery.order.key`."""
    return (kind << (STEP_BITS + CUSTOMER_BITS)) | (customer << STEP_BITS) | step


@inner
def meet(w: World, customer: int, now: float) -> int:
    """A customer comes to a touchpoint: a new row."""
    number = w.rules[0].rows
    w.rules[0].rows = number + 1
    who, row = w.customers[customer], w.log[number]
    contact = w.visits[customer, who.touchpoint, 0]
    w.visits[customer, who.touchpoint, 0] = contact + 1
    row.customer = customer
    row.segment = who.segment
    row.touchpoint = who.touchpoint
    row.agent = NONE
    row.contact = contact
    row.issue = contact if who.issue == NONE else who.issue
    row.attempt = who.attempt
    row.joined = now
    row.started = nan
    row.ended = nan
    row.outcome = UNDECIDED
    row.ahead = 0
    row.comes_back = False
    row.draw = w.touchpoints[who.touchpoint].first_contact + contact
    who.step += 1
    return int(number)


@inner
def leave(w: World, number: int, outcome: int, now: float) -> None:
    """The encounter is over; what only a served customer has is struck out for all others."""
    w.log[number].outcome = outcome
    w.log[number].ended = now
    if outcome != SERVED:
        strike_out(w, number)


@inner
def strike_out(w: World, number: int) -> None:
    """Nothing is known of a delivery that did not end."""
    row = w.log[number]
    row.load = nan
    row.overwork = nan
    row.skill = nan
    row.personalization = nan
    row.distance = nan
    row.misfit = nan
    row.deviation = nan
    row.quality = nan
    row.fit = nan
    row.defect_made = False
    row.defect_caught = False
    row.resolved = False


@inner
def join(w: World, number: int, now: float) -> None:
    """A customer joins: is served at once, waits, finds no place, or walks past the line."""
    row = w.log[number]
    team = w.touchpoints[row.touchpoint].team
    if team == NONE:
        start(w, number, NONE, now)
        return
    waiting = w.teams[team].waiting
    row.ahead = waiting
    agent = longest_idle(w, team)
    if agent != NONE:
        start(w, number, agent, now)
    elif waiting >= w.teams[team].queue_limit:
        leave(w, number, TURNED_AWAY, now)
    elif balks(w, number, waiting):
        leave(w, number, BALKED, now)
    else:
        line_up(w, team, w.segments[row.segment].rank, number)
        patience = w.draws[PATIENCE_MIN, row.draw, row.customer]
        if patience < inf:
            push(w, now + patience, order_of(PATIENCE, row.customer, w.customers[row.customer].step - 1), number)


@inner
def balks(w: World, number: int, waiting: int) -> bool:
    """Whether the customer walks past a line of this length."""
    row = w.log[number]
    rule = w.segments[row.segment]
    if waiting < rule.balk_starts:
        return False
    probability = (waiting - rule.balk_starts + 1) / (rule.balk_certain - rule.balk_starts + 1)
    return bool(w.draws[BALK, row.draw, row.customer] < probability)


@inner
def feel(w: World, agent: int, now: float) -> None:
    """Bring the felt occupancy of an agent up to now."""
    person = w.agents[agent]
    level = 1.0 if person.busy else 0.0
    person.felt = level + (person.felt - level) * exp(-(now - person.since) / w.rules[0].overwork_memory)
    person.since = now


@inner
def condition_of(w: World, team: int, agent: int, now: float) -> Condition:
    """The state of the agent and of the queue when handling starts."""
    feel(w, agent, now)
    crew, rules = w.teams[team], w.rules[0]
    return Condition(
        crew.skill,
        w.agents[agent].pace,
        min(1.0, crew.waiting / (rules.queue_per_agent * crew.on_duty)),
        max(0.0, w.agents[agent].felt - rules.overwork_above),
        crew.speed_incentive,
        crew.culture,
    )


@inner
def start(w: World, number: int, agent: int, now: float) -> None:
    """Handling begins: everything about it is decided now and takes effect at its end."""
    row = w.log[number]
    customer, touchpoint, draw = row.customer, row.touchpoint, row.draw
    if agent == NONE:
        condition, bias = Condition(1.0, 1.0, 0.0, 0.0, 0.5, 0.5), 0.0
    else:
        condition = condition_of(w, w.touchpoints[touchpoint].team, agent, now)
        bias = w.agents[agent].bias
        w.agents[agent].busy = True
    row.agent = agent
    row.started = now
    p = w.practice[touchpoint, row.segment]
    practice = Practice(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8])
    kind = w.segments[row.segment]
    hidden = w.draws[HIDDEN, w.touchpoints[touchpoint].first_contact + row.issue, customer]
    need = Need(kind.need_mean, kind.need_spread, w.visible[touchpoint, customer], hidden)
    chance = Chance(
        w.draws[WORK, draw, customer],
        bias,
        w.draws[VARIATION, draw, customer],
        w.draws[DEFECT, draw, customer],
        w.draws[DETECTION, draw, customer],
    )
    served = serve(practice, need, chance, condition, w.effects)
    row.load = condition.load
    row.overwork = condition.overwork
    row.skill = condition.skill
    row.personalization = served.personalization
    row.distance = served.distance
    row.misfit = served.misfit
    row.deviation = served.deviation
    row.quality = served.quality
    row.fit = served.fit
    row.defect_made = served.defect_made
    row.defect_caught = served.defect_caught
    row.resolved = served.resolved
    push(w, now + served.handling_min, order_of(END, customer, w.customers[customer].step - 1), number)


@inner
def finish(w: World, number: int, now: float) -> None:
    """Handling ends: the agent takes the next customer, becomes idle, or leaves."""
    leave(w, number, SERVED, now)
    agent = w.log[number].agent
    if agent == NONE:
        return
    team = w.touchpoints[w.log[number].touchpoint].team
    feel(w, agent, now)
    w.agents[agent].busy = False
    if agent < w.teams[team].first_agent + w.teams[team].on_duty:
        ready(w, team, agent, now)


@inner
def ready(w: World, team: int, agent: int, now: float) -> None:
    """A free agent takes the next in line or becomes idle."""
    number = next_in_line(w, team)
    if number == NONE:
        rest(w, team, agent)
    else:
        start(w, number, agent, now)
