"""SimPy's environment with a timetable: moments at absolute times, in the documented order, and slim processes.

SimPy counts time in delays (``timeout(t - now)`` is not always ``t``), orders simultaneous events by their making, and
gives each process events of its own for its beginning and end. Here a process is a generator that is resumed by the
moments it waits for, and nothing else; that halves the number of events.
"""

from collections.abc import Callable, Generator
from heapq import heappush
from operator import attrgetter
from typing import Any

import simpy

URGENT = 0


class Event:
    """Something that happens once; all that SimPy's event loop asks of an event.

    When it happens, its callbacks are called, or the one process that waits for it goes on.
    """

    __slots__ = ("callbacks", "process")
    _ok = True
    process: Generator["Event", Any, None] | None

    def __init__(self, callbacks: tuple[Callable[[Any], None], ...] = ()) -> None:
        self.callbacks = callbacks


class EventClock(simpy.Environment):
    """A SimPy environment that can schedule at an absolute time, in the documented order of simultaneous events."""

    now = property(attrgetter("_now"))
    """As SimPy's own, but without a call of Python code each time."""

    def at(self, time: float, order: int, event: Event | None = None) -> Event:
        """Schedule a moment (a new one when none is given) at ``time`` with the key ``order``."""
        if event is None:
            event = Event()
        queue: list[Any] = self._queue  # SimPy types the key as its two built-in priorities, and events as its own
        heappush(queue, (time, order, next(self._eid), event))
        return event

    def announce(self, event: Event) -> None:
        """Let a moment happen now, before anything else."""
        self.at(self.now, URGENT, event)

    def follow(self, process: Generator[Event, Any, None]) -> None:
        """Run a process until the first moment it waits for, and from each such moment to the next."""
        _go_on(process)


def _go_on(process: Generator[Event, Any, None]) -> None:
    for event in process:
        event.process = process
        event.callbacks = _RESUME
        return


def _resume(event: Event) -> None:
    """The moment that is waited for holds the process; afterwards nothing does, so that no circle remains."""
    process, event.process = event.process, None
    assert process is not None
    _go_on(process)


_RESUME = (_resume,)
