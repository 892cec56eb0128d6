from collections.abc import Callable
from dataclasses import replace

import pytest

from servsim.explanation.expected_encounters import Usual
from servsim.explanation.loads import Stream, Workload
from servsim.explanation.outlook import Before, Goal, outlook, outlooks
from servsim.scenario.parts.effects import Redial
from servsim.scenario.parts.people import Balking
from servsim.theory import BalkingQueue, ErlangA, ErlangC, FiniteRoom, SingleAgent, priority_waits_single, two_moment

STREAM = Stream(2.0, Usual(2.0, 8.0, 0.1), 1, None, None, 1.0)
TEAM = Workload("desk", 0.0, 600.0, 5, None, (STREAM,))
GOAL = Goal(0.5)


def with_stream(work: Workload = TEAM, **changes: object) -> Workload:
    return replace(work, streams=tuple(replace(stream, **changes) for stream in work.streams))  # type: ignore[arg-type]


def test_erlang_c() -> None:
    found, queue = outlook(TEAM, GOAL), ErlangC(2, 2, 5)
    assert (found.formula, found.backlog) == ("erlang_c", 0)
    assert found.wait == pytest.approx(queue.mean_wait)
    assert found.service_level == pytest.approx(queue.service_level(0.5))
    assert found.occupancy == pytest.approx(0.8)


def test_variable_handling() -> None:
    found = outlook(with_stream(usual=Usual(2.0, 5.0, 0.1)), GOAL)
    assert found.formula == "two_moment"
    assert found.wait == pytest.approx(two_moment(ErlangC(2, 2, 5), 0.5))


def test_one_agent() -> None:
    found = outlook(replace(with_stream(rate=0.4, usual=Usual(2.0, 5.0, 0.1)), agents=1), GOAL)
    assert found.formula == "single_agent"
    assert found.wait == pytest.approx(SingleAgent(0.4, 2, 0.5).mean_wait)


def test_groups_wait_longer() -> None:
    found = outlook(with_stream(clumping=3.0), GOAL)
    assert found.formula == "allen_cunneen"
    assert found.wait == pytest.approx(2 * ErlangC(2, 2, 5).mean_wait)


def test_a_room_with_limited_places() -> None:
    found, room = outlook(replace(TEAM, queue_limit=3), GOAL), FiniteRoom(2, 2, 5, 3)
    assert (found.formula, found.turned_away) == ("finite_room", pytest.approx(room.turned_away))
    assert found.service_level == pytest.approx((1 - room.turned_away) * room.service_level(0.5))


@pytest.mark.parametrize("changes", [{}, {"patience": 4.0}, {"balking": Balking(starts_at=0, certain_at=1)}])
def test_where_nobody_can_wait_nobody_gives_up_and_there_is_no_line(changes: dict[str, object]) -> None:
    found, room = outlook(replace(with_stream(**changes), queue_limit=0), GOAL), FiniteRoom(2, 2, 5, 0)
    assert (found.formula, found.wait, found.turned_away) == ("finite_room", 0, pytest.approx(room.turned_away))


def test_people_who_give_up() -> None:
    found, queue = outlook(with_stream(patience=4.0), GOAL), ErlangA(2, 2, 5, 4)
    assert (found.formula, found.abandonment) == ("erlang_a", pytest.approx(queue.abandonment))
    assert found.service_level == pytest.approx(queue.service_level(0.5))


def test_who_tries_again_adds_to_who_comes() -> None:
    redial = Redial(probability=0.5, attempts_at_most=20)
    found = outlook(with_stream(patience=1.0), Goal(0.5, redial))
    expected = 2.0 / (1 - 0.5 * found.abandonment)
    assert found.contacts == pytest.approx(expected, rel=1e-6)
    assert found.abandonment == pytest.approx(ErlangA(found.contacts, 2, 5, 1).abandonment, rel=1e-6)


def test_people_who_walk_past() -> None:
    found = outlook(with_stream(balking=Balking(starts_at=1, certain_at=3), rate=9.0), GOAL)
    queue = BalkingQueue(9, 2, 5, lambda waiting: min(1.0, max(0.0, 1 - waiting / 3)))
    assert (found.formula, found.turned_away) == ("balking", pytest.approx(queue.walked_past))
    assert found.wait == pytest.approx(queue.mean_wait)


def test_priorities() -> None:
    urgent = replace(STREAM, rate=0.2, usual=Usual(1.0, 2.0, 0.0))
    later = replace(STREAM, rate=0.3, usual=Usual(2.0, 5.0, 0.0), priority=4)
    found = outlook(replace(TEAM, agents=1, streams=(later, urgent)), GOAL)
    one, four = priority_waits_single([0.2, 0.3], [1, 2], [2, 5])
    assert found.formula == "priorities"
    assert found.waits == ((1, pytest.approx(one)), (4, pytest.approx(four)))
    assert found.wait == pytest.approx((0.2 * one + 0.3 * four) / 0.5)


def test_an_overload_becomes_a_backlog_that_drains_in_the_next_stretch() -> None:
    rush = replace(with_stream(rate=3.0), end=60.0)
    calm = replace(with_stream(rate=1.0), start=60.0, end=120.0)
    night = replace(TEAM, start=120.0, end=180.0, streams=())
    one, two, three = outlooks(iter([rush, calm, night]), GOAL)
    assert (one.formula, two.formula, three.formula) == ("fluid", "fluid", "nobody")
    assert one.backlog == pytest.approx(30)
    assert one.wait == pytest.approx(15 / 2.5)
    assert two.backlog == 0
    steady = outlook(calm, GOAL).wait
    assert steady is not None
    assert two.wait == pytest.approx((20 * 15) / 60 / 2.5 + 40 / 60 * steady, rel=0.01)
    assert [found.occupancy for found in (one, two)] == pytest.approx([1.2, 0.4])


def test_a_backlog_drains_also_when_nobody_comes_any_more() -> None:
    night = replace(TEAM, end=4.0, streams=())
    found = outlook(night, GOAL, Before(30.0, 2.0))
    assert (found.wait, found.service_level) == (None, None)
    assert found.backlog == pytest.approx(20)


def test_without_agents_everybody_waits() -> None:
    found = outlook(replace(TEAM, agents=0), GOAL)
    assert (found.formula, found.wait, found.service_level, found.occupancy) == ("fluid", None, 0, None)
    assert found.backlog == pytest.approx(1200)


def test_where_nobody_comes_there_is_nothing_to_expect() -> None:
    found = outlook(replace(TEAM, streams=()), GOAL)
    assert (found.formula, found.wait, found.load) == ("nobody", None, 0)


SHORT: list[tuple[Callable[[], Workload], bool]] = [
    (lambda: TEAM, True),
    (lambda: replace(TEAM, end=20.0), False),
    (lambda: replace(with_stream(rate=2.499), end=600.0), False),
    (lambda: replace(with_stream(patience=4.0), end=20.0), True),
    (lambda: replace(with_stream(patience=40.0), end=20.0), False),
]


@pytest.mark.parametrize(("work", "settled"), SHORT)
def test_a_short_stretch_does_not_settle(work: Callable[[], Workload], settled: bool) -> None:
    assert outlook(work(), GOAL).settled is settled
