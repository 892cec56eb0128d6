"""How much work each team is offered, stretch by stretch of an average day, before anything is simulated."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import expm1, sqrt

from servsim.delivery.plan.customers import patience_family
from servsim.demand.arrivals import Replayed
from servsim.explanation.expected_encounters import Usual, usual_encounters
from servsim.explanation.transitions import visits_per_customer
from servsim.scenario.parts.people import Arrivals, Balking
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.units import MINUTES_PER_DAY
from servsim.theory.repeats import contacts_per_issue

HOUR = 60.0
SHORTEST_PATIENCE = 1e-4
"""Minutes; who has less leaves at once all the same."""


@dataclass(frozen=True)
class Stream:
    """Contacts of one segment at one touchpoint in one stretch."""

    rate: float
    """Contacts per minute, with those who come back unresolved."""
    usual: Usual
    priority: int
    patience: float | None
    """Mean patience, minutes; None for ever."""
    balking: Balking | None
    clumping: float
    """Squared coefficient of variation of the gaps between arrivals: 1 unless customers come in groups."""

    def joining(self, waiting: int) -> float:
        """Share of them who join when so many wait."""
        rule = self.balking
        if rule is None or waiting < rule.starts_at:
            return 1.0
        return max(0.0, 1.0 - (waiting - rule.starts_at + 1) / (rule.certain_at - rule.starts_at + 1))


@dataclass(frozen=True)
class Workload:
    """What a team is offered from ``start`` to ``end``, minutes since opening, while nothing changes."""

    team: str
    start: float
    end: float
    agents: int
    queue_limit: int | None
    """Places to wait; None without a limit."""
    streams: tuple[Stream, ...]

    @property
    def arrivals(self) -> float:
        """Contacts per minute."""
        return sum(stream.rate for stream in self.streams)

    @property
    def handling(self) -> float:
        """Mean handling time, minutes."""
        return self.load / self.arrivals if self.arrivals else 0.0

    @property
    def handling_cv(self) -> float:
        """Coefficient of variation of handling times, over all who come."""
        if not self.load:
            return 0.0
        square = sum(stream.rate * stream.usual.square for stream in self.streams) / self.arrivals
        return sqrt(max(0.0, square / self.handling**2 - 1.0))

    @property
    def load(self) -> float:
        """Offered load, erlang."""
        return sum(stream.rate * stream.usual.handling for stream in self.streams)

    @property
    def clumping(self) -> float:
        """Squared coefficient of variation of the gaps between arrivals."""
        return sum(s.rate * s.clumping for s in self.streams) / self.arrivals if self.arrivals else 1.0

    @property
    def give_up(self) -> float:
        """Mean rate, per minute, at which a waiting customer gives up."""
        patience = [(stream.rate, stream.patience) for stream in self.streams if stream.patience is not None]
        giving_up = sum(rate / max(mean, SHORTEST_PATIENCE) for rate, mean in patience)
        return giving_up / self.arrivals if self.arrivals else 0.0

    @property
    def balking(self) -> bool:
        """Whether some walk past a long line."""
        return any(stream.balking is not None for stream in self.streams)

    def joining(self, waiting: int) -> float:
        """Share of customers who join when so many wait: neither walk past nor find the room full."""
        if self.queue_limit is not None and waiting >= self.queue_limit:
            return 0.0
        return sum(stream.rate * stream.joining(waiting) for stream in self.streams) / self.arrivals

    @property
    def minutes(self) -> float:
        """Length of the stretch, minutes."""
        return self.end - self.start


def workloads(scenario: Scenario) -> Iterator[Workload]:
    """The work of each team in every stretch between changes of its roster and of arrivals.

    Travel along the journey takes no time here, and nobody is lost on it; who comes back unresolved is spread like
    first contacts. Complaints are left out.
    """
    demand = _Demand(scenario)
    clock = scenario.clock
    for name, team in scenario.teams.items():
        roster = clock.steps(team.agents)
        starts = sorted({step.start for step in roster} | demand.changes)
        ends = [*starts[1:], clock.open_minutes]
        for start, end in zip(starts, ends, strict=True):
            agents = next(int(step.value) for step in reversed(roster) if step.start <= start)
            yield Workload(name, start, end, agents, team.queue_limit, tuple(demand.streams(name, start)))


class _Demand:
    """Who comes to which touchpoint, and what is the same all day."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.visits = visits_per_customer(scenario)
        self.usual = usual_encounters(scenario)
        self.rates = {name: _rates(scenario, part.arrivals) for name, part in scenario.segments.items()}
        self.changes = {start for rates in self.rates.values() for start in rates}

    def streams(self, team: str, start: float) -> Iterator[Stream]:
        for j, (touchpoint, part) in enumerate(self.scenario.touchpoints.items()):
            if part.team != team:
                continue
            for i, (segment, who) in enumerate(self.scenario.segments.items()):
                usual = self.usual[j][i]
                coming = self._rate(segment, start) * self.visits[i, j] * _contacts(self.scenario, usual)
                patience = patience_family(self.scenario, touchpoint, segment)
                if coming > 0.0:
                    mean = None if patience is None else patience.moments().mean
                    yield Stream(float(coming), usual, who.priority, mean, who.balking, _clumping(who.arrivals))

    def _rate(self, segment: str, start: float) -> float:
        rates = self.rates[segment]
        return rates[max(time for time in rates if time <= start)]


def _rates(scenario: Scenario, arrivals: Arrivals) -> dict[float, float]:
    """Customers per minute from each start (minutes since opening) on; replayed arrivals are counted by hours."""
    clock = scenario.clock
    if arrivals.replay is None:
        steps = clock.steps(arrivals.per_hour or 0.0)
        return {step.start: step.value / 60.0 * arrivals.mean_group for step in steps}
    counted: dict[float, float] = defaultdict(float)
    for instant in Replayed.of(scenario, arrivals.replay).start.tolist():
        counted[(instant - (clock.open or 0.0)) % MINUTES_PER_DAY // HOUR * HOUR] += arrivals.mean_group
    starts = [HOUR * index for index in range(int(-(-clock.open_minutes // HOUR)))]
    return {start: counted[start] / clock.days / min(HOUR, clock.open_minutes - start) for start in starts}


def _clumping(arrivals: Arrivals) -> float:
    """E[G^2] / E[G] for groups of size G."""
    if isinstance(arrivals.group_size, int):
        return float(arrivals.group_size)
    return sum(int(size) ** 2 * share for size, share in arrivals.group_size.items()) / arrivals.mean_group


def _contacts(scenario: Scenario, usual: Usual) -> float:
    """Contacts for one visit: unresolved issues come back, as far as they do before the end."""
    repeat = scenario.repeat
    if repeat is None:
        return 1.0
    again = usual.unresolved * repeat.probability * share_in_time(scenario, repeat.delay)
    return contacts_per_issue(again, repeat.attempts_at_most)


def share_in_time(scenario: Scenario, delay: float) -> float:
    """Share of those who want to come back after an exponential ``delay`` (minutes) that do so before the last closing.

    They leave at any moment of the replication, from the first opening on, with equal chance.
    """
    clock = scenario.clock
    whole = (clock.days - 1) * MINUTES_PER_DAY + clock.open_minutes
    return 1.0 + delay / whole * expm1(-whole / delay)
