"""One encounter: joining, waiting, handling, ending; as in :mod:`servsim.delivery.reference`, by the same rules.

Who begins an encounter is decided at once, in the event that causes it; what happens in it is a pure function of that
decision, and is worked out for all of them in one place, at the end of the event.
"""

from math import nan
from typing import Any

from servsim.compiling import compiled_modules, inner
from servsim.delivery import events
from servsim.delivery.compiled.durations import FOREVER, duration
from servsim.delivery.compiled.heap import push
from servsim.delivery.compiled.queues import idle_agent, line_up, rest, take_next
from servsim.delivery.compiled.records import FIRST, NONE, UNDECIDED, Records, whole
from servsim.delivery.compiled.world import World
from servsim.delivery.encounter import encounter as physics
from servsim.delivery.encounter.encounter import Chance, Condition, Need
from servsim.delivery.encounter.practice import NEVER
from servsim.delivery.events import END
from servsim.delivery.events import PATIENCE as LOSE_PATIENCE
from servsim.delivery.rules import joining, pressure
from servsim.delivery.rules.outcomes import FINAL, LONG_LINE, PATIENCE, QUEUE_FULL, SERVED
from servsim.demand.compiled import keys, quantiles
from servsim.demand.keys import BALK, DEFECT, DETECTION, HIDDEN, VARIATION, VISIBLE, WORK
from servsim.demand.keys import PATIENCE as DRAWN_PATIENCE

serve = compiled_modules(physics).serve
order_of = compiled_modules(events).key
_joining, _pressure = compiled_modules(joining), compiled_modules(pressure)
is_full, may_balk, balks = _joining.is_full, _joining.may_balk, _joining.balks
felt_occupancy, load_of, overwork_of = _pressure.felt_occupancy, _pressure.load_of, _pressure.overwork_of
uniform, encounter_key = keys.uniform, keys.encounter_key
standard_normal = quantiles.standard_normal


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
    log[row].queue = w.touchpoints[touchpoint].queue
    log[row].team = NONE
    log[row].agent = NONE
    log[row].contact = contact
    log[row].issue = contact if who.issue == NONE else who.issue
    log[row].attempt = who.attempt
    log[row].joined = now
    log[row].started = nan
    log[row].ended = nan
    log[row].cause = UNDECIDED
    log[row].follows = FINAL
    log[row].ahead = 0
    log[row].transferred = inside
    log[row].key = encounter_key(w.customers[customer].key, w.touchpoints[touchpoint].word, whole(contact))
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
    w.over[w.state[0].over] = row
    w.state[0].over += 1
    w.log[row].cause = cause
    w.log[row].ended = now
    if cause != SERVED:
        nothing_known(w.log, row)
        if cause != PATIENCE:
            w.customers[w.log[row].customer].left_after = row


@inner
def join(w: World, row: int, now: float) -> None:
    """A customer joins: is served at once, waits, finds the queue full, or walks past the line."""
    queue = whole(w.log[row].queue)
    if queue == NONE:
        start(w, row, NONE, now)
        return
    waiting = w.queues[queue].waiting
    w.log[row].ahead = waiting
    agent = idle_agent(w, queue)
    if agent != NONE:
        start(w, row, agent, now)
    elif is_full(waiting, w.queues[queue].limit):
        leave(w, row, QUEUE_FULL, now)
    elif is_repelled(w, row, waiting):
        leave(w, row, LONG_LINE, now)
    else:
        wait(w, row, now)


@inner
def wait(w: World, row: int, now: float) -> None:
    """A customer lines up, perhaps not for ever."""
    touchpoint, segment, customer = w.log[row].touchpoint, w.log[row].segment, whole(w.log[row].customer)
    line_up(w, w.log[row].queue, w.segments[segment].rank, row)
    law = w.practices[touchpoint, segment].patience
    if law.kind != FOREVER:
        patience = duration(law, w.points, uniform(w.log[row].key, DRAWN_PATIENCE))
        push(w, now + patience, order_of(LOSE_PATIENCE, customer, w.customers[customer].step - 1), row)


@inner
def is_repelled(w: World, row: int, waiting: int) -> bool:
    """Whether the line is too long for this customer."""
    rule = w.segments[w.log[row].segment]
    if not may_balk(waiting, rule.balk_starts):
        return False
    return bool(balks(waiting, rule.balk_starts, rule.balk_certain, uniform(w.log[row].key, BALK)))


@inner
def feel(person: Any, memory: float, now: float) -> None:
    """Bring the felt occupancy of an agent up to now."""
    if now > person.since:
        person.felt = felt_occupancy(person.felt, person.busy, now - person.since, memory)
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
        w.log[row].load = load_of(waiting_for(w, person.team), rules.queue_per_agent, w.teams[person.team].on_duty)
        w.log[row].overwork = overwork_of(person.felt, rules.overwork_above)
        w.log[row].team = person.team
        person.busy = True
    w.behind[row] = w.state[0].starting
    w.state[0].starting = row


@inner
def waiting_for(w: World, team: int) -> int:
    """Customers who wait where a team takes from."""
    waiting = 0
    for pair in range(w.teams[team].first_pair, w.teams[team].end_pair):
        waiting += w.queues[w.takes[pair].other].waiting
    return waiting


@inner
def handle(w: World, row: int, now: float) -> None:
    """Everything about an encounter that begins now; it takes effect at its end."""
    log = w.log
    practice = w.practices[log[row].touchpoint, log[row].segment]
    agent = whole(log[row].agent)
    person = w.persons[w.agents.size if agent == NONE else agent]
    served = serve(practice, person, need_of(w, row), chance_of(w, row), condition_of(w, row))
    log[row].skill = person.skill
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
    customer, word = w.customers[w.log[row].customer].key, w.touchpoints[w.log[row].touchpoint].word
    visible = standard_normal(uniform(encounter_key(customer, word, FIRST), VISIBLE))
    hidden = standard_normal(uniform(encounter_key(customer, word, whole(w.log[row].issue)), HIDDEN))
    return Need(kind.need_mean, kind.need_spread, visible, hidden)


@inner
def chance_of(w: World, row: int) -> Chance:
    """The numbers of the encounter; where work never differs or no defect is possible, that is not drawn."""
    log, key = w.log, w.log[row].key
    touchpoint, segment, agent = log[row].touchpoint, log[row].segment, log[row].agent
    practice = w.practices[touchpoint, segment]
    law = practice.work
    work = duration(law, w.points, uniform(key, WORK)) / law.mean if law.mean > 0.0 else 1.0
    bias = 0.0 if agent == NONE else w.agents[agent].bias
    variation = 0.0 if practice.sd_within == 0.0 else standard_normal(uniform(key, VARIATION))
    if practice.defect_logit == NEVER:
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
    """Handling ends: the agent takes the next customer, becomes idle, or goes off duty."""
    leave(w, row, SERVED, now)
    agent = whole(w.log[row].agent)
    if agent == NONE:
        return
    feel(w.agents[agent], w.state[0].overwork_memory, now)
    w.agents[agent].busy = False
    if w.agents[agent].on_duty:
        ready(w, agent, now)


@inner
def ready(w: World, agent: int, now: float) -> None:
    """A free agent takes the next customer or becomes idle."""
    team = w.agents[agent].team
    row = take_next(w, team)
    if row != NONE:
        start(w, row, agent, now)
        return
    w.state[0].turns += 1
    w.agents[agent].turn = w.state[0].turns
    rest(w, w.teams[team], agent)
