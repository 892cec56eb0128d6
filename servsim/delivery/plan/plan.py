"""The plan: a scenario compiled to index-coded arrays and numbers, all that an engine may know.

No names, no units, no YAML. Segments, touchpoints, teams and agents are counted in the order of the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.encounter.dials import Dials, Effects
from servsim.delivery.encounter.person import Person
from servsim.delivery.encounter.practice import Practice
from servsim.scenario.values.distributions import Family

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SERVE_THOSE_INSIDE, SEND_HOME, KEEP_WAITING = 0, 1, 2
NO_LIMIT = 1 << 40
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening hours, minutes."""

    never_closes: bool
    start: float
    """Opening time, minutes after midnight."""
    length: float
    days: int
    at_close: int
    horizon: float
    """End of a replication that never closes; infinite when it ends with its last customer."""
    warm_up: float


@dataclass(frozen=True, slots=True)
class DutyIntervals:
    """When agents are on duty; one entry per interval, sorted by start, end, agent."""

    start: Floats
    end: Floats
    """Infinite for who stays to the end."""
    agent: Ints

    @classmethod
    def of(cls, intervals: Iterable[tuple[float, float, int]]) -> "DutyIntervals":
        """From (start, end, agent) in any order."""
        columns = list(zip(*sorted(intervals), strict=True)) or [(), (), ()]
        start, end, agent = columns
        return cls(np.array(start, np.float64), np.array(end, np.float64), np.array(agent, np.int64))

    @property
    def intervals(self) -> list[tuple[float, float, int]]:
        """(start, end, agent)"""
        return list(zip(self.start.tolist(), self.end.tolist(), self.agent.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Roster:
    """How many agents of a team are on duty, from each change on; sorted by time, then team."""

    time: Floats
    team: Ints
    agents: Ints


@dataclass(frozen=True, slots=True)
class Teams:
    """Who works. One entry per team, except ``first_agent``, which ends with the number of all agents."""

    first_agent: Ints
    wage: Floats
    """Per minute."""

    @property
    def of_agent(self) -> list[int]:
        """[agent] the team."""
        return np.repeat(np.arange(self.wage.size), np.diff(self.first_agent)).tolist()


@dataclass(frozen=True, slots=True)
class Queues:
    """Where customers wait. One entry per queue."""

    limit: Ints
    """How many may wait."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Who may serve what; one entry per pair of a queue and a team that takes from it.

    A free team takes from the queues of the lowest rank first, and a customer goes to an idle agent of a team of the
    lowest rank first. Within a rank, the order of :mod:`servsim.delivery.rules.matching` decides.
    """

    queue: Ints
    team: Ints
    rank: Ints


@dataclass(frozen=True, slots=True)
class Journey:
    """s segments, m touchpoints."""

    team: Ints
    """(m,) the team that a touchpoint names, -1 for self-service."""
    queue: Ints
    """(m,) where customers of a touchpoint wait, -1 for self-service."""
    start: Floats
    """(s, m) cumulative shares of the first touchpoint."""
    route: Floats
    """(s, m, m) cumulative shares of the next touchpoint; beyond the last the customer leaves."""
    visits_at_most: Ints
    """(m,) how often routing brings one customer here."""
    contacts: Ints
    """(m,) largest number of encounters of one customer."""
    first_contact: Ints
    """(m,) row of contact 0 in the tables of draws."""


@dataclass(frozen=True, slots=True)
class Segments:
    """One entry per segment."""

    priority: Ints
    need_mean: Floats
    need_spread: Floats
    balk_starts: Ints
    balk_certain: Ints


@dataclass(frozen=True, slots=True)
class Returning:
    """Coming back with an unresolved issue (repeat) and trying again after giving up (redial)."""

    repeat_probability: float
    repeat_delay: float
    repeats_at_most: int
    redial_probability: float
    redial_delay: float
    redials_at_most: int


@dataclass(frozen=True, slots=True)
class Complaining:
    """Where complaints are answered, and after how long they come."""

    touchpoint: int
    """-1 where nobody hears complaints."""
    delay: float
    """Mean minutes from the end of the journey."""


@dataclass(frozen=True, slots=True)
class Pressure:
    """How load and overwork are measured."""

    queue_per_agent: float
    overwork_above: float
    overwork_memory: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an engine needs beside the draws."""

    opening: Opening
    duty: DutyIntervals
    teams: Teams
    queues: Queues
    matching: Matching
    journey: Journey
    segments: Segments
    returning: Returning
    complaining: Complaining
    pressure: Pressure
    effects: Effects
    dials: tuple[tuple[Dials, ...], ...]
    """[touchpoint][segment]."""
    practice: tuple[tuple[Practice, ...], ...]
    """[touchpoint][segment]: what of an encounter is settled before anybody comes."""
    person: tuple[Person, ...]
    """[agent]: what the person brings who serves; the last is nobody, at self-service."""
    work: tuple[tuple[Family, ...], ...]
    """[touchpoint][segment]: the family from which handling work is drawn."""
    patience: tuple[tuple[Family | None, ...], ...]
    """[touchpoint][segment]: how long customers wait; None for ever."""
