"""Teams, their queues, and who may serve what.

Today every team has one queue, and the touchpoints name the team; the table says so line by line, so that two teams for
one queue, or one team for two, are other lines and not another engine.
"""

import numpy as np

from servsim.delivery.encounter.dials import Effects
from servsim.delivery.encounter.person import USUAL, Person, Staff, person_of
from servsim.delivery.plan.plan import NO_LIMIT, Matching, Queues, Teams
from servsim.scenario.scenario import Scenario


def teams_of(scenario: Scenario) -> Teams:
    """The teams and the numbers of their agents, who are counted team after team."""
    teams = list(scenario.teams.values())
    return Teams(
        first_agent=np.cumsum([0, *(team.largest_roster for team in teams)]),
        wage=np.asarray([team.wage for team in teams]),
    )


def queues_of(scenario: Scenario) -> Queues:
    """A queue for each team."""
    limits = [team.queue_limit for team in scenario.teams.values()]
    return Queues(limit=np.asarray([NO_LIMIT if limit is None else limit for limit in limits], dtype=np.int64))


def matching_of(scenario: Scenario) -> Matching:
    """Each team takes from its own queue."""
    own = np.arange(len(scenario.teams))
    return Matching(queue=own, team=own, rank=np.zeros_like(own))


def persons_of(scenario: Scenario, effects: Effects) -> tuple[Person, ...]:
    """[agent] what each brings to an encounter; today all people of a team are alike. The last is nobody."""
    persons: list[Person] = []
    for team in scenario.teams.values():
        own = person_of(Staff(team.skill, team.speed_incentive, team.culture), effects)
        persons += [own] * team.largest_roster
    return (*persons, USUAL)
