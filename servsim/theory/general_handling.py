"""M/G/c: several agents, handling times of any kind; approximations from two moments."""

from math import sqrt

from servsim.theory.arguments import not_negative
from servsim.theory.erlang_c import ErlangC


def lee_longton(queue: ErlangC, handling_cv: float) -> float:
    """Mean wait, minutes, of the queue with handling times of another CV than 1: Erlang C times (1 + cv^2) / 2.

    Lee & Longton 1959. Exact for one agent and for cv = 1. Otherwise good under heavy load; with a cv of 2, 5 agents
    and an occupancy of 0.8 it is 10 % too long. Raises ValueError for a negative CV.
    """
    not_negative("handling_cv", handling_cv)
    return 0.5 * (1.0 + handling_cv**2) * queue.mean_wait


def two_moment(queue: ErlangC, handling_cv: float) -> float:
    """Mean wait, minutes, between the exact one for cv = 1 and a good one for constant handling times.

    Kimura 1986, with the wait under constant handling after Cosmetatos 1976. Nearer than :func:`lee_longton` for teams;
    within 8 % of the exact values of the tests (CV up to 2). Raises ValueError for a negative CV.
    """
    not_negative("handling_cv", handling_cv)
    square = handling_cv**2
    return square * queue.mean_wait + (1.0 - square) * _constant_handling(queue)


def _constant_handling(queue: ErlangC) -> float:
    """Cosmetatos' wait in M/D/c, minutes; never longer than with exponential handling, which his fit forgets."""
    rho, agents = queue.occupancy, queue.agents
    correction = (1.0 - rho) * (agents - 1) * (sqrt(4.0 + 5.0 * agents) - 2.0) / (16.0 * rho * agents)
    return min(1.0, 0.5 * (1.0 + correction)) * queue.mean_wait
