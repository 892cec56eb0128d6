"""What is settled beforehand, against the formulas written out with all their parts."""

from dataclasses import astuple
from math import exp, inf, isfinite, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.encounter.encounter import Chance, Condition, Need, defect_probability, serve
from servsim.delivery.encounter.practice import Effects, Practice, Staff, time_factor, work_cv_ratio
from servsim.delivery.encounter.routine import routine_of

EFFECTS = Effects(
    0.2, 0.1, 0.2, 0.5, 0.3, 0.8, 1.0, 0.6, 0.6, 0.4, 0.25, 0.35,
    1.1, 0.7, 2.0, 4.0, 0.5, 1.0, 0.7, 0.1, 0.3, 0.3, 0.5, 0.1, 1.0, 0.2,
)  # fmt: skip
SHARE, NORMAL = st.floats(0.0, 1.0), st.floats(-3.0, 3.0)
PRACTICES = st.builds(
    Practice, SHARE, SHARE, NORMAL, SHARE, SHARE, st.floats(0.1, 60.0), st.floats(0.5, 2.0), st.floats(1.0, 2.0),
    st.floats(-5.0, 5.0),
)  # fmt: skip
STAFF = st.builds(Staff, st.floats(0.3, 1.2), SHARE, SHARE)
CONDITIONS = st.builds(Condition, st.floats(0.5, 2.0), SHARE, SHARE)
NEEDS = st.builds(Need, NORMAL, st.floats(0.0, 2.0), NORMAL, NORMAL)
CHANCES = st.builds(Chance, st.floats(0.5, 5.0), NORMAL, NORMAL, st.just(1.0), st.just(1.0))


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@given(PRACTICES, STAFF, NEEDS, CHANCES, CONDITIONS)
def test_a_delivery_is_that_of_the_whole_formula(
    practice: Practice, staff: Staff, need: Need, chance: Chance, condition: Condition
) -> None:
    served = serve(routine_of(practice, EFFECTS, staff), need, chance, condition)
    s, p = practice.standardization, practice.personalization * (1.0 - 0.5 * condition.load)
    seen = need.mean - practice.target + need.spread * sqrt(0.6) * need.visible
    hidden = need.spread * sqrt(0.4) * need.hidden
    misfit = (1.0 - p * (1.0 - 0.8 * s**2) * min(1.0, staff.skill)) * seen + hidden
    noise = 1.0 + p * (1.0 - s)
    between = (1.0 - 0.6 * s) * noise * 0.25 * chance.bias
    within = (1.0 - 0.4 * s) * noise * 0.35 * chance.variation / staff.skill
    assert served.personalization == close(p)
    assert (served.distance, served.misfit) == (close(seen + hidden), close(misfit))
    assert served.deviation == close(misfit + between + within)


@given(PRACTICES, STAFF, NEEDS, CHANCES, CONDITIONS)
def test_a_handling_time_is_that_of_the_whole_formula(
    practice: Practice, staff: Staff, need: Need, chance: Chance, condition: Condition
) -> None:
    served = serve(routine_of(practice, EFFECTS, staff), need, chance, condition)
    s, p = practice.standardization, practice.personalization * (1.0 - 0.5 * condition.load)
    factor = time_factor(s, p, abs(served.distance), EFFECTS) / practice.time_factor_observed
    ratio = work_cv_ratio(practice, p, EFFECTS) / practice.work_cv_ratio
    time = practice.handling_min * factor * (1.0 + ratio * (chance.work - 1.0)) * condition.pace
    time *= (1.0 + condition.overwork) * (1.0 - 0.1 * condition.load) * exp(-0.2 * (staff.speed_incentive - 0.5))
    assert served.handling_min == close(time)


@given(PRACTICES, STAFF, CONDITIONS)
def test_the_odds_of_a_defect_are_those_of_the_whole_formula(
    practice: Practice, staff: Staff, condition: Condition
) -> None:
    s, p = practice.standardization, practice.personalization
    s_obs, p_obs = practice.standardization_observed, practice.personalization_observed
    logit = (
        practice.defect_logit
        - 1.1 * (s - s_obs)
        + 0.7 * (p * (1.0 - s) - p_obs * (1.0 - s_obs))
        + 2.0 * (1.0 - staff.skill)
        + 4.0 * condition.overwork
        + 0.5 * condition.load
        + 1.0 * (staff.speed_incentive - 0.5)
        - 0.7 * (staff.culture - 0.5)
    )
    found = defect_probability(routine_of(practice, EFFECTS, staff), p, condition)
    assert found == close(1.0 / (1.0 + exp(-logit)))


@given(PRACTICES, SHARE, st.floats(0.0, 1e-9))
def test_load_never_widens_the_spread_of_times(practice: Practice, load: float, work: float) -> None:
    """At the anchor work is taken as drawn; were r a hair above 1, no work at all would take negative time."""
    s, p = practice.standardization, practice.personalization
    here = practice._replace(standardization_observed=s, personalization_observed=p, work_cv_ratio=1.0)
    need, chance = Need(0.0, 0.0, 0.0, 0.0), Chance(work, 0.0, 0.0, 1.0, 1.0)
    assert serve(routine_of(here, EFFECTS), need, chance, Condition(load=load)).handling_min >= 0.0


def test_where_there_never_is_a_defect_people_make_none() -> None:
    never = Practice(0.5, 0.5, 0.0, 0.5, 0.5, 6.0, 1.0, 1.0, -700.0)
    routine = routine_of(never, EFFECTS, Staff(skill=0.3, speed_incentive=1.0, culture=0.0))
    assert routine.defect_logit == -inf
    others = [value for value in astuple(routine) if value != -inf]
    assert len(others) == len(astuple(routine)) - 1
    assert all(map(isfinite, others))
