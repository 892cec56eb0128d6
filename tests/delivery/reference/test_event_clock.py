from collections.abc import Generator
from typing import Any

import pytest

from servsim.delivery.reference.event_clock import Event, EventClock

Process = Generator[Event, Any, None]


def test_moments_happen_at_their_times_and_simultaneous_ones_in_their_order() -> None:
    env, told = EventClock(), []
    for time, order, name in ((2.0, 7, "c"), (1.0, 5, "b"), (2.0, 3, "d"), (1.0, 2, "a")):
        env.at(time, order, Event((lambda _, name=name: told.append((env.now, name)),)))
    env.run()
    assert told == [(1.0, "a"), (1.0, "b"), (2.0, "d"), (2.0, "c")]


def test_absolute_times_are_exact() -> None:
    """``now + (t - now)`` is not ``t`` for many pairs of numbers; ``at`` is not told a delay."""
    env, instants, seen = EventClock(), [0.1 + 0.1 * number for number in range(200)], []

    def process() -> Process:
        for instant in instants:
            yield env.at(instant, 1)
            seen.append(env.now)

    env.follow(process())
    env.run()
    assert seen == instants


def test_a_process_runs_at_once_until_it_waits() -> None:
    env, told = EventClock(), []

    def process() -> Process:
        told.append("begins")
        yield env.at(3.0, 1)
        told.append("goes on")

    env.follow(process())
    assert told == ["begins"]
    env.run()
    assert told == ["begins", "goes on"]
    assert env.now == 3.0


def test_what_is_told_happens_before_anything_else_of_the_moment() -> None:
    env, told = EventClock(), []
    waited_for = Event()

    def waits() -> Process:
        yield waited_for
        told.append("told")

    def first(_: Event) -> None:
        told.append("first")
        env.announce(waited_for)

    env.follow(waits())
    env.at(1.0, 1, Event((first,)))
    env.at(1.0, 2, Event((lambda _: told.append("second"),)))
    env.run()
    assert told == ["first", "told", "second"]


def test_an_error_in_a_process_is_not_swallowed() -> None:
    env = EventClock()

    def process() -> Process:
        yield env.at(1.0, 1)
        raise ValueError("broken")

    env.follow(process())
    with pytest.raises(ValueError, match="broken"):
        env.run()
