"""From a scenario to its plan: names become numbers, statements become arrays, the anchor becomes a factor."""

from servsim.delivery.encounter.practice import practice_of
from servsim.delivery.plan.customers import complaining_of, patience_family, returning_of, segments_of
from servsim.delivery.plan.duty import duty_of
from servsim.delivery.plan.journey import journey_of
from servsim.delivery.plan.openings import opening_of
from servsim.delivery.plan.plan import Plan, Pressure
from servsim.delivery.plan.practices import dials_of, effects_of
from servsim.delivery.plan.queues import matching_of, persons_of, queues_of, teams_of
from servsim.scenario.scenario import Scenario


def compile_plan(scenario: Scenario) -> Plan:
    """The plan of a scenario; handling times and defects are anchored where the baseline measured them."""
    effects, teams = effects_of(scenario), teams_of(scenario)
    dials, work = dials_of(scenario, effects)
    return Plan(
        opening=opening_of(scenario),
        duty=duty_of(scenario, teams.first_agent.tolist()),
        teams=teams,
        queues=queues_of(scenario),
        matching=matching_of(scenario),
        journey=journey_of(scenario),
        segments=segments_of(scenario),
        returning=returning_of(scenario),
        complaining=complaining_of(scenario),
        pressure=Pressure(scenario.load.queue_per_agent, scenario.load.overwork_above, scenario.load.overwork_memory),
        effects=effects,
        dials=dials,
        practice=tuple(tuple(practice_of(one, effects) for one in at_touchpoint) for at_touchpoint in dials),
        person=persons_of(scenario, effects),
        work=work,
        patience=tuple(
            tuple(patience_family(scenario, touchpoint, segment) for segment in scenario.segments)
            for touchpoint in scenario.touchpoints
        ),
    )
