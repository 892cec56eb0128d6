"""How many agents: the square-root rule, its limit theorem, and the smallest team that meets a goal."""

from collections.abc import Callable
from math import ceil, erf, exp, pi, sqrt

from servsim.theory.arguments import LARGEST_TEAM, OverloadedError, above_zero, not_negative


def square_root_staffing(load: float, hedge: float) -> int:
    """Agents for an offered load (erlang): the load and ``hedge`` times its square root, rounded up.

    Halfin & Whitt 1981; hedges of 0.5 to 1.5 are usual. Raises ValueError unless both are above 0.
    """
    above_zero("load", load)
    above_zero("hedge", hedge)
    return ceil(load + hedge * sqrt(load) - 1e-12 * load)


def halfin_whitt(hedge: float) -> float:
    """Probability of having to wait in a large M/M/c team with a hedge: (agents - load) / sqrt(load).

    Limit of Erlang C as the load grows with the hedge kept (Halfin & Whitt 1981): about 2 % off at 100 erlang. Raises
    ValueError unless the hedge is above 0.
    """
    above_zero("hedge", hedge)
    density = exp(-0.5 * hedge * hedge) / sqrt(2.0 * pi)
    below = 0.5 * (1.0 + erf(hedge / sqrt(2.0)))
    return density / (density + hedge * below)


def smallest_team(load: float, meets_goal: Callable[[int], bool]) -> int:
    """The smallest number of agents that meets a goal.

    A goal is a function of the agents, such as ``lambda n: ErlangC(6, 4, n).service_level(1 / 3) >= 0.8``, and more
    agents must never spoil it; OverloadedError counts as not met. ``load`` (erlang) is where the search begins. Raises
    ValueError when a million agents do not meet the goal.
    """
    not_negative("load", load)

    def met(agents: int) -> bool:
        try:
            return meets_goal(agents)
        except OverloadedError:
            return False

    low, step = 0, 1
    high = max(1, ceil(load))
    while not met(high):
        if high >= LARGEST_TEAM:
            raise ValueError(f"{LARGEST_TEAM} agents do not meet this goal")
        low, high, step = high, min(high + step, LARGEST_TEAM), 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if met(middle) else (middle, high)
    return high
