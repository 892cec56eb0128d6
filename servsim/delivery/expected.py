"""What an encounter takes and leaves on average, before any is simulated: moments of handling times, open issues."""

from math import erf, exp, sqrt
from typing import NamedTuple

from servsim.delivery.compile import compile_plan
from servsim.delivery.encounter import (
    Condition,
    Effects,
    Practice,
    adaptation,
    defect_probability,
    improvisation,
    mean_distance,
    work_cv_ratio,
)
from servsim.delivery.plan import NOBODY, Plan
from servsim.scenario import Scenario


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

    They follow the formulas of one encounter (:mod:`servsim.delivery.encounter`) with moments in place of draws. Load,
    overwork and what returning customers have in common with their first contact are left out.
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


def _usual(plan: Plan, place: tuple[int, int], speed_cv: float) -> Usual:
    touchpoint, segment = place
    practice, effects = plan.practice[touchpoint][segment], plan.effects
    need = float(plan.segments.need_mean[segment]) - practice.target, float(plan.segments.need_spread[segment])
    condition = _condition(plan, touchpoint)
    made = defect_probability(practice, practice.personalization, condition, effects)
    seen = min(1.0, effects.detect_base + effects.detect_standard * practice.standardization)
    factor, factor_square = _time_factor(practice, need, effects)
    shrink = work_cv_ratio(practice, practice.personalization, effects) / practice.work_cv_ratio
    work_cv = shrink * plan.work[touchpoint][segment].moments().cv
    scale = practice.handling_min / practice.time_factor_observed
    scale *= exp(-effects.speed_pay * (condition.speed_incentive - 0.5))
    rework, again = effects.rework, made * seen
    square = scale**2 * factor_square * (1.0 + work_cv**2) * (1.0 + speed_cv**2)
    return Usual(
        handling=scale * factor * (1.0 + again * rework),
        square=square * (1.0 + again * ((1.0 + rework) ** 2 - 1.0)),
        unresolved=1.0 - (1.0 - made * (1.0 - seen)) * _met(practice, need, condition, effects),
    )


def _condition(plan: Plan, touchpoint: int) -> Condition:
    team = int(plan.journey.team[touchpoint])
    if team == NOBODY:
        return Condition()
    teams = plan.teams
    return Condition(
        skill=float(teams.skill[team]),
        speed_incentive=float(teams.speed_incentive[team]),
        culture=float(teams.culture[team]),
    )


def _time_factor(practice: Practice, need: tuple[float, float], effects: Effects) -> tuple[float, float]:
    """Mean of the time factor, which is linear in the distance of the need, and of its square."""
    mean, spread = need
    distance, distance_square = mean_distance(mean, spread), mean * mean + spread * spread
    a, b, p_square = effects.personal_cost, effects.distance_cost, practice.personalization**2
    saved = 1.0 - effects.standard_saving * practice.standardization
    extra = a + b * distance
    extra_square = a * a + 2.0 * a * b * distance + b * b * distance_square
    return saved * (1.0 + p_square * extra), saved**2 * (1.0 + 2.0 * p_square * extra + p_square**2 * extra_square)


def _met(practice: Practice, need: tuple[float, float], condition: Condition, effects: Effects) -> float:
    """Probability that the need is met: the deviation, which is normal, stays within 1."""
    mean, spread = need
    s, p = practice.standardization, practice.personalization
    kept = 1.0 - adaptation(p, s, condition.skill, effects.rigidity)
    noise = improvisation(p, s, effects.improvisation_noise)
    visible = effects.need_visibility
    variance = spread**2 * (1.0 - visible + visible * kept**2)
    variance += ((1.0 - effects.cut_between * s) * noise * effects.sd_between) ** 2
    variance += ((1.0 - effects.cut_within * s) * noise * effects.sd_within / condition.skill) ** 2
    centre = kept * mean
    if variance == 0.0:
        return float(abs(centre) <= 1.0)
    scale = sqrt(2.0 * variance)
    return 0.5 * (erf((1.0 - centre) / scale) + erf((1.0 + centre) / scale))
