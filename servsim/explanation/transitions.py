"""How often customers go from one touchpoint to the next, and the order in which they walk them."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from servsim.demand.contacts import on_loops
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.graph import reachable

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Walk = tuple[int, tuple[int, ...]]
"""Being at a touchpoint after so many visits to each."""
NEGLIGIBLE = 1e-4
"""Walks that are rarer than this go on without limits on visits: nobody counts them one by one."""


def expected_transitions(scenario: Scenario, segment: str) -> Floats:
    """(touchpoints + 1, touchpoints + 1) how often one customer of a segment goes each way; the last row is the start.

    The last column is the way out. Every customer is served everywhere, and nobody comes back with an open issue or to
    complain. Limits on visits, which :func:`servsim.demand.expected_visits.expected_visits` leaves out, hold but in
    rare walks.
    """
    names = list(scenario.touchpoints)
    routing = _routing(scenario, segment)
    looping = on_loops(scenario)
    most = [part.visits_at_most if name in looping else 0 for name, part in scenario.touchpoints.items()]
    result = np.zeros((len(names) + 1, len(names) + 1))
    rare = np.zeros(len(names))
    walks: dict[Walk, float] = {}
    for name, share in scenario.journey_start(segment).items():
        start = names.index(name)
        walks[start, tuple(int(index == start) for index in range(len(names)))] = share
        result[-1, start] += share
    while walks:
        onward: defaultdict[Walk, float] = defaultdict(float)
        for (here, visits), probability in walks.items():
            if probability < NEGLIGIBLE:
                rare[here] += probability
                continue
            leaving = probability
            for goal in np.flatnonzero(routing[here]).tolist():
                if 0 < most[goal] <= visits[goal]:
                    continue
                going = probability * routing[here, goal]
                counted = most[goal] > 0  # elsewhere nobody comes twice, and walks need no counting
                onward[goal, (*visits[:goal], visits[goal] + counted, *visits[goal + 1 :])] += going
                result[here, goal] += going
                leaving -= going
            result[here, -1] += leaving
        walks = onward
    return result + _without_limits(routing, rare)


def visits_per_customer(scenario: Scenario) -> Floats:
    """(segments, touchpoints) expected visits of one customer, by routing and limits on visits."""
    return np.array([expected_transitions(scenario, segment)[:, :-1].sum(axis=0) for segment in scenario.segments])


def _routing(scenario: Scenario, segment: str) -> Floats:
    """(touchpoints, touchpoints) shares of where a segment goes next."""
    names = list(scenario.touchpoints)
    routes = [scenario.routes(name, segment) for name in names]
    return np.array([[table.get(goal, 0.0) for goal in names] for table in routes])


def _without_limits(routing: Floats, start: Floats) -> Floats:
    """(touchpoints + 1, touchpoints + 1) how often those at ``start`` go each way from there, by the routing alone."""
    visits = np.linalg.solve(np.eye(len(start)) - routing.T, start)
    shares = np.column_stack([routing, 1.0 - routing.sum(axis=1)])
    return np.vstack([visits[:, None] * shares, np.zeros(len(start) + 1)])


def walking_order(transitions: Floats) -> list[int]:
    """The touchpoints to which somebody comes, in the order of the walk, from a table of :func:`expected_transitions`.

    No touchpoint stands before one from which customers come to it, unless both lie on a loop. Of those that may be
    next, the one comes first to which most customers come from the start and the touchpoints before.
    """
    visits, behind = transitions[:, :-1].sum(axis=0), _behind(transitions[:-1, :-1] > 0)
    rest = [index for index in range(len(visits)) if visits[index] > 0]
    coming = transitions[-1, :-1].copy()
    order: list[int] = []
    while rest:
        free = [one for one in rest if not any(one in behind[other] and other not in behind[one] for other in rest)]
        following = max(free, key=lambda index: (round(float(coming[index]), 9), -index))
        coming += transitions[following, :-1]
        order.append(following)
        rest.remove(following)
    return order


def _behind(going: Bools) -> list[set[int]]:
    """The touchpoints to which some way leads from each; itself only when it lies on a loop."""
    onward = {index: set(np.flatnonzero(row).tolist()) for index, row in enumerate(going)}
    return [reachable(onward, following) for following in onward.values()]
