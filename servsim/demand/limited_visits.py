"""How often a customer of each segment comes to each touchpoint when loops are limited."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from servsim.demand.contacts import on_loops
from servsim.scenario import Scenario

Counts = tuple[tuple[str, int], ...]
NEGLIGIBLE = 1e-9
"""Ways that fewer customers take are not followed further."""


def visits_per_customer(scenario: Scenario) -> NDArray[np.float64]:
    """(segments, touchpoints) expected visits of one customer, by routing and ``visits_at_most``.

    All ways through the journey are followed with their shares. Unlike the traffic equations of
    :func:`servsim.demand.flow.expected_visits` this knows that the way leads out after the last visit; complaints,
    giving up and coming back are left out.
    """
    looping = on_loops(scenario)
    names = list(scenario.touchpoints)
    result = np.zeros((len(scenario.segments), len(names)))
    for row, segment in enumerate(scenario.segments):
        visits = _followed(scenario, segment, looping)
        result[row] = [visits[name] for name in names]
    return result


def _followed(scenario: Scenario, segment: str, looping: set[str]) -> dict[str, float]:
    visits: dict[str, float] = defaultdict(float)
    here: dict[tuple[str, Counts], float] = {}
    for name, share in scenario.journey_start(segment).items():
        here[name, ((name, 1),) if name in looping else ()] = share
    while here:
        onward: dict[tuple[str, Counts], float] = defaultdict(float)
        for (name, counts), share in here.items():
            visits[name] += share
            for goal, part in scenario.routes(name, segment).items():
                been = dict(counts)
                been[goal] = been.get(goal, 0) + 1
                if share * part > NEGLIGIBLE and been[goal] <= scenario.touchpoints[goal].visits_at_most:
                    onward[goal, tuple(sorted(been.items())) if goal in looping else counts] += share * part
        here = onward
    return visits
