"""The events to come: a binary heap of records, sorted by (time, order).

Taking the first event leaves a hole at the top. Most often another event is pushed at once (who has finished takes the
next customer) and falls into the hole, which saves one of two ways through the heap.
"""

from servsim.compiling import inner
from servsim.delivery.compiled.records import Records
from servsim.delivery.compiled.world import World


@inner
def before(heap: Records, index: int, time: float, order: int) -> bool:
    """Whether the event at an index of the heap comes before a time and order."""
    event = heap[index]
    if event.time == time:  # hardly ever, so that a processor guesses right; the comparison below needs no branch
        return bool(event.order < order)
    return bool(event.time < time)


@inner
def move(heap: Records, index: int, to: int) -> None:
    """Write an event to another index; number by number, because the compiler would copy a record byte by byte."""
    heap[to].time = heap[index].time
    heap[to].order = heap[index].order
    heap[to].about = heap[index].about


@inner
def push(w: World, time: float, order: int, about: int) -> None:
    """Add an event."""
    state = w.state[0]
    if state.hole:
        state.hole = False
        index = sink(w.heap, time, order, state.events)
    else:
        index = state.events
        state.events = index + 1
        while index > 0:
            parent = (index - 1) >> 1
            if before(w.heap, parent, time, order):
                break
            move(w.heap, parent, index)
            index = parent
    w.heap[index].time = time
    w.heap[index].order = order
    w.heap[index].about = about


@inner
def sink(heap: Records, time: float, order: int, size: int) -> int:
    """Make room for an event, from the top of a heap of some size downwards; its index."""
    index, child = 0, 1
    while child < size:
        other = child + 1
        if other < size:
            child += before(heap, other, heap[child].time, heap[child].order)
        if not before(heap, child, time, order):
            break
        move(heap, child, index)
        index, child = child, 2 * child + 1
    return index


@inner
def take_first(w: World) -> int:
    """Take the first event out; what it is about."""
    w.state[0].hole = True
    return int(w.heap[0].about)


@inner
def fill_hole(w: World) -> None:
    """Bring the last event into the hole, when nothing fell into it."""
    state = w.state[0]
    if state.hole:
        state.hole = False
        last = state.events - 1
        state.events = last
        if last > 0:
            event = w.heap[last]
            index = sink(w.heap, event.time, event.order, last)
            move(w.heap, last, index)
