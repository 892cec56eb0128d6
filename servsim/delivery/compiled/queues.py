"""Who waits for a team, and which of its agents are idle: linked lists through the records."""

from typing import Any

from servsim.compiling import inner
from servsim.delivery.compiled.world import NONE, Records, World

UNDECIDED = -1


@inner
def line_up(w: World, team: int, rank: int, row: int) -> None:
    """A row goes to the end of its priority's line."""
    w.teams[team].waiting += 1
    w.behind[row] = NONE
    line = w.lines[team, rank]
    if line.first == NONE:
        line.first = row
    else:
        w.behind[line.last] = row
    line.last = row


@inner
def next_in_line(w: World, team: int) -> int:
    """Take the first who still waits, of the first priority that has one; -1 for nobody."""
    if w.teams[team].waiting == 0:
        return NONE
    for rank in range(w.lines.shape[1]):
        line = w.lines[team, rank]
        row = line.first
        while row != NONE and w.log[row].cause != UNDECIDED:
            row = w.behind[row]
        if row != NONE:
            line.first = w.behind[row]
            w.teams[team].waiting -= 1
            return int(row)
        line.first = NONE
    return NONE


@inner
def rest(agents: Records, team: Any, agent: int) -> None:
    """An agent becomes idle, behind those who are."""
    agents[agent].behind = NONE
    if team.idle_first == NONE:
        team.idle_first = agent
    else:
        agents[team.idle_last].behind = agent
    team.idle_last = agent


@inner
def longest_idle(agents: Records, team: Any) -> int:
    """Take the agent who has been idle longest; -1 for none."""
    agent = team.idle_first
    if agent != NONE:
        team.idle_first = agents[agent].behind
    return int(agent)


@inner
def send_off(agents: Records, team: Any, first_off: int) -> None:
    """Idle agents from number ``first_off`` on leave; the others keep their order."""
    agent = team.idle_first
    team.idle_first = NONE
    while agent != NONE:
        following = agents[agent].behind
        if agent < first_off:
            rest(agents, team, agent)
        agent = following
