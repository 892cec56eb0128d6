"""Erlang B: the share of customers who find all agents busy when nobody can wait."""

from servsim.theory.arguments import above_zero, whole_team


def erlang_b(load: float, agents: int) -> float:
    """Probability that an arrival finds all agents busy in M/G/c/c, where who finds no agent is lost.

    ``load`` is arrivals times mean handling time (erlang). Erlang 1917, by the recursion over agents, in which all
    terms are positive: relative accuracy does not suffer with thousands of agents. Handling may have any distribution;
    arrivals must be Poisson. Raises ValueError for a load that is not above 0 or less than one agent.
    """
    above_zero("load", load)
    whole_team(agents)
    blocked = 1.0
    for busy in range(1, agents + 1):
        blocked = load * blocked / (busy + load * blocked)
    return blocked


def idle_weight(load: float, agents: int) -> float:
    """Weight of the states with an idle agent when the state "all busy, nobody waits" weighs 1.

    It ties the birth-death queues of this room together, which differ only in what happens above that state. Infinite
    where the loss probability is too small for a float.
    """
    blocked = erlang_b(load, agents)
    return (1.0 - blocked) / blocked if blocked > 0.0 else float("inf")
