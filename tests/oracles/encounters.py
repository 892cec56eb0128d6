"""The encounters and queues behind the reference values: effects at their defaults, data measured at the anchor."""

from math import log

from servsim.delivery.encounter.dials import Dials, Effects, mean_distance, time_factor
from servsim.delivery.encounter.encounter import Chance, Condition, Need, Served, defect_probability, serve
from servsim.delivery.encounter.person import Person, Staff, person_of
from servsim.delivery.encounter.practice import Practice, practice_of

EFFECTS = Effects(
    standard_saving=0.20,
    personal_cost=0.10,
    distance_cost=0.20,
    cv_standard=0.50,
    cv_personal=0.30,
    rigidity=0.80,
    improvisation_noise=1.0,
    need_visibility=0.60,
    cut_between=0.6,
    cut_within=0.4,
    sd_between=0.25,
    sd_within=0.35,
    defect_standard=1.1,
    defect_personal=0.70,
    defect_skill=2.0,
    defect_overwork=4.0,
    defect_load=0.5,
    defect_speed=1.0,
    defect_culture=0.7,
    detect_base=0.10,
    detect_standard=0.30,
    rework=0.30,
    discretion_cut=0.5,
    load_speedup=0.10,
    overwork_slowdown=1.0,
    speed_pay=0.2,
)


def dials_at(params: dict[str, float]) -> Dials:
    distance = mean_distance(params["mu_g"], params["h"])
    return Dials(
        standardization=params["s"],
        personalization=params["p"],
        target=params["target"],
        standardization_observed=params["s_obs"],
        personalization_observed=params["p_obs"],
        handling_min=params["m"],
        time_factor_observed=time_factor(params["s_obs"], params["p_obs"], distance, EFFECTS),
        work_cv_ratio=1.0,
        defect_logit=log(params["e0"] / (1.0 - params["e0"])),
    )


def condition_of(params: dict[str, float]) -> Condition:
    return Condition(params["ell"], params["C"], params["O"])


def served_by(params: dict[str, float]) -> tuple[Practice, Person]:
    staff = Staff(params["A"], params["v"], params["c"])
    return practice_of(dials_at(params), EFFECTS), person_of(staff, EFFECTS)


def probability_of_a_defect(params: dict[str, float]) -> float:
    return defect_probability(*served_by(params), delivered(params).personalization, condition_of(params))


def delivered(params: dict[str, float]) -> Served:
    chance = Chance(params["X"], params["B"], params["W"], params["U_D"], params["U_det"])
    need = Need(params["mu_g"], params["h"], params["Z1"], params["Z2"])
    return serve(*served_by(params), need, chance, condition_of(params))


def erlang_c(params: dict[str, float]) -> tuple[float, float]:
    """Probability of waiting and rate of the exponential wait of those who do, M/M/c."""
    load, agents = params["lambda"] / params["mu"], int(params["c"])
    blocking = 1.0
    for n in range(1, agents + 1):
        blocking = load * blocking / (n + load * blocking)
    waiting = blocking / (1.0 - load / agents * (1.0 - blocking))
    return waiting, agents * params["mu"] - params["lambda"]
