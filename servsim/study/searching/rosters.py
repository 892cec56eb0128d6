"""The rosters of several teams as one row of numbers that can be searched: team after team, interval after interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from servsim.errors import ServsimError, nearest, shown
from servsim.scenario.scenario import Scenario
from servsim.study.searching.roster import Agents, RosterIntervals


@dataclass(frozen=True)
class Rosters:
    """The rosters that are searched together; a *slot* is an interval of one of them, counted over all."""

    parts: tuple[RosterIntervals, ...]

    @classmethod
    def of(cls, scenario: Scenario, teams: Sequence[str] | None = None) -> "Rosters":
        """The rosters of these teams, each once; of all teams for None.

        Raises ServsimError with all unknown teams, for a text instead of a list of teams, and when there is no team.
        """
        if isinstance(teams, str):
            raise ServsimError(f"found teams={shown(teams)}; teams are a list, such as teams=[{shown(teams)}]")
        names = tuple(dict.fromkeys(scenario.teams if teams is None else teams))
        known = tuple(scenario.teams)
        unknown = [f'unknown team "{name}"; {nearest(name, known)}' for name in names if name not in scenario.teams]
        if unknown:
            raise ServsimError("\n".join(unknown))
        if not names:
            raise ServsimError("there is no team whose roster could be searched")
        return cls(tuple(RosterIntervals.of(scenario, name) for name in names))

    @cached_property
    def agents(self) -> Agents:
        """Agents at each slot as stated."""
        return tuple(one for part in self.parts for one in part.agents)

    @cached_property
    def prices(self) -> tuple[float, ...]:
        """What one agent costs at each slot for one day, in the scenario's currency."""
        return tuple(price for part in self.parts for price in part.prices)

    @cached_property
    def team_of(self) -> tuple[int, ...]:
        """The team of each slot, by its number among the parts."""
        return tuple(number for number, part in enumerate(self.parts) for _ in part.agents)

    @cached_property
    def hours(self) -> tuple[tuple[float, float], ...]:
        """Beginning and end of each slot, minutes since opening."""
        return tuple(hours for part in self.parts for hours in zip(part.starts, part.ends, strict=True))

    def slots(self, team: int) -> range:
        """The slots of a team, given by its number."""
        first = self.team_of.index(team)
        return range(first, first + len(self.parts[team].agents))

    def overlap(self, here: int, there: int) -> bool:
        """Whether two slots share some of the day."""
        return max(self.hours[here][0], self.hours[there][0]) < min(self.hours[here][1], self.hours[there][1])

    def stated(self, agents: Sequence[int]) -> Mapping[str, Any]:
        """These agents as they are written in a scenario: rosters by path."""
        return {
            part.path: part.stated([agents[slot] for slot in self.slots(number)])
            for number, part in enumerate(self.parts)
        }

    def name(self, slot: int) -> str:
        """A slot by its hours, such as ``14:00 to 17:00``, after its team when there are several."""
        number = self.team_of[slot]
        part = self.parts[number]
        hours = part.name(slot - self.slots(number).start)
        if len(self.parts) == 1:
            return hours or "agents"
        return f"{part.team} {hours}".rstrip()
