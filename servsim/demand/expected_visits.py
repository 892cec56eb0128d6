"""How many customers of each segment come to each touchpoint, by the routing alone (the traffic equations)."""

import numpy as np
from numpy.typing import NDArray

from servsim.scenario.scenario import Scenario


def expected_visits(scenario: Scenario) -> NDArray[np.float64]:
    """(segments, touchpoints) expected first-time and looping visits in one replication.

    Solves ``v = start + routing' v`` for each segment (Jackson 1957); limits on loops, giving up and coming back are
    left out. Complaints are counted as if everybody were most dissatisfied: how many there are, only a run can tell.
    """
    names = list(scenario.touchpoints)
    result = np.zeros((len(scenario.segments), len(names)))
    for row, segment in enumerate(scenario.segments):
        routing = np.zeros((len(names), len(names)))
        for i, name in enumerate(names):
            for goal, share in scenario.routes(name, segment).items():
                routing[i, names.index(goal)] = share
        start = np.zeros(len(names))
        for goal, share in scenario.journey_start(segment).items():
            start[names.index(goal)] = share
        if scenario.complaints is not None:
            start[names.index(scenario.complaints.touchpoint)] = scenario.loyalty.complain_most
        start *= scenario.segments[segment].arrivals.expected_customers(scenario.clock)
        result[row] = np.linalg.solve(np.eye(len(names)) - routing.T, start)
    return result
