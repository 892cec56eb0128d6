"""What is settled beforehand, against the formulas written out with all their parts."""

from dataclasses import astuple
from math import exp, inf, isfinite, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.encounter.dials import Dials, Effects, time_factor, work_cv_ratio
from servsim.delivery.encounter.encounter import Chance, Condition, Need, defect_probability, serve
from servsim.delivery.encounter.person import USUAL, Staff, person_of
from servsim.delivery.encounter.practice import practice_of

EFFECTS = Effects(
    0.2, 0.1, 0.2, 0.5, 0.3, 0.8, 1.0, 0.6, 0.6, 0.4, 0.25, 0.35,
    1.1, 0.7, 2.0, 4.0, 0.5, 1.0, 0.7, 0.1, 0.3, 0.3, 0.5, 0.1, 1.0, 0.2,
)  # fmt: skip
SHARE, NORMAL = st.floats(0.0, 1.0), st.floats(-3.0, 3.0)
DIALS = st.builds(
    Dials, SHARE, SHARE, NORMAL, SHARE, SHARE, st.floats(0.1, 60.0), st.floats(0.5, 2.0), st.floats(1.0, 2.0),
    st.floats(-5.0, 5.0),
)  # fmt: skip
STAFF = st.builds(Staff, st.floats(0.3, 1.2), SHARE, SHARE)
CONDITIONS = st.builds(Condition, st.floats(0.5, 2.0), SHARE, SHARE)
NEEDS = st.builds(Need, NORMAL, st.floats(0.0, 2.0), NORMAL, NORMAL)
CHANCES = st.builds(Chance, st.floats(0.5, 5.0), NORMAL, NORMAL, st.just(1.0), st.just(1.0))


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@given(DIALS, STAFF, NEEDS, CHANCES, CONDITIONS)
def test_a_delivery_is_that_of_the_whole_formula(
    dials: Dials, staff: Staff, need: Need, chance: Chance, condition: Condition
) -> None:
    served = serve(practice_of(dials, EFFECTS), person_of(staff, EFFECTS), need, chance, condition)
    s, p = dials.standardization, dials.personalization * (1.0 - 0.5 * condition.load)
    seen = need.mean - dials.target + need.spread * sqrt(0.6) * need.visible
    hidden = need.spread * sqrt(0.4) * need.hidden
    misfit = (1.0 - p * (1.0 - 0.8 * s**2) * min(1.0, staff.skill)) * seen + hidden
    noise = 1.0 + p * (1.0 - s)
    between = (1.0 - 0.6 * s) * noise * 0.25 * chance.bias
    within = (1.0 - 0.4 * s) * noise * 0.35 * chance.variation / staff.skill
    assert served.personalization == close(p)
    assert (served.distance, served.misfit) == (close(seen + hidden), close(misfit))
    assert served.deviation == close(misfit + between + within)


@given(DIALS, STAFF, NEEDS, CHANCES, CONDITIONS)
def test_a_handling_time_is_that_of_the_whole_formula(
    dials: Dials, staff: Staff, need: Need, chance: Chance, condition: Condition
) -> None:
    served = serve(practice_of(dials, EFFECTS), person_of(staff, EFFECTS), need, chance, condition)
    s, p = dials.standardization, dials.personalization * (1.0 - 0.5 * condition.load)
    factor = time_factor(s, p, abs(served.distance), EFFECTS) / dials.time_factor_observed
    ratio = work_cv_ratio(dials, p, EFFECTS) / dials.work_cv_ratio
    time = dials.handling_min * factor * (1.0 + ratio * (chance.work - 1.0)) * condition.pace
    time *= (1.0 + condition.overwork) * (1.0 - 0.1 * condition.load) * exp(-0.2 * (staff.speed_incentive - 0.5))
    assert served.handling_min == close(time)


@given(DIALS, STAFF, CONDITIONS)
def test_the_odds_of_a_defect_are_those_of_the_whole_formula(dials: Dials, staff: Staff, condition: Condition) -> None:
    s, p = dials.standardization, dials.personalization
    s_obs, p_obs = dials.standardization_observed, dials.personalization_observed
    logit = (
        dials.defect_logit
        - 1.1 * (s - s_obs)
        + 0.7 * (p * (1.0 - s) - p_obs * (1.0 - s_obs))
        + 2.0 * (1.0 - staff.skill)
        + 4.0 * condition.overwork
        + 0.5 * condition.load
        + 1.0 * (staff.speed_incentive - 0.5)
        - 0.7 * (staff.culture - 0.5)
    )
    found = defect_probability(practice_of(dials, EFFECTS), person_of(staff, EFFECTS), p, condition)
    assert found == close(1.0 / (1.0 + exp(-logit)))


@given(DIALS, SHARE, st.floats(0.0, 1e-9))
def test_load_never_widens_the_spread_of_times(dials: Dials, load: float, work: float) -> None:
    """At the anchor work is taken as drawn; were r a hair above 1, no work at all would take negative time."""
    s, p = dials.standardization, dials.personalization
    here = dials._replace(standardization_observed=s, personalization_observed=p, work_cv_ratio=1.0)
    need, chance = Need(0.0, 0.0, 0.0, 0.0), Chance(work, 0.0, 0.0, 1.0, 1.0)
    assert serve(practice_of(here, EFFECTS), USUAL, need, chance, Condition(load=load)).handling_min >= 0.0


def test_where_there_never_is_a_defect_people_make_none() -> None:
    never = Dials(0.5, 0.5, 0.0, 0.5, 0.5, 6.0, 1.0, 1.0, -700.0)
    practice = practice_of(never, EFFECTS)
    person = person_of(Staff(skill=0.3, speed_incentive=1.0, culture=0.0), EFFECTS)
    assert practice.defect_logit == -inf
    assert defect_probability(practice, person, 1.0, Condition(load=1.0, overwork=1.0)) == 0.0
    others = [value for value in astuple(practice) if value != -inf]
    assert len(others) == len(astuple(practice)) - 1
    assert all(map(isfinite, others))
