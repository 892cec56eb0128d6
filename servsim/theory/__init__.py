"""Queueing formulas: what theory says about a team before anything is simulated, each with its source and limits.

Rates are per minute and times in minutes throughout servsim, but every formula holds in any other unit used for all of
its arguments. A load that no queue survives is refused with OverloadedError, nonsense with ValueError.

Eighteen files: a formula with its source is a noun of its own, and none of them imports more than a neighbour or two.
"""

from servsim.theory.arguments import OverloadedError
from servsim.theory.balking import BalkingQueue
from servsim.theory.erlang_a import ErlangA
from servsim.theory.erlang_b import erlang_b
from servsim.theory.erlang_c import ErlangC
from servsim.theory.finite_room import FiniteRoom
from servsim.theory.fluid import Backlog
from servsim.theory.general_arrivals import Variability, allen_cunneen, kingman, kingman_bound, kraemer_langenbach_belz
from servsim.theory.general_handling import lee_longton, two_moment
from servsim.theory.infinite_agents import Sine, load_under_steps
from servsim.theory.jackson import JacksonNetwork
from servsim.theory.pollaczek_khinchine import SingleAgent
from servsim.theory.priorities import preemptive_times, priority_waits, priority_waits_single
from servsim.theory.renewal_arrivals import RenewalArrivals
from servsim.theory.repeats import contacts_per_issue
from servsim.theory.staffing import halfin_whitt, smallest_team, square_root_staffing
from servsim.theory.transient import Transient

__all__ = [
    "Backlog",
    "BalkingQueue",
    "ErlangA",
    "ErlangC",
    "FiniteRoom",
    "JacksonNetwork",
    "OverloadedError",
    "RenewalArrivals",
    "Sine",
    "SingleAgent",
    "Transient",
    "Variability",
    "allen_cunneen",
    "contacts_per_issue",
    "erlang_b",
    "halfin_whitt",
    "kingman",
    "kingman_bound",
    "kraemer_langenbach_belz",
    "lee_longton",
    "load_under_steps",
    "preemptive_times",
    "priority_waits",
    "priority_waits_single",
    "smallest_team",
    "square_root_staffing",
    "two_moment",
]
