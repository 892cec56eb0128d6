"""Who waits in which queue, and which agents are idle: linked lists through arrays, in the order of the rules."""

from typing import Any

from servsim.compiling import compiled_modules, inner
from servsim.delivery.compiled.records import NONE, UNDECIDED, whole
from servsim.delivery.compiled.world import World
from servsim.delivery.rules import matching

_matching = compiled_modules(matching)
is_taken_before, serves_before = _matching.is_taken_before, _matching.serves_before


@inner
def line_up(w: World, queue: int, priority: int, row: int) -> None:
    """A row goes to the end of its priority's line."""
    w.queues[queue].waiting += 1
    w.behind[row] = NONE
    line = w.lines[queue, priority]
    if line.first == NONE:
        line.first = row
    else:
        w.behind[line.last] = row
    line.last = row


@inner
def head_of(w: World, queue: int) -> tuple[int, int]:
    """(priority, row) of the next in a queue in which somebody waits."""
    for priority in range(w.lines.shape[1]):
        line = w.lines[queue, priority]
        row = line.first
        while row != NONE and w.log[row].cause != UNDECIDED:
            row = w.behind[row]
        line.first = row
        if row != NONE:
            return priority, int(row)
    return NONE, NONE


@inner
def take_next(w: World, team: int) -> int:
    """Take the customer whom a free agent of a team serves next; -1 for nobody."""
    taken_rank, taken_priority, taken_row, taken_from = whole(0), whole(0), NONE, NONE
    for pair in range(w.teams[team].first_pair, w.teams[team].end_pair):
        queue, rank = w.takes[pair].other, w.takes[pair].rank
        if w.queues[queue].waiting > 0:
            priority, row = head_of(w, queue)
            if taken_row == NONE or is_taken_before((rank, priority, row), (taken_rank, taken_priority, taken_row)):
                taken_rank, taken_priority, taken_row, taken_from = rank, whole(priority), whole(row), queue
    if taken_row != NONE:
        w.lines[taken_from, taken_priority].first = w.behind[taken_row]
        w.queues[taken_from].waiting -= 1
    return int(taken_row)


@inner
def rest(w: World, team: Any, agent: int) -> None:
    """An agent becomes idle, behind those who are."""
    w.agents[agent].behind = NONE
    if team.idle_first == NONE:
        team.idle_first = agent
    else:
        w.agents[team.idle_last].behind = agent
    team.idle_last = agent


@inner
def idle_agent(w: World, queue: int) -> int:
    """Take the idle agent who serves a customer of a queue; -1 for none."""
    found, found_rank = NONE, whole(0)
    for pair in range(w.queues[queue].first_pair, w.queues[queue].end_pair):
        agent, rank = w.teams[w.served_by[pair].other].idle_first, w.served_by[pair].rank
        if agent != NONE and (
            found == NONE or serves_before((rank, w.agents[agent].turn), (found_rank, w.agents[found].turn))
        ):
            found, found_rank = agent, rank
    if found != NONE:
        w.teams[w.agents[found].team].idle_first = w.agents[found].behind
    return int(found)


@inner
def dismiss(w: World, team: Any) -> None:
    """Idle agents who are not on duty any more leave; the others keep their order."""
    agent = team.idle_first
    team.idle_first = NONE
    while agent != NONE:
        following = w.agents[agent].behind
        if w.agents[agent].on_duty:
            rest(w, team, agent)
        agent = following
