"""The events to come: a binary heap of records, sorted by (time, order)."""

from servsim.compiling import inner
from servsim.delivery.compiled.world import World


@inner
def push(w: World, time: float, order: int, about: int) -> None:
    """Add an event."""
    heap = w.heap
    place = w.rules[0].events
    w.rules[0].events = place + 1
    while place > 0:
        parent = (place - 1) >> 1
        if heap[parent].time < time or (heap[parent].time == time and heap[parent].order < order):
            break
        heap[place] = heap[parent]
        place = parent
    heap[place].time = time
    heap[place].order = order
    heap[place].about = about


@inner
def drop_first(w: World) -> None:
    """Remove the first event (entry 0)."""
    heap = w.heap
    last = w.rules[0].events - 1
    w.rules[0].events = last
    time, order = heap[last].time, heap[last].order
    place = 0
    while True:
        child = 2 * place + 1
        if child >= last:
            break
        other = child + 1
        if other < last and (
            heap[other].time < heap[child].time
            or (heap[other].time == heap[child].time and heap[other].order < heap[child].order)
        ):
            child = other
        if time < heap[child].time or (time == heap[child].time and order < heap[child].order):
            break
        heap[place] = heap[child]
        place = child
    heap[place] = heap[last]
