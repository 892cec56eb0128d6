"""Changes that were known beforehand: agents come and go, the doors open and close."""

from servsim.compiling import inner
from servsim.delivery.compiled.customers import withdraw
from servsim.delivery.compiled.handling import ready
from servsim.delivery.compiled.queues import dismiss
from servsim.delivery.compiled.records import DOORS, NONE, UNDECIDED, whole
from servsim.delivery.compiled.world import World
from servsim.delivery.plan.plan import SEND_HOME
from servsim.delivery.rules.outcomes import SENT_HOME


@inner
def keep_changes(w: World, change: int, now: float) -> None:
    """Agents go off duty and come, or the doors open or close."""
    if w.changes[change].team == DOORS:
        turn_doors(w, w.changes[change].opens, now)
    else:
        change_duty(w, change, now)


@inner
def turn_doors(w: World, opens: bool, now: float) -> None:
    """The doors open or close; then who still waits is sent home, if that is the rule."""
    w.state[0].open = opens
    if not opens and w.state[0].at_close == SEND_HOME:
        for queue in range(w.queues.size):
            send_home(w, queue, now)


@inner
def change_duty(w: World, change: int, now: float) -> None:
    """Agents go off duty, with the encounter at hand finished; others come and start at once."""
    what = w.changes[change]
    team = w.teams[what.team]
    for index in range(what.leaving, what.coming):
        w.agents[w.moves[index]].on_duty = False
    team.on_duty += (what.end - what.coming) - (what.coming - what.leaving)
    if what.leaving < what.coming:
        dismiss(w, team)
    for index in range(what.coming, what.end):
        w.agents[w.moves[index]].on_duty = True
    for index in range(what.coming, what.end):
        if not w.agents[w.moves[index]].busy:
            ready(w, w.moves[index], now)


@inner
def send_home(w: World, queue: int, now: float) -> None:
    """Everybody who still waits in a queue leaves."""
    for priority in range(w.lines.shape[1]):
        row = whole(w.lines[queue, priority].first)
        w.lines[queue, priority].first = NONE
        while row != NONE:
            if w.log[row].cause == UNDECIDED:
                withdraw(w, row, SENT_HOME, now)
            row = whole(w.behind[row])
