"""A team's roster as numbers that can be searched: agents by interval within the opening hours."""

from collections.abc import Sequence
from dataclasses import dataclass

from servsim.errors import ServsimError, nearest
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.units import MINUTES_PER_DAY, show_time_of_day

Agents = tuple[int, ...]
UNPAID = 1e-6
"""Wage (per minute) at which those who are paid nothing are weighed: next to nothing, so that gains can be divided."""


@dataclass(frozen=True)
class RosterIntervals:
    """The intervals in which a team's number of agents is constant; one for a plain number."""

    team: str
    starts: tuple[float, ...]
    """Minutes since opening at which the intervals begin."""
    ends: tuple[float, ...]
    """Minutes since opening at which they end."""
    agents: Agents
    """Agents on duty as stated."""
    outside: dict[str, int]
    """What the roster states for times out of the opening hours; it stays as it is."""
    opening: float | None
    """Minutes after midnight; None for a plain number, which holds all day."""
    wage: float
    """Of one agent, per minute."""

    @classmethod
    def of(cls, scenario: Scenario, team: str) -> "RosterIntervals":
        """The roster of a team; raises ServsimError for an unknown one."""
        if team not in scenario.teams:
            raise ServsimError(f'unknown team "{team}"; {nearest(team, tuple(scenario.teams))}')
        stated, clock = scenario.teams[team].agents, scenario.clock
        steps = clock.steps(stated)
        starts = tuple(step.start for step in steps)
        profile = stated if isinstance(stated, dict) else {}
        outside = {
            show_time_of_day(time): count
            for time, count in profile.items()
            if (time - (clock.open or 0.0)) % MINUTES_PER_DAY >= clock.open_minutes
        }
        return cls(
            team, starts, (*starts[1:], clock.open_minutes), tuple(int(step.value) for step in steps), outside,
            (clock.open or 0.0) if profile else None, scenario.teams[team].wage,
        )  # fmt: skip

    @property
    def path(self) -> str:
        """Where it stands in the scenario."""
        return f"teams.{self.team}.agents"

    @property
    def minutes(self) -> tuple[float, ...]:
        """Length of each interval, minutes of one day."""
        return tuple(end - start for start, end in zip(self.starts, self.ends, strict=True))

    @property
    def prices(self) -> tuple[float, ...]:
        """What one agent costs in each interval of one day, in the scenario's currency."""
        return tuple(minutes * (self.wage or UNPAID) for minutes in self.minutes)

    def stated(self, agents: Sequence[int]) -> int | dict[str, int]:
        """These agents as they are written in a scenario."""
        if self.opening is None:
            return agents[0]
        inside = {show_time_of_day(self.opening + start): one for start, one in zip(self.starts, agents, strict=True)}
        return {**self.outside, **inside}

    def name(self, interval: int) -> str:
        """An interval by its hours, such as ``14:00 to 17:00``; "" for a plain number."""
        if self.opening is None:
            return ""
        hours = self.opening + self.starts[interval], self.opening + self.ends[interval]
        return " to ".join(map(show_time_of_day, hours))
