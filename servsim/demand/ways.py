"""How often customers go from one touchpoint to the next, and the order in which they walk them."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from servsim.demand.contacts import on_loops
from servsim.scenario import Scenario

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Walks = dict[tuple[int, tuple[int, ...]], float]
"""Probability of being at a touchpoint after so many visits to each."""
NEGLIGIBLE = 1e-4
"""Walks that are rarer than this are not followed any further: they lead out."""


def expected_ways(scenario: Scenario, segment: str) -> Floats:
    """(touchpoints + 1, touchpoints + 1) how often one customer of a segment goes each way; the last row is the start.

    The last column is the way out. Every customer is served everywhere, and nobody comes back with an open issue or
    to complain. ``visits_at_most`` is kept, which :func:`servsim.demand.flow.expected_visits` leaves out.
    """
    names = list(scenario.touchpoints)
    routes = [scenario.routes(name, segment) for name in names]
    result = np.zeros((len(names) + 1, len(names) + 1))
    walks: Walks = {}
    for name, share in scenario.journey_start(segment).items():
        start = names.index(name)
        walks[start, tuple(int(place == start) for place in range(len(names)))] = share
        result[-1, start] += share
    looping = on_loops(scenario)
    while walks:
        onward: defaultdict[tuple[int, tuple[int, ...]], float] = defaultdict(float)
        for (place, visits), probability in walks.items():
            leaving = probability
            for goal, share in routes[place].items() if probability >= NEGLIGIBLE else ():
                there, going = names.index(goal), probability * share
                if goal not in looping:  # nobody comes here twice: no need to tell visits apart
                    onward[there, visits] += going
                elif visits[there] < scenario.touchpoints[goal].visits_at_most:
                    onward[there, (*visits[:there], visits[there] + 1, *visits[there + 1 :])] += going
                else:
                    continue
                result[place, there] += going
                leaving -= going
            result[place, -1] += leaving
        walks = onward
    return result


def walking_order(ways: Floats) -> list[int]:
    """The touchpoints to which somebody comes, in the order of the walk, from a table of :func:`expected_ways`.

    No touchpoint stands before one from which customers come to it, unless both lie on a loop. Of those that may be
    next, the one comes first to which most customers come from the start and the touchpoints before.
    """
    visits, reached = ways[:, :-1].sum(axis=0), _reached(ways[:-1, :-1] > 0)
    rest = [place for place in range(len(visits)) if visits[place] > 0]
    coming = ways[-1, :-1].copy()
    order: list[int] = []
    while rest:
        free = [place for place in rest if not (reached[rest, place] & ~reached[place, rest]).any()]
        following = max(free, key=lambda place: (round(float(coming[place]), 9), -place))
        coming += ways[following, :-1]
        order.append(following)
        rest.remove(following)
    return order


def _reached(onward: Bools) -> Bools:
    """(n, n) whether some way leads from the one to the other."""
    reached = onward.copy()
    for place in range(len(onward)):
        reached |= reached[:, [place]] & reached[place]
    return reached
