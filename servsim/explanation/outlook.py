"""What formulas expect of a team in a stretch of the day: the right one for who comes, and its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import exp, sqrt
from typing import NamedTuple

from servsim.explanation.loads import Workload
from servsim.scenario.parts.effects import Redial
from servsim.theory.balking import BalkingQueue
from servsim.theory.erlang_a import ErlangA
from servsim.theory.erlang_c import ErlangC
from servsim.theory.finite_room import FiniteRoom
from servsim.theory.fluid import Backlog
from servsim.theory.general_arrivals import Variability, allen_cunneen
from servsim.theory.general_handling import two_moment
from servsim.theory.pollaczek_khinchine import SingleAgent
from servsim.theory.priorities import priority_waits, priority_waits_single
from servsim.theory.repeats import contacts_per_issue

FORMULAS = (
    "nobody",
    "fluid",
    "balking",
    "erlang_a",
    "finite_room",
    "priorities",
    "allen_cunneen",
    "erlang_c",
    "single_agent",
    "two_moment",
)
STEADY = FORMULAS[5:]
"""Those of a queue that everybody joins and nobody leaves."""
LONG_LINE = 200_000
"""Where everybody has walked past who ever does."""
POISSON = 1.0
SHORTEST_HANDLING = 1e-6
"""Minutes; what takes no time at all is handled as fast as this where a queue has to be emptied."""
SAMPLES = 64
ROUNDS = 60


class Goal(NamedTuple):
    """What an outlook is asked for, and who tries again."""

    within: float
    """Threshold of the service level, minutes."""
    redial: Redial | None = None
    in_time: float = 1.0
    """Share of those who try again that do so before the end."""


class Before(NamedTuple):
    """What the stretch before has left."""

    waiting: float
    """Customers."""
    handling: float
    """Their mean handling time, minutes."""


NOTHING = Before(0.0, 0.0)


@dataclass(frozen=True)
class Outlook:
    """What a formula says about a team in one stretch."""

    work: Workload
    formula: str
    """One of :data:`FORMULAS`."""
    wait: float | None
    """Mean wait of those who join the queue, minutes; None where nobody comes or nobody serves."""
    service_level: float | None
    """Share of all contacts that are served within the threshold."""
    abandonment: float = 0.0
    turned_away: float = 0.0
    """Share of contacts in which the customer finds no place, or walks past a long line."""
    contacts: float = 0.0
    """Contacts per minute, with those who try again after giving up."""
    backlog: float = 0.0
    """Customers who still wait when the stretch ends (fluid estimate)."""
    waits: tuple[tuple[int, float], ...] = ()
    """Mean wait, minutes, by priority, where there are several."""

    @property
    def load(self) -> float:
        """Offered load, erlang."""
        return self.contacts * self.work.handling

    @property
    def occupancy(self) -> float | None:
        """Offered load per agent; above 1 the team is overloaded; None without agents."""
        return self.load / self.work.agents if self.work.agents else None

    @property
    def relaxation(self) -> float:
        """Minutes in which the queue forgets what was before; 0 where the formula has no such time.

        A queue without abandonment forgets in about handling / agents / (1 - sqrt(occupancy))^2 minutes (the relaxation
        time of M/M/c: Morse 1955), one with abandonment as quickly as its people are served or gone.
        """
        if self.formula == "erlang_a":
            return max(self.work.handling, 1.0 / self.work.give_up)
        if self.formula in STEADY and self.occupancy:
            return self.work.handling / self.work.agents / (1.0 - sqrt(self.occupancy)) ** 2
        return 0.0

    @property
    def settled(self) -> bool:
        """Whether the stretch is long enough for the steady state of its formula."""
        return self.relaxation < self.work.minutes


def outlooks(works: Iterator[Workload], goal: Goal) -> list[Outlook]:
    """The outlook of each stretch; who cannot be served in one waits into the next."""
    result = []
    for _, stretches in groupby(works, key=lambda work: work.team):
        before = NOTHING
        for work in stretches:
            found = outlook(work, goal, before)
            before = Before(found.backlog, work.handling or before.handling)
            result.append(found)
    return result


def outlook(work: Workload, goal: Goal, before: Before = NOTHING) -> Outlook:
    """What the formula that fits says about a stretch, after what was before."""
    if not work.arrivals and not before.waiting:
        return Outlook(work, "nobody", None, None)
    if not work.load and not before.waiting and work.agents:
        return Outlook(work, "nobody", 0.0, 1.0, contacts=work.arrivals)
    if work.agents and work.load:
        limited = _limited(work, goal)
        if limited is not None:
            return limited
    if before.waiting or work.load >= work.agents:
        return _overloaded(work, goal, before)
    return _steady(work, goal)


def _limited(work: Workload, goal: Goal) -> Outlook | None:
    """The outlook of a queue that limits itself, under any load: by balking, giving up or a full room."""
    if work.queue_limit == 0:
        return _with_limited_room(work, goal)
    if work.balking and (work.give_up or work.joining(LONG_LINE) * work.load < work.agents):
        return _with_balking(work, goal)
    if work.give_up:
        return _with_patience(work, goal)
    return None if work.queue_limit is None else _with_limited_room(work, goal)


def _with_limited_room(work: Workload, goal: Goal) -> Outlook:
    """Who finds no place is turned away; where there is none to wait, nobody gives up and there is no line to see."""
    assert work.queue_limit is not None
    room = FiniteRoom(work.arrivals, work.handling, work.agents, work.queue_limit)
    quick = (1.0 - room.turned_away) * room.service_level(goal.within)
    return Outlook(work, "finite_room", room.mean_wait, quick, 0.0, room.turned_away, work.arrivals)


def _with_patience(work: Workload, goal: Goal) -> Outlook:
    """Erlang A; who gave up and tries again is added to who comes until both agree."""
    contacts = work.arrivals
    for _ in range(ROUNDS):
        queue = ErlangA(contacts, work.handling, work.agents, 1.0 / work.give_up)
        if goal.redial is None:
            break
        again = queue.abandonment * goal.redial.probability * goal.in_time
        more = work.arrivals * contacts_per_issue(again, goal.redial.attempts_at_most)
        if abs(more - contacts) < 1e-9 * contacts:
            break
        contacts = more
    level = queue.service_level(goal.within)
    return Outlook(work, "erlang_a", queue.mean_wait, level, queue.abandonment, contacts=contacts)


def _with_balking(work: Workload, goal: Goal) -> Outlook:
    """Some walk past a long line, and some who join give up."""
    queue = BalkingQueue(work.arrivals, work.handling, work.agents, work.joining, work.give_up)
    level = queue.service_level(goal.within)
    return Outlook(
        work, "balking", queue.mean_wait, level, queue.abandonment, queue.walked_past, contacts=work.arrivals
    )


def _overloaded(work: Workload, goal: Goal, before: Before) -> Outlook:
    """A fluid: the queue grows by the surplus; once it has emptied, the steady state holds for the rest."""
    backlog = before.waiting
    capacity = work.agents / max(work.handling or before.handling, SHORTEST_HANDLING)
    flow = Backlog(work.arrivals, capacity, work.give_up)
    left = flow.after(backlog, work.minutes)
    if not work.agents or not work.arrivals:
        return Outlook(work, "fluid", None, 0.0 if work.arrivals else None, contacts=work.arrivals, backlog=left)
    queues = [flow.after(backlog, work.minutes * (index + 0.5) / SAMPLES) for index in range(SAMPLES)]
    wait = sum(queues) / SAMPLES / capacity
    level = sum(queue <= capacity * goal.within for queue in queues) / SAMPLES
    emptied = min(1.0, flow.minutes_to_empty(backlog) / work.minutes)
    if work.load and emptied < 1.0:
        rest = _steady(work, goal)
        assert rest.wait is not None
        assert rest.service_level is not None
        wait += (1.0 - emptied) * rest.wait
        level += (1.0 - emptied) * (rest.service_level - 1.0)
    return Outlook(work, "fluid", wait, max(0.0, level), contacts=work.arrivals, backlog=left)


def _steady(work: Workload, goal: Goal) -> Outlook:
    """A queue that everybody joins and nobody leaves, under a load that the team can carry."""
    queue = ErlangC(work.arrivals, work.handling, work.agents)
    formula, wait = _mean_wait(work, queue)
    waits: tuple[tuple[int, float], ...] = ()
    if len({stream.priority for stream in work.streams}) > 1:
        formula, waits = "priorities", _by_priority(work, wait / queue.mean_wait if queue.mean_wait else 1.0)
        shares = [sum(s.rate for s in work.streams if s.priority == rank) for rank, _ in waits]
        wait = _mean(list(zip(shares, (value for _, value in waits), strict=True)))
    late = queue.wait_probability
    if wait > 0.0:
        late *= exp(-goal.within * queue.wait_probability / wait)
    return Outlook(work, formula, wait, 1.0 - late, contacts=work.arrivals, waits=waits)


def _mean_wait(work: Workload, queue: ErlangC) -> tuple[str, float]:
    cv = work.handling_cv
    if work.clumping != POISSON:
        return "allen_cunneen", allen_cunneen(queue, Variability(work.clumping, cv**2))
    if abs(cv - 1.0) < 1e-9:
        return "erlang_c", queue.mean_wait
    if work.agents == 1:
        return "single_agent", SingleAgent(work.arrivals, work.handling, cv).mean_wait
    return "two_moment", two_moment(queue, cv)


def _by_priority(work: Workload, stretched: float) -> tuple[tuple[int, float], ...]:
    """Cobham's waits: exact for one agent; for a team those of equal exponential handling, times ``stretched``."""
    ranks = sorted({stream.priority for stream in work.streams})
    classes = [[stream for stream in work.streams if stream.priority == rank] for rank in ranks]
    rates = [sum(stream.rate for stream in members) for members in classes]
    if work.agents == 1 and work.clumping == POISSON:
        means = [_mean([(s.rate, s.usual.handling) for s in members]) for members in classes]
        squares = [_mean([(s.rate, s.usual.square) for s in members]) for members in classes]
        waits = priority_waits_single(rates, means, squares)
    else:
        waits = [stretched * wait for wait in priority_waits(rates, work.handling, work.agents)]
    return tuple(zip(ranks, waits, strict=True))


def _mean(weighed: list[tuple[float, float]]) -> float:
    return sum(weight * value for weight, value in weighed) / sum(weight for weight, _ in weighed)
