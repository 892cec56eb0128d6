"""One encounter: joining, waiting, handling, ending; as in :mod:`servsim.delivery.reference.team`.

Who begins an encounter is decided at once, in the event that causes it; what happens in it is a pure function of that
decision, and is worked out for all of them in one place, at the end of the event.
"""

from math import exp, nan
from typing import Any

from servsim.compiling import compiled_modules, inner
from servsim.delivery.compiled.durations import FOREVER, duration
from servsim.delivery.compiled.heap import push
from servsim.delivery.compiled.queues import UNDECIDED, line_up, longest_idle, next_in_line, rest
from servsim.delivery.compiled.world import FIRST, NONE, Records, World, whole
from servsim.delivery.encounter import encounter as physics
from servsim.delivery.encounter.encounter import Chance, Condition, Need
from servsim.delivery.encounter.routine import NEVER
from servsim.delivery.events import CUSTOMER_BITS, END, STEP_BITS
from servsim.delivery.events import PATIENCE as LOSE_PATIENCE
from servsim.delivery.rules.outcomes import FINAL, LONG_LINE, QUEUE_FULL, SERVED
from servsim.delivery.rules.outcomes import PATIENCE as LOST_PATIENCE
from servsim.demand.compiled import keys, quantiles
from servsim.demand.keys import BALK, DEFECT, DETECTION, HIDDEN, PATIENCE, VARIATION, VISIBLE, WORK

serve = compiled_modules(physics).serve
uniform, encounter_key = keys.uniform, keys.encounter_key
standard_normal = quantiles.standard_normal


@inner
def order_of(kind: int, customer: int, step: int) -> int:
    """The sorting key of an event, as in :func:`servsim.delivery.events.key`."""
    return (kind << (STEP_BITS + CUSTOMER_BITS)) | (customer << STEP_BITS) | step


@inner
def meet(w: World, customer: int, now: float, inside: bool) -> int:
    """A customer comes to a touchpoint: a new row."""
    row = w.state[0].rows
    w.state[0].rows = row + 1
    w.state[0].present += 1
    who, log = w.customers[customer], w.log
    touchpoint = who.touchpoint
    contact = w.visits[customer, touchpoint, 0]
    w.visits[customer, touchpoint, 0] = contact + 1
    who.step += 1
    log[row].customer = customer
    log[row].segment = w.customers[customer].segment
    log[row].touchpoint = touchpoint
    log[row].agent = NONE
    log[row].contact = contact
    log[row].issue = contact if who.issue == NONE else who.issue
    log[row].attempt = who.attempt
    log[row].joined = now
    log[row].started = nan
    log[row].ended = nan
    log[row].cause = UNDECIDED
    log[row].ahead = 0
    log[row].follows = FINAL
    log[row].queue = w.touchpoints[touchpoint].team
    log[row].team = NONE
    log[row].transferred = inside
    log[row].key = encounter_key(w.customers[customer].key, w.touchpoints[touchpoint].place, whole(contact))
    return int(row)


@inner
def nothing_known(log: Records, row: int) -> None:
    """Nothing is known of a delivery that did not end."""
    log[row].load = nan
    log[row].overwork = nan
    log[row].skill = nan
    log[row].personalization = nan
    log[row].distance = nan
    log[row].misfit = nan
    log[row].deviation = nan
    log[row].quality = nan
    log[row].fit = nan
    log[row].defect_made = False
    log[row].defect_caught = False
    log[row].resolved = False


@inner
def leave(w: World, row: int, cause: int, now: float) -> None:
    """The encounter is over."""
    w.state[0].present -= 1
    if w.state[0].heard:
        w.over[w.state[0].over] = row
        w.state[0].over += 1
    w.log[row].cause = cause
    w.log[row].ended = now
    if cause != SERVED:
        nothing_known(w.log, row)
        if cause != LOST_PATIENCE:
            w.customers[w.log[row].customer].left_after = row


@inner
def join(w: World, row: int, now: float) -> None:
    """A customer joins: is served at once, waits, finds no place, or walks past the line."""
    touchpoint = w.log[row].touchpoint
    team = w.touchpoints[touchpoint].team
    if team == NONE:
        start(w, row, NONE, now)
        return
    waiting = w.teams[team].waiting
    w.log[row].ahead = waiting
    agent = longest_idle(w.agents, w.teams[team])
    if agent != NONE:
        start(w, row, agent, now)
    elif waiting >= w.teams[team].queue_limit:
        leave(w, row, QUEUE_FULL, now)
    elif balks(w, row, waiting):
        leave(w, row, LONG_LINE, now)
    else:
        wait(w, row, now)


@inner
def wait(w: World, row: int, now: float) -> None:
    """A customer lines up, perhaps not for ever."""
    touchpoint, segment, customer = w.log[row].touchpoint, w.log[row].segment, whole(w.log[row].customer)
    line_up(w, w.touchpoints[touchpoint].team, w.segments[segment].rank, row)
    law = w.ways[touchpoint, segment].patience
    if law.kind != FOREVER:
        patience = duration(law, w.points, uniform(w.log[row].key, PATIENCE))
        push(w, now + patience, order_of(LOSE_PATIENCE, customer, w.customers[customer].step - 1), row)


@inner
def balks(w: World, row: int, waiting: int) -> bool:
    """Whether the customer walks past a line of this length."""
    rule = w.segments[w.log[row].segment]
    if waiting < rule.balk_starts:
        return False
    probability = (waiting - rule.balk_starts + 1) / (rule.balk_certain - rule.balk_starts + 1)
    return bool(uniform(w.log[row].key, BALK) < probability)


@inner
def feel(person: Any, memory: float, now: float) -> None:
    """Bring the felt occupancy of an agent up to now."""
    if now > person.since:
        level = 1.0 if person.busy else 0.0
        person.felt = level + (person.felt - level) * exp(-(now - person.since) / memory)
        person.since = now


@inner
def start(w: World, row: int, agent: int, now: float) -> None:
    """Handling begins, under the pressure of this moment."""
    w.log[row].agent = agent
    w.log[row].started = now
    w.log[row].load = 0.0
    w.log[row].overwork = 0.0
    if agent != NONE:
        feel(w.agents[agent], w.state[0].overwork_memory, now)
        rules, person = w.state[0], w.agents[agent]
        pool = w.teams[w.touchpoints[w.log[row].touchpoint].team]
        w.log[row].load = min(1.0, pool.waiting / (rules.queue_per_agent * pool.on_duty))
        w.log[row].overwork = max(0.0, person.felt - rules.overwork_above)
        person.busy = True
        w.log[row].team = w.touchpoints[w.log[row].touchpoint].team
    w.behind[row] = w.state[0].starting
    w.state[0].starting = row


@inner
def handle(w: World, row: int, now: float) -> None:
    """Everything about an encounter that begins now; it takes effect at its end."""
    log = w.log
    way = w.ways[log[row].touchpoint, log[row].segment]
    served = serve(way, need_of(w, row), chance_of(w, row), condition_of(w, row))
    log[row].skill = way.skill
    log[row].personalization = served.personalization
    log[row].distance = served.distance
    log[row].misfit = served.misfit
    log[row].deviation = served.deviation
    log[row].quality = served.quality
    log[row].fit = served.fit
    log[row].defect_made = served.defect_made
    log[row].defect_caught = served.defect_caught
    log[row].resolved = served.resolved
    customer = whole(log[row].customer)
    push(w, now + served.handling_min, order_of(END, customer, w.customers[customer].step - 1), row)


@inner
def need_of(w: World, row: int) -> Need:
    """What the customer needs; where nobody's need differs, nothing is drawn."""
    kind = w.segments[w.log[row].segment]
    if kind.need_spread == 0.0:
        return Need(kind.need_mean, 0.0, 0.0, 0.0)
    customer, place = w.customers[w.log[row].customer].key, w.touchpoints[w.log[row].touchpoint].place
    visible = standard_normal(uniform(encounter_key(customer, place, FIRST), VISIBLE))
    hidden = standard_normal(uniform(encounter_key(customer, place, whole(w.log[row].issue)), HIDDEN))
    return Need(kind.need_mean, kind.need_spread, visible, hidden)


@inner
def chance_of(w: World, row: int) -> Chance:
    """The numbers of the encounter; where work never differs or no defect is possible, that is not drawn."""
    log, key = w.log, w.log[row].key
    touchpoint, segment, agent = log[row].touchpoint, log[row].segment, log[row].agent
    way = w.ways[touchpoint, segment]
    law = way.work
    work = duration(law, w.points, uniform(key, WORK)) / law.mean if law.mean > 0.0 else 1.0
    bias = 0.0 if agent == NONE else w.agents[agent].bias
    variation = 0.0 if way.sd_within == 0.0 else standard_normal(uniform(key, VARIATION))
    if way.defect_logit == NEVER:
        return Chance(work, bias, variation, 1.0, 1.0)
    return Chance(work, bias, variation, uniform(key, DEFECT), uniform(key, DETECTION))


@inner
def condition_of(w: World, row: int) -> Condition:
    """The state of the agent and of the queue when handling starts."""
    log, agent = w.log, w.log[row].agent
    if agent == NONE:
        return Condition(1.0, 0.0, 0.0)
    return Condition(w.agents[agent].pace, log[row].load, log[row].overwork)


@inner
def finish(w: World, row: int, now: float) -> None:
    """Handling ends: the agent takes the next customer, becomes idle, or leaves."""
    leave(w, row, SERVED, now)
    agent = whole(w.log[row].agent)
    if agent == NONE:
        return
    team = w.touchpoints[w.log[row].touchpoint].team
    feel(w.agents[agent], w.state[0].overwork_memory, now)
    w.agents[agent].busy = False
    if agent < w.teams[team].first_agent + w.teams[team].on_duty:
        ready(w, team, agent, now)


@inner
def ready(w: World, team: int, agent: int, now: float) -> None:
    """A free agent takes the next in line or becomes idle."""
    row = next_in_line(w, team)
    if row == NONE:
        rest(w.agents, w.teams[team], agent)
    else:
        start(w, row, agent, now)
