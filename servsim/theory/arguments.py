"""What the arguments of a formula must be, and what is said when they are not."""

from math import isfinite

LARGEST_TEAM = 1_000_000
NEVER = 1e-9
"""Rates per minute below this one are those of people who outwait a lifetime."""


class OverloadedError(ValueError):
    """More work comes than the agents can do: the queue grows without end, and no steady state exists."""

    def __init__(self, load: float, agents: int) -> None:
        super().__init__(
            f"found an offered load of {load:g} erlang on {agents} agent(s): the queue would grow without end; "
            f"at least {int(load) + 1} agents are needed, or customers who give up (ErlangA), or a limited room "
            "(FiniteRoom); Backlog tells how long the queue becomes in a limited time"
        )
        self.load = load
        self.agents = agents


def above_zero(name: str, value: float) -> None:
    """Raises ValueError unless a value is finite and above 0."""
    if not (isfinite(value) and value > 0):
        raise ValueError(f"found {name} = {value:g}; it must be finite and above 0")


def not_negative(name: str, value: float) -> None:
    """Raises ValueError unless a value is finite and at least 0."""
    if not (isfinite(value) and value >= 0):
        raise ValueError(f"found {name} = {value:g}; it must be finite and at least 0")


def share(name: str, value: float) -> None:
    """Raises ValueError unless a value is a probability below 1."""
    if not 0 <= value < 1:
        raise ValueError(f"found {name} = {value:g}; it must be at least 0 and below 1")


def whole_team(agents: int) -> None:
    """Raises ValueError unless there is a whole number of agents, at least one."""
    if agents != int(agents) or not 1 <= agents <= LARGEST_TEAM:
        raise ValueError(f"found agents = {agents}; it must be a whole number from 1 to {LARGEST_TEAM}")


def sustainable(load: float, agents: int) -> None:
    """Raises OverloadedError unless the offered load (erlang) is below the number of agents."""
    if load >= agents:
        raise OverloadedError(load, agents)
