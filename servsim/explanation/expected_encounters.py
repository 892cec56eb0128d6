"""What an encounter takes and leaves on average, before any is simulated: moments of handling times, open issues."""

from math import erf, sqrt
from typing import NamedTuple

from servsim.delivery.encounter.dials import mean_distance
from servsim.delivery.encounter.encounter import Condition, defect_probability
from servsim.delivery.encounter.person import Person
from servsim.delivery.encounter.practice import Practice
from servsim.delivery.plan.compile import compile_plan
from servsim.delivery.plan.plan import NOBODY, Plan
from servsim.scenario.scenario import Scenario


class Usual(NamedTuple):
    """An encounter of a segment at a touchpoint when nobody is under pressure."""

    handling: float
    """Mean handling time, minutes."""
    square: float
    """Mean of its square, minutes squared."""
    unresolved: float
    """Probability that the issue is not resolved."""


def usual_encounters(scenario: Scenario) -> tuple[tuple[Usual, ...], ...]:
    """[touchpoint][segment]: expectations over needs, agents and chance at the dials in force.

    They follow the formulas of one encounter (:mod:`servsim.delivery.encounter.encounter`) with moments in place of
    draws. Load, overwork and what returning customers have in common with their first contact are left out.
    """
    plan = compile_plan(scenario)
    spreads = [team.speed_cv for team in scenario.teams.values()]
    return tuple(
        tuple(
            _usual(plan, (touchpoint, segment), 0.0 if team == NOBODY else spreads[team])
            for segment in range(len(scenario.segments))
        )
        for touchpoint, team in enumerate(plan.journey.team.tolist())
    )


def _usual(plan: Plan, cell: tuple[int, int], speed_cv: float) -> Usual:
    touchpoint, segment = cell
    practice = plan.practice[touchpoint][segment]
    agent = -1 if plan.journey.team[touchpoint] == NOBODY else plan.teams.first_agent[plan.journey.team[touchpoint]]
    person = plan.person[agent]
    need = float(plan.segments.need_mean[segment]) - practice.target, float(plan.segments.need_spread[segment])
    made = defect_probability(practice, person, practice.personalization, Condition())
    seen = min(1.0, practice.detection)
    factor, factor_square = _time_factor(practice, need)
    work_cv = practice.work_spread * plan.work[touchpoint][segment].moments().cv
    rework, again = practice.rework, made * seen
    mean = practice.handling_min * person.hurry
    square = mean**2 * factor_square * (1.0 + work_cv**2) * (1.0 + speed_cv**2)
    return Usual(
        handling=mean * factor * (1.0 + again * rework),
        square=square * (1.0 + again * ((1.0 + rework) ** 2 - 1.0)),
        unresolved=1.0 - (1.0 - made * (1.0 - seen)) * _met(practice, person, need),
    )


def _time_factor(practice: Practice, need: tuple[float, float]) -> tuple[float, float]:
    """Mean of what personalization adds to the time, which is linear in the distance of the need, and of its square."""
    mean, spread = need
    distance, distance_square = mean_distance(mean, spread), mean * mean + spread * spread
    a, b, p_square = practice.personal_cost, practice.distance_cost, practice.personalization**2
    extra = a + b * distance
    extra_square = a * a + 2.0 * a * b * distance + b * b * distance_square
    return 1.0 + p_square * extra, 1.0 + 2.0 * p_square * extra + p_square**2 * extra_square


def _met(practice: Practice, person: Person, need: tuple[float, float]) -> float:
    """Probability that the need is met: the deviation, which is normal, stays within 1."""
    mean, spread = need
    kept = 1.0 - practice.personalization * (practice.adapting * person.adapting)
    noise = 1.0 + practice.improvising * practice.personalization
    variance = spread**2 * (practice.unseen**2 + (practice.seen * kept) ** 2)
    variance += noise**2 * (practice.sd_between**2 + (practice.sd_within / person.skill) ** 2)
    centre = kept * mean
    if variance == 0.0:
        return float(abs(centre) <= 1.0)
    scale = sqrt(2.0 * variance)
    return 0.5 * (erf((1.0 - centre) / scale) + erf((1.0 + centre) / scale))
