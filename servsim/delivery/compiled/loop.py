"""The event loop: the next of three streams (changes, arrivals, heap), as :mod:`servsim.delivery.events` says."""

from math import inf, isnan, nan
from types import FunctionType
from typing import Any

from servsim.compiling import compiled_modules, inner, kernel
from servsim.delivery import events
from servsim.delivery.compiled.changes import keep_changes
from servsim.delivery.compiled.customers import complain, first_above, is_settled, move_on, visit, withdraw
from servsim.delivery.compiled.handling import finish, handle, leave, order_of, uniform
from servsim.delivery.compiled.heap import fill_hole, take_first
from servsim.delivery.compiled.records import NONE, UNDECIDED, whole
from servsim.delivery.compiled.world import World
from servsim.delivery.events import ARRIVAL, END
from servsim.delivery.hooks import Hook
from servsim.delivery.rules.outcomes import IN_SERVICE, PATIENCE, STILL_WAITING
from servsim.demand.keys import START

kind_of = compiled_modules(events).kind_of

CHANGES, FIRST_ARRIVALS, HEAP = 0, 1, 2
LOOK = 4096
"""Events between two looks whether to go on."""


def main_loop(name: str, hook: Hook | None) -> Any:
    """The kernel that simulates all replications of a batch; compiled for a hook, and for none, under its own name.

    There is one loop; functions that call those of the hook are made from their source once for each hook, and nobody
    else's code is compiled anew.
    """
    names = dict(globals())
    if hook is not None:
        names["HOOKED"] = True
        names["hook_meet"], names["hook_after"] = hook.compiled()
    for function in (begin_journey, hear, step):
        names[function.__name__] = inner(_copy(function, names, function.__name__))
    others = () if hook is None else (type(hook).__module__,)
    return kernel(_copy(run_all, names, name), *others)


def _copy(function: Any, names: dict[str, Any], name: str) -> Any:
    copy = FunctionType(function.__code__, names, name)
    copy.__qualname__ = name
    return copy


HOOKED = False


def hook_meet(notes: Any, customer: int, segment: int) -> None:
    """Of the hook; here there is none."""


def hook_after(notes: Any, row: Any, gone: bool) -> float:
    """Of the hook; here there is none."""
    raise NotImplementedError  # never called: see HOOKED


def run_all(w: World, notes: Any) -> bool:
    """Simulate all replications of a batch to their ends; whether that was done, and not cancelled."""
    w.state[0].rows = 0
    w.state[0].looks = LOOK
    for number in range(w.first_row.size - 1):
        begin(w, number)
        while step(w, notes):
            w.state[0].looks -= 1
            if w.state[0].looks == 0:
                w.state[0].looks = LOOK
                if w.cancelled[0] != 0:
                    return False
        finish_replication(w, number)
    return True


def step(w: World, notes: Any) -> bool:
    """Let the next event happen; whether there was one."""
    state = w.state[0]
    time, order, source = next_event(w, state.change, state.arrived)
    if source == NONE or time >= w.state[0].horizon:
        return False
    comes = NONE
    if source == CHANGES:
        keep_changes(w, state.change, time)
        state.change += 1
    elif source == FIRST_ARRIVALS:
        comes = state.arrived
        begin_journey(w, comes, notes)
        state.arrived = comes + 1
    else:
        comes = happen(w, kind_of(order), time)
    if comes != NONE:
        visit(w, comes, time, source == HEAP and kind_of(order) == END)
    row = w.state[0].starting
    while row != NONE:
        handle(w, row, time)
        row = whole(w.behind[row])
    w.state[0].starting = NONE
    if HOOKED:
        hear(w, notes)
    w.state[0].over = 0
    fill_hole(w)
    return True


def hear(w: World, notes: Any) -> None:
    """Let the hook know of the encounters that are over; who is gone may come again, to complain."""
    for index in range(w.state[0].over):
        row = w.over[index]
        gone = w.customers[w.log[row].customer].left_after == row
        complain(w, row, hook_after(notes, w.log[row], gone), gone)


def begin_journey(w: World, customer: int, notes: Any) -> None:
    """A customer comes for the first time."""
    who, key = w.customers[customer], w.key[w.state[0].first + customer]
    segment = w.segment[w.state[0].first + customer]
    shares = w.routes[segment, w.touchpoints.size]
    who.key = key
    who.segment = segment
    who.touchpoint = 0 if is_settled(shares) else first_above(shares, uniform(key, START))
    who.step = 0
    who.attempt = 0
    who.issue = NONE
    who.repeats = 0
    who.redials = 0
    who.left_after = NONE
    who.complained = False
    for touchpoint in range(w.visits.shape[1]):
        w.visits[customer, touchpoint, 0] = 0
        w.visits[customer, touchpoint, 1] = 0
    w.visits[customer, who.touchpoint, 1] = 1
    if HOOKED:
        hook_meet(notes, customer, segment)


@inner
def begin(w: World, number: int) -> None:
    """Nobody is here yet, and nobody has worked."""
    state = w.state[0]
    state.first = w.first[number]
    state.coming = w.first[number + 1] - w.first[number]
    state.open = w.state[0].never_closes
    state.hole = False
    state.change = 0
    state.arrived = 0
    state.over = 0
    state.events = 0
    state.present = 0
    state.turns = 0
    state.starting = NONE
    for team in range(w.teams.size):
        w.teams[team].on_duty = 0
        w.teams[team].idle_first = NONE
    for queue in range(w.queues.size):
        w.queues[queue].waiting = 0
        for priority in range(w.lines.shape[1]):
            w.lines[queue, priority].first = NONE
            w.lines[queue, priority].last = NONE
    for agent in range(w.agents.size):
        w.agents[agent].bias = w.bias[number, agent]
        w.agents[agent].pace = w.pace[number, agent]
        w.agents[agent].felt = 0.0
        w.agents[agent].since = 0.0
        w.agents[agent].busy = False
        w.agents[agent].on_duty = False


@inner
def next_event(w: World, change: int, arrived: int) -> tuple[float, int, int]:
    """Time, order and stream of the next event; stream -1 when there is none."""
    time, order, source = inf, 0, NONE
    if change < w.changes.size:
        time, order, source = w.changes[change].time, w.changes[change].order, CHANGES
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
    row = w.state[0].rows
    while w.state[0].present > 0:  # most often they are among the last rows
        row -= 1
        if w.log[row].cause == UNDECIDED:
            leave(w, row, STILL_WAITING if isnan(w.log[row].started) else IN_SERVICE, nan)


@inner
def happen(w: World, kind: int, now: float) -> int:
    """The first event of the heap; who comes to a touchpoint by it, or -1."""
    about = take_first(w)
    if kind == ARRIVAL:
        return about
    if kind == END:
        finish(w, about, now)
    elif w.log[about].cause == UNDECIDED and isnan(w.log[about].started):
        withdraw(w, about, PATIENCE, now)
    else:
        return NONE
    return move_on(w, about, now)
