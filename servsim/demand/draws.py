"""Every random number of every customer, drawn at birth.

The tables are indexed by (contact, customer): a *contact* is a pair of touchpoint and how many encounters this customer
has had there before, so an option that adds a touchpoint or sends customers another way moves nobody else's numbers.
Each row of a table comes from a stream of its own, keyed by purpose, touchpoint, segment and contact.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.demand.arrivals import arrival_times
from servsim.demand.contacts import contact_limits
from servsim.demand.streams import stream
from servsim.scenario import Scenario
from servsim.scenario.distributions import Family

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNIFORM = ("work", "defect", "detection", "balk", "route", "repeat", "redial", "respond")
NORMAL = ("variation", "hidden", "csat_noise", "recommend_noise")
EXPONENTIAL = ("repeat_delay", "redial_delay")


@dataclass(frozen=True, slots=True)
class Draws:
    """The randomness of one replication: n customers in order of arrival, m touchpoints, c contacts, a agents."""

    arrival: Floats
    """(n,) minutes from the start of the replication, never falling."""
    segment: Ints
    """(n,) index of the segment."""
    start: Floats
    """(n,) uniform: where the journey starts."""
    visible: Floats
    """(m, n) standard normal Z1: the part of the need that can be seen; the customer keeps it for a touchpoint."""
    work: Floats
    """(c, n) uniform: handling work X, through its quantile function."""
    patience: Floats
    """(c, n) minutes; infinite for customers who wait for ever."""
    variation: Floats
    """(c, n) standard normal W: the agent's variation from one encounter to the next."""
    hidden: Floats
    """(c, n) standard normal Z2: the part of the need nobody can see; the issue keeps it."""
    defect: Floats
    """(c, n) uniform U_D."""
    detection: Floats
    """(c, n) uniform U_det."""
    balk: Floats
    """(c, n) uniform: walking past a long line."""
    route: Floats
    """(c, n) uniform: where to go next."""
    repeat: Floats
    """(c, n) uniform: coming back with an unresolved issue."""
    repeat_delay: Floats
    """(c, n) standard exponential: after how long."""
    redial: Floats
    """(c, n) uniform: trying again after giving up."""
    redial_delay: Floats
    """(c, n) standard exponential: after how long."""
    csat_noise: Floats
    """(c, n) standard normal: from feeling to rating."""
    recommend_noise: Floats
    """(c, n) standard normal: from feeling to recommending."""
    respond: Floats
    """(c, n) uniform: answering the survey."""
    agent_bias: Floats
    """(a,) standard normal B: an agent's personal style; agents are a sample from the labour market."""
    agent_pace: Floats
    """(a,) time multiplier of an agent, mean 1."""

    @property
    def customers(self) -> int:
        """Number of customers who arrive in the replication."""
        return int(self.arrival.size)


@dataclass(frozen=True, slots=True)
class _Born:
    """Who was born in a replication: the customers of each segment, and their places in order of arrival."""

    seed: int
    replication: int
    counts: tuple[tuple[str, int], ...]
    order: Ints

    def table(self, purpose: str, touchpoint: str, contact: int) -> Floats:
        """(n,) draws of a purpose at one contact, in order of arrival."""
        parts = []
        for segment, count in self.counts:
            generator = stream(self.seed, self.replication, purpose, touchpoint, segment, level=contact)
            if purpose in UNIFORM or purpose == "start":
                parts.append(generator.random(count))
            elif purpose in EXPONENTIAL:
                parts.append(generator.standard_exponential(count))
            else:
                parts.append(generator.standard_normal(count))
        return np.concatenate(parts)[self.order]


def draw_customers(scenario: Scenario, seed: int, replication: int) -> Draws:
    """All draws of one replication of a scenario.

    The same (seed, replication) gives the same customers under every option: only what an option names changes.
    """
    times = [arrival_times(scenario, segment, seed, replication) for segment in scenario.segments]
    segment = np.repeat(np.arange(len(times)), [part.size for part in times])
    arrival = np.concatenate(times)
    order = np.argsort(arrival, kind="stable")
    counts = tuple((name, part.size) for name, part in zip(scenario.segments, times, strict=True))
    born = _Born(seed, replication, counts, order)
    contacts = [
        (name, contact)
        for name, limit in zip(scenario.touchpoints, contact_limits(scenario), strict=True)
        for contact in range(limit)
    ]
    tables = {
        purpose: _stacked([born.table(purpose, *contact) for contact in contacts])
        for purpose in (*UNIFORM, *NORMAL, *EXPONENTIAL)
    }
    bias, pace = agent_traits(scenario, seed, replication)
    return Draws(
        arrival=arrival[order],
        segment=segment[order],
        start=born.table("start", "", 0),
        visible=_stacked([born.table("visible", name, 0) for name in scenario.touchpoints]),
        patience=_stacked([_patience(scenario, born, *contact) for contact in contacts]),
        agent_bias=bias,
        agent_pace=pace,
        **tables,
    )


def _stacked(rows: list[Floats]) -> Floats:
    return np.stack(rows)


def patience_family(scenario: Scenario, touchpoint: str, segment: str) -> Family | None:
    """How long a segment waits at a touchpoint; None for ever."""
    here = scenario.touchpoints[touchpoint].patience
    family = here.of(segment) if here is not None else None
    if family is not None:
        return family
    everywhere = scenario.segments[segment].patience
    return None if everywhere is None else everywhere.family


def _patience(scenario: Scenario, born: _Born, touchpoint: str, contact: int) -> Floats:
    families = [patience_family(scenario, touchpoint, segment) for segment in scenario.segments]
    parts = []
    for family, (segment, count) in zip(families, born.counts, strict=True):
        if family is None:
            parts.append(np.full(count, np.inf))
        else:
            uniform = stream(born.seed, born.replication, "patience", touchpoint, segment, level=contact).random(count)
            parts.append(family.quantile(uniform))
    return np.concatenate(parts)[born.order]


def agent_traits(scenario: Scenario, seed: int, replication: int) -> tuple[Floats, Floats]:
    """Personal style and pace of all agents, team after team."""
    bias, pace = [], []
    for name, team in scenario.teams.items():
        count = largest_roster(team.agents)
        bias.append(stream(seed, replication, "agent bias", name).standard_normal(count))
        variance = np.log1p(team.speed_cv**2)
        style = stream(seed, replication, "agent pace", name).standard_normal(count)
        pace.append(np.exp(np.sqrt(variance) * style - 0.5 * variance))
    return np.concatenate([np.empty(0), *bias]), np.concatenate([np.empty(0), *pace])


def largest_roster(agents: int | dict[float, int]) -> int:
    """The number of different agents a roster needs."""
    return max(agents.values()) if isinstance(agents, dict) else agents
