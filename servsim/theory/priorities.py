"""Priorities: who is more urgent is served first. Classes are listed from the most urgent to the least."""

from collections.abc import Sequence

from servsim.theory.arguments import above_zero, sustainable
from servsim.theory.erlang_c import ErlangC


def priority_waits(arrivals: Sequence[float], handling: float, agents: int) -> list[float]:
    """Mean wait of each class, minutes, when nobody is interrupted: a team with one exponential handling time.

    ``arrivals`` are customers per minute of each class, ``handling`` minutes. Cobham 1954.
    Exact. Raises ValueError for nonsense, OverloadedError when all classes together are too much.
    """
    _classes(arrivals)
    queue = ErlangC(sum(arrivals), handling, agents)
    loads = [rate * handling / agents for rate in arrivals]
    return _behind(queue.wait_probability * handling / agents, loads)


def priority_waits_single(
    arrivals: Sequence[float], handling: Sequence[float], second_moments: Sequence[float]
) -> list[float]:
    """Mean wait of each class, minutes, when nobody is interrupted: one agent, handling times of any kind.

    ``handling`` (minutes) and ``second_moments`` (minutes squared) of each class. Cobham 1954. Exact. Raises ValueError
    for nonsense, OverloadedError when all classes together are too much.
    """
    return _behind(_residual(arrivals, handling, second_moments), _loads(arrivals, handling))


def preemptive_times(
    arrivals: Sequence[float], handling: Sequence[float], second_moments: Sequence[float]
) -> list[float]:
    """Mean time of each class from arrival to departure, minutes, when the urgent interrupt; the work goes on later.

    Conway, Maxwell & Miller 1967. Exact for one agent. Arguments and errors as for :func:`priority_waits_single`.
    """
    loads = _loads(arrivals, handling)
    result = []
    for index, mean in enumerate(handling):
        until = index + 1
        above, with_own = 1.0 - sum(loads[:index]), 1.0 - sum(loads[:until])
        residual = _residual(arrivals[:until], handling[:until], second_moments[:until])
        result.append(mean / above + residual / (above * with_own))
    return result


def _classes(arrivals: Sequence[float]) -> None:
    if not arrivals:
        raise ValueError("found no class of customers; at least one is needed")
    for index, rate in enumerate(arrivals):
        above_zero(f"arrivals[{index}]", rate)


def _loads(arrivals: Sequence[float], handling: Sequence[float]) -> list[float]:
    _classes(arrivals)
    for index, mean in enumerate(handling):
        above_zero(f"handling[{index}]", mean)
    loads = [rate * mean for rate, mean in zip(arrivals, handling, strict=True)]
    sustainable(sum(loads), 1)
    return loads


def _residual(arrivals: Sequence[float], handling: Sequence[float], second_moments: Sequence[float]) -> float:
    """Mean work left on the customer in service, minutes."""
    for index, (mean, second) in enumerate(zip(handling, second_moments, strict=True)):
        if not second >= mean**2:
            found = f"found second_moments[{index}] = {second:g}"
            raise ValueError(f"{found}; it must be at least the squared mean {mean**2:g}")
    return 0.5 * sum(rate * second for rate, second in zip(arrivals, second_moments, strict=True))


def _behind(residual: float, loads: Sequence[float]) -> list[float]:
    """Cobham's waits, minutes: the residual work, and what is served before."""
    reached, result = 0.0, []
    for load in loads:
        result.append(residual / ((1.0 - reached) * (1.0 - reached - load)))
        reached += load
    return result
