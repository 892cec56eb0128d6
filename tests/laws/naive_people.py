"""Customers, their encounters and agents of the naive engine."""

from dataclasses import dataclass, field
from math import exp, nan

from servsim.delivery.encounter.encounter import Condition, Served
from servsim.delivery.encounter.person import Person
from servsim.delivery.plan.plan import Plan
from servsim.delivery.rules.outcomes import FINAL


@dataclass(eq=False)
class Customer:
    """A customer on the way."""

    number: int
    place: int
    step: int = 0
    issue: int | None = None
    attempt: int = 0
    repeats: int = 0
    redials: int = 0
    complained: bool = False
    routed: dict[int, int] = field(default_factory=dict)
    met: dict[int, int] = field(default_factory=dict)


@dataclass(eq=False)
class Meeting:
    """A row of the log in the making."""

    person: Customer
    place: int
    contact: int
    issue: int
    attempt: int
    step: int
    joined: float
    ahead: int = 0
    agent: "Worker | None" = None
    condition: Condition | None = None
    served: Served | None = None
    started: float = nan
    ended: float = nan
    cause: int | None = None
    waits: bool = False
    follows: int = FINAL
    transferred: bool = False


@dataclass(eq=False)
class Worker:
    """An agent; ``idle`` counts up, so that the smallest number has been idle longest."""

    number: int
    team: int
    on_duty: bool = False
    busy: bool = False
    idle: int | None = None
    felt: float = 0.0
    since: float = 0.0

    def feel(self, now: float, memory: float) -> None:
        if now > self.since:
            level = 1.0 if self.busy else 0.0
            self.felt = level + (self.felt - level) * exp(-(now - self.since) / memory)
            self.since = now


def rank_of(plan: Plan, queue: int, team: int) -> int | None:
    """The rank of a team at a queue; None where it may not serve."""
    matching = plan.matching
    found = matching.rank[(matching.queue == queue) & (matching.team == team)]
    return int(found[0]) if found.size else None


def person_of(plan: Plan, worker: Worker | None) -> Person:
    """What the worker brings; nobody does at self-service."""
    return plan.person[-1 if worker is None else worker.number]
