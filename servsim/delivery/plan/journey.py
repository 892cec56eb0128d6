"""The journey as cumulative shares: where customers start, where they go next, and how often they may."""

import numpy as np

from servsim.delivery.plan.plan import NOBODY, Journey
from servsim.demand.contacts import contact_limits
from servsim.scenario.scenario import Scenario

ROUNDING = 1e-6
"""Shares of starts add up to one but for rounding; whoever is drawn in the last hair starts where the last ones do."""


def journey_of(scenario: Scenario) -> Journey:
    """Where customers start and go from each touchpoint, segment by segment, and how often they can come."""
    goals = {name: index for index, name in enumerate(scenario.touchpoints)}
    teams = {name: index for index, name in enumerate(scenario.teams)}
    shape = (len(scenario.segments), len(goals))
    start, route = np.zeros(shape), np.zeros((*shape, len(goals)))
    for i, segment in enumerate(scenario.segments):
        for goal, share in scenario.journey_start(segment).items():
            start[i, goals[goal]] = share
        for name, j in goals.items():
            for goal, share in scenario.routes(name, segment).items():
                route[i, j, goals[goal]] = share
    contacts = np.asarray(contact_limits(scenario))
    touchpoints = list(scenario.touchpoints.values())
    team = np.asarray([NOBODY if part.team is None else teams[part.team] for part in touchpoints])
    starts = np.cumsum(start, axis=1)
    starts[starts > 1.0 - ROUNDING] = 1.0
    return Journey(
        team=team,
        queue=team.copy(),
        start=starts,
        route=np.cumsum(route, axis=2),
        visits_at_most=np.asarray([part.visits_at_most for part in touchpoints]),
        contacts=contacts,
        first_contact=np.cumsum([0, *contacts[:-1]]),
    )
