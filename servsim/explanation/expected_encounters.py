"""What an encounter takes and leaves on average, before any is simulated: moments of handling times, open issues."""

from math import erf, sqrt
from typing import NamedTuple

from servsim.delivery.encounter.encounter import Condition, defect_probability
from servsim.delivery.encounter.practice import mean_distance
from servsim.delivery.encounter.routine import Routine
from servsim.delivery.plan.compile import compile_plan
from servsim.delivery.plan.plan import NOBODY, Plan
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
    routine = plan.routine[touchpoint][segment]
    need = float(plan.segments.need_mean[segment]) - routine.target, float(plan.segments.need_spread[segment])
    made = defect_probability(routine, routine.personalization, Condition())
    seen = min(1.0, routine.detection)
    factor, factor_square = _time_factor(routine, need)
    work_cv = routine.work_spread * plan.work[touchpoint][segment].moments().cv
    rework, again = routine.rework, made * seen
    square = routine.handling_min**2 * factor_square * (1.0 + work_cv**2) * (1.0 + speed_cv**2)
    return Usual(
        handling=routine.handling_min * factor * (1.0 + again * rework),
        square=square * (1.0 + again * ((1.0 + rework) ** 2 - 1.0)),
        unresolved=1.0 - (1.0 - made * (1.0 - seen)) * _met(routine, need),
    )


def _time_factor(routine: Routine, need: tuple[float, float]) -> tuple[float, float]:
    """Mean of what personalization adds to the time, which is linear in the distance of the need, and of its square."""
    mean, spread = need
    distance, distance_square = mean_distance(mean, spread), mean * mean + spread * spread
    a, b, p_square = routine.personal_cost, routine.distance_cost, routine.personalization**2
    extra = a + b * distance
    extra_square = a * a + 2.0 * a * b * distance + b * b * distance_square
    return 1.0 + p_square * extra, 1.0 + 2.0 * p_square * extra + p_square**2 * extra_square


def _met(routine: Routine, need: tuple[float, float]) -> float:
    """Probability that the need is met: the deviation, which is normal, stays within 1."""
    mean, spread = need
    kept = 1.0 - routine.personalization * routine.adapting
    noise = 1.0 + routine.improvising * routine.personalization
    variance = spread**2 * (routine.unseen**2 + (routine.seen * kept) ** 2)
    variance += noise**2 * (routine.sd_between**2 + routine.sd_within**2)
    centre = kept * mean
    if variance == 0.0:
        return float(abs(centre) <= 1.0)
    scale = sqrt(2.0 * variance)
    return 0.5 * (erf((1.0 - centre) / scale) + erf((1.0 + centre) / scale))
