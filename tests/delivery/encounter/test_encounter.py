from math import exp, isfinite, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.delivery.encounter.dials import Dials, Effects
from servsim.delivery.encounter.encounter import (
    Chance,
    Condition,
    Need,
    Served,
    defect_probability,
    handling_min,
    serve,
    worth,
)
from servsim.delivery.encounter.person import USUAL, Person, Staff, person_of
from servsim.delivery.encounter.practice import Practice, practice_of

SHARE = st.floats(0.0, 1.0)
NORMAL = st.floats(-6.0, 6.0)
OFF = Effects(*[0.0] * len(Effects._fields))
FULL = Effects(
    0.2, 0.1, 0.2, 0.5, 0.3, 0.8, 1.0, 0.6, 0.6, 0.4, 0.25, 0.35,
    1.1, 0.7, 2.0, 4.0, 0.5, 1.0, 0.7, 0.1, 0.3, 0.3, 0.5, 0.1, 1.0, 0.2,
)  # fmt: skip
PLAIN = Dials(0.5, 0.5, 0.0, 0.5, 0.5, 6.0, 1.0, 1.0, log(0.05 / 0.95))
CHANCE = Chance(work=1.3, bias=0.0, variation=0.0, defect=0.9, detection=0.9)
CONDITIONS = st.builds(Condition, st.floats(0.5, 2.0), SHARE, SHARE)
STANDARD = Staff()
STAFF = st.builds(Staff, st.floats(0.3, 1.2), SHARE, SHARE)
DIALS = st.builds(
    Dials, SHARE, SHARE, NORMAL, st.floats(0.0, 1.0), SHARE, st.floats(0.1, 60.0), st.floats(0.5, 2.0),
    st.just(1.0), st.sampled_from([-700.0, -3.0, 0.0, 700.0]),
)  # fmt: skip
CHANCES = st.builds(Chance, st.floats(1.0, 50.0), NORMAL, NORMAL, st.floats(0, 0.999), st.floats(0, 0.999))
PRACTICES = st.tuples(st.builds(practice_of, DIALS, st.just(FULL)), st.builds(person_of, STAFF, st.just(FULL)))
NEEDS = st.builds(Need, st.floats(-2, 2), st.floats(0, 2), NORMAL, NORMAL)


def at(dials: Dials = PLAIN, staff: Staff = STANDARD) -> tuple[Practice, Person]:
    return practice_of(dials, FULL), person_of(staff, FULL)


NO_PRESSURE, USUALLY = Condition(), at()


@given(PRACTICES, NEEDS, CHANCES, CONDITIONS)
def test_results_stay_within_their_bounds(
    practised: tuple[Practice, Person], need: Need, chance: Chance, condition: Condition
) -> None:
    practice, person = practised
    served = serve(practice, person, need, chance, condition)
    assert served.handling_min > 0.0
    assert 0.0 <= served.quality <= 1.0
    assert 0.0 <= served.fit <= 1.0
    assert 0.0 <= defect_probability(practice, person, served.personalization, condition) <= 1.0
    assert 0.0 <= served.personalization <= practice.personalization
    assert served.defect_made or not served.defect_caught
    unmet = served.defect_made and not served.defect_caught
    assert served.resolved == (not unmet and abs(served.deviation) <= 1.0)
    assert all(isfinite(value) for value in served)


@given(DIALS, NEEDS, CHANCES, CONDITIONS)
def test_without_effects_handling_is_work_and_nothing_else(
    dials: Dials, need: Need, chance: Chance, condition: Condition
) -> None:
    plain = dials._replace(time_factor_observed=1.0)
    served = serve(practice_of(plain, OFF), USUAL, need, chance, condition._replace(pace=1.0))
    assert served.handling_min == pytest.approx(dials.handling_min * chance.work, rel=1e-12)
    assert served.personalization == dials.personalization


def scripted(personalization: float) -> float:
    """1 + r (X - 1) at work X = 1.3, with a share of the personalization at the anchor left."""
    return 1.0 + (1.0 + 0.3 * 0.5 * personalization) / 1.15 * 0.3


def time_under(condition: Condition, caught: bool = False, staff: Staff = STANDARD) -> float:
    return handling_min(*at(staff=staff), (0.5, 0.4, caught), 1.3, condition)


def test_each_condition_acts_on_the_time_by_its_own_factor() -> None:
    normal = time_under(Condition())
    assert time_under(Condition(pace=1.25)) == pytest.approx(1.25 * normal)
    assert time_under(Condition(load=1.0)) == pytest.approx(0.9 * normal * scripted(0.5) / scripted(1.0))
    assert time_under(Condition(overwork=0.1)) == pytest.approx(1.1 * normal)
    assert time_under(Condition(), staff=Staff(speed_incentive=1.0)) == pytest.approx(exp(-0.1) * normal)
    assert time_under(Condition(), caught=True) == pytest.approx(1.3 * normal)


def odds(condition: Condition = NO_PRESSURE, practised: tuple[Practice, Person] = USUALLY) -> float:
    probability = defect_probability(*practised, 0.5, condition)
    return probability / (1.0 - probability)


def test_each_condition_multiplies_the_odds_of_a_defect() -> None:
    normal = odds()
    assert normal == pytest.approx(0.05 / 0.95)
    assert odds(practised=at(staff=Staff(skill=0.7))) == pytest.approx(exp(0.6) * normal)
    assert odds(Condition(overwork=0.1)) == pytest.approx(exp(0.4) * normal)
    assert odds(Condition(load=1.0)) == pytest.approx(exp(0.5) * normal)
    assert odds(practised=at(staff=Staff(speed_incentive=1.0))) == pytest.approx(exp(0.5) * normal)
    assert odds(practised=at(staff=Staff(culture=1.0))) == pytest.approx(exp(-0.35) * normal)
    assert odds(practised=at(PLAIN._replace(standardization=1.0))) == pytest.approx(exp(-0.55 - 0.175) * normal)


@pytest.mark.parametrize(("logit", "expected"), [(-700.0, 0.0), (700.0, 1.0)])
@pytest.mark.parametrize("strength", [-10.0, 1.0, 10.0])
def test_never_and_always_stay_so_under_the_strongest_effects(logit: float, expected: float, strength: float) -> None:
    """Effects may add up to tens of log odds; never must not become an error of arithmetic, always not less."""
    effects = FULL._replace(defect_standard=strength, defect_culture=strength, defect_skill=strength)
    dials = PLAIN._replace(defect_logit=logit, standardization=1.0, standardization_observed=0.0)
    found = defect_probability(
        practice_of(dials, effects), person_of(Staff(skill=1.2, culture=1.0), effects), 0.5, Condition()
    )
    assert found == pytest.approx(expected, abs=1e-100)
    assert found >= 0.0


def delivered(condition: Condition, cut: float) -> Served:
    practice = practice_of(PLAIN._replace(personalization=0.8), FULL._replace(discretion_cut=cut))
    return serve(practice, USUAL, Need(0.0, 0.5, 0.0, 0.0), CHANCE, condition)


def test_personalization_is_cut_under_load() -> None:
    assert delivered(Condition(), 0.5).personalization == 0.8
    assert delivered(Condition(load=0.5), 0.5).personalization == pytest.approx(0.6)
    assert delivered(Condition(load=1.0), 1.0).personalization == 0.0


def test_quality_is_one_half_at_the_functional_limit() -> None:
    assert worth(0.0) == 1.0
    assert worth(1.0) == worth(-1.0) == pytest.approx(0.5)
    assert worth(2.0) == pytest.approx(1 / 16)


def test_a_caught_defect_costs_time_and_spares_the_customer() -> None:
    need = Need(0.0, 0.5, 0.0, 0.0)
    good, caught, missed = (
        serve(*at(), need, CHANCE._replace(defect=defect, detection=detection), Condition())
        for defect, detection in ((0.9, 0.9), (0.0, 0.0), (0.0, 0.9))
    )
    assert (good.defect_made, caught.defect_caught, missed.defect_caught) == (False, True, False)
    assert caught.handling_min == pytest.approx(1.3 * good.handling_min)
    assert missed.handling_min == good.handling_min
    assert (good.resolved, caught.resolved, missed.resolved) == (True, True, False)


def test_a_standard_makes_defects_easier_to_see() -> None:
    """At standardization 0.5 a quarter of the defects is caught: 0.1 + 0.3 * 0.5."""
    need, made = Need(0.0, 0.5, 0.0, 0.0), CHANCE._replace(defect=0.0)
    for detection, caught in ((0.09, True), (0.24, True), (0.26, False)):
        served = serve(*at(), need, made._replace(detection=detection), Condition())
        assert served.defect_caught == caught


def test_more_than_full_skill_adapts_no_more_but_wavers_less() -> None:
    need, chance = Need(0.0, 1.0, 1.0, 0.0), CHANCE._replace(variation=1.0)
    able, master = (serve(*at(staff=Staff(skill=skill)), need, chance, Condition()) for skill in (1.0, 1.2))
    assert master.misfit == able.misfit
    assert master.deviation - master.misfit == pytest.approx((able.deviation - able.misfit) / 1.2)


def test_less_skill_adapts_less_and_wavers_more() -> None:
    need, chance = Need(0.0, 1.0, 1.0, 0.0), CHANCE._replace(variation=1.0)
    able, novice = (serve(*at(staff=Staff(skill=skill)), need, chance, Condition()) for skill in (1.0, 0.6))
    assert novice.misfit > able.misfit
    assert novice.deviation - novice.misfit == pytest.approx((able.deviation - able.misfit) / 0.6)
