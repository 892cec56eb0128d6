"""Who waits for a team, and which of its agents are idle: linked lists through the records."""

from servsim.compiling import inner
from servsim.delivery.compiled.world import NONE, World

UNDECIDED = -1


@inner
def line_up(w: World, team: int, rank: int, row: int) -> None:
    """A row goes to the end of its priority's line."""
    w.crew[team].waiting += 1
    w.log[row].behind = NONE
    line = w.lines[team, rank]
    if line.first == NONE:
        line.first = row
    else:
        w.log[line.last].behind = row
    line.last = row


@inner
def next_in_line(w: World, team: int) -> int:
    """Take the first who still waits, of the first priority that has one; -1 for nobody."""
    if w.crew[team].waiting == 0:
        return NONE
    for rank in range(w.lines.shape[1]):
        line = w.lines[team, rank]
        row = line.first
        while row != NONE and w.log[row].outcome != UNDECIDED:
            row = w.log[row].behind
        if row != NONE:
            line.first = w.log[row].behind
            w.crew[team].waiting -= 1
            return int(row)
        line.first = NONE
    return NONE


@inner
def rest(w: World, team: int, agent: int) -> None:
    """An agent becomes idle, behind those who are."""
    w.agents[agent].behind = NONE
    if w.crew[team].idle_first == NONE:
        w.crew[team].idle_first = agent
    else:
        w.agents[w.crew[team].idle_last].behind = agent
    w.crew[team].idle_last = agent


@inner
def longest_idle(w: World, team: int) -> int:
    """Take the agent who has been idle longest; -1 for none."""
    agent = w.crew[team].idle_first
    if agent != NONE:
        w.crew[team].idle_first = w.agents[agent].behind
    return int(agent)


@inner
def send_off(w: World, team: int, first_off: int) -> None:
    """Idle agents from number ``first_off`` on leave; the others keep their order."""
    agent = w.crew[team].idle_first
    w.crew[team].idle_first = NONE
    while agent != NONE:
        following = w.agents[agent].behind
        if agent < first_off:
            rest(w, team, agent)
        agent = following
