"""The limits of a search: how many agents there may be at each slot of the rosters, and how far dials may go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servsim.errors import ServsimError, nearest, shown
from servsim.study.searching.evaluation import Point
from servsim.study.searching.roster import Agents
from servsim.study.searching.rosters import Rosters

MostAgents = int | Mapping[str, int]
"""The most agents of an interval: one number for all teams, or numbers by team."""
SPARE = 5
FORM = 'the most agents are one number for all teams ("6"), or one for a team ("desk=6")'


@dataclass(frozen=True)
class Limits:
    """What may be proposed."""

    fewest: Agents
    """Agents by slot."""
    most: Agents
    dials: tuple[tuple[float, float], ...]
    """Lowest and highest setting of each dial."""

    def clipped(self, point: Point) -> Point:
        """The nearest point within the limits."""
        agents = zip(point.agents, self.fewest, self.most, strict=True)
        dials = zip(point.dials, self.dials, strict=True)
        return Point(
            tuple(min(max(one, low), high) for one, low, high in agents),
            tuple(min(max(one, low), high) for one, (low, high) in dials),
        )


def most_agents(rosters: Rosters, start: Agents, asked: MostAgents | None) -> Agents:
    """The most agents at each slot: what is asked for, else twice the start, and five.

    Raises ServsimError with everything that is wrong with what is asked for.
    """
    teams = tuple(part.team for part in rosters.parts)
    by_team = dict(asked) if isinstance(asked, Mapping) else {} if asked is None else dict.fromkeys(teams, asked)
    faults = [
        f'most agents: the roster of team "{team}" is not searched; {nearest(team, teams)}'
        for team in by_team
        if team not in teams
    ]
    faults += [f"found at most {most} agents; at least 1 is needed" for most in set(by_team.values()) if most < 1]
    if faults:
        raise ServsimError("\n".join(faults))
    return tuple(by_team.get(teams[rosters.team_of[slot]], 2 * one + SPARE) for slot, one in enumerate(start))


def stated_most(texts: Iterable[str]) -> MostAgents | None:
    """Texts such as ``6`` or ``desk=6`` as one number or numbers by team; None for none.

    Raises ServsimError with all texts that cannot be read, and when there is more than one for the same.
    """
    pairs = [text.rpartition("=")[::2] for text in texts]
    faults = [f"found {shown(number.strip())}; {FORM}" for _, number in pairs if not number.strip().isdecimal()]
    teams = [team.strip() for team, _ in pairs]
    if len(set(teams)) < len(teams) or ("" in teams and len(teams) > 1):
        faults.append(f"found several numbers for the same teams; {FORM}")
    if faults:
        raise ServsimError("\n".join(faults))
    if teams == [""]:
        return int(pairs[0][1])
    return {team: int(number) for team, (_, number) in zip(teams, pairs, strict=True)} or None
