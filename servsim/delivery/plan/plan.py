"""The plan: a scenario compiled to index-coded arrays and numbers, all that an engine may know.

No names, no units, no YAML. Segments, touchpoints, teams and agents are counted in the order of the file.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.encounter.practice import Effects, Practice
from servsim.delivery.encounter.routine import Routine
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
class Roster:
    """Changes of the number of agents on duty, sorted by time, then team."""

    time: Floats
    team: Ints
    agents: Ints


@dataclass(frozen=True, slots=True)
class Teams:
    """One entry per team, except ``first_agent``, which ends with the number of all agents."""

    first_agent: Ints
    queue_limit: Ints
    wage: Floats
    """Per minute."""


@dataclass(frozen=True, slots=True)
class Journey:
    """s segments, m touchpoints."""

    team: Ints
    """(m,) the team of a touchpoint, -1 for self-service."""
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
    roster: Roster
    teams: Teams
    journey: Journey
    segments: Segments
    returning: Returning
    complaining: Complaining
    pressure: Pressure
    effects: Effects
    practice: tuple[tuple[Practice, ...], ...]
    """[touchpoint][segment]."""
    routine: tuple[tuple[Routine, ...], ...]
    """[touchpoint][segment]: what of an encounter is settled before anybody comes."""
    work: tuple[tuple[Family, ...], ...]
    """[touchpoint][segment]: the family from which handling work is drawn."""
    patience: tuple[tuple[Family | None, ...], ...]
    """[touchpoint][segment]: how long customers wait; None for ever."""
