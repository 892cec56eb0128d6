"""How often one customer can meet one touchpoint: the room that the tables of draws need."""

from servsim.scenario.scenario import Scenario
from servsim.scenario.values.graph import reachable


def contact_limits(scenario: Scenario) -> list[int]:
    """For each touchpoint, the largest number of encounters one customer can have there in one replication.

    Routing brings a customer once to a touchpoint that is not on a loop, else ``visits_at_most`` times; coming back
    with an unresolved issue and trying again after giving up are counted over the whole journey.
    """
    again = 0
    if scenario.repeat is not None:
        again += scenario.repeat.attempts_at_most
    if scenario.redial is not None:
        again += scenario.redial.attempts_at_most
    looping = on_loops(scenario)
    return [
        (touchpoint.visits_at_most if name in looping else 1) + again
        for name, touchpoint in scenario.touchpoints.items()
    ]


def on_loops(scenario: Scenario) -> set[str]:
    """Touchpoints to which routing can bring a customer back."""
    onward: dict[str, set[str]] = {}
    for name, touchpoint in scenario.touchpoints.items():
        tables = [touchpoint.next, *touchpoint.next_by_segment.values()]
        onward[name] = {goal for table in tables for goal, share in table.items() if share > 0}
    return {name for name in onward if name in reachable(onward, onward[name])}
