"""What is settled of an encounter before anybody comes: practice, staff and effects worked out once, for a plan.

The formulas are those of the model; here stand their parts that neither the customer nor the moment changes. Symbols in
brackets are those of the model's literature notes.
"""

from dataclasses import dataclass
from math import exp, inf, sqrt

from servsim.delivery.encounter.practice import IMPOSSIBLE, USUAL, Effects, Practice, Staff, adaptation, work_cv_ratio

NEVER = -inf
"""Log odds of what never happens."""


@dataclass(frozen=True, slots=True)
class Routine:
    """How a touchpoint's team serves a segment. Needs in functional-limit units, times in minutes.

    All fields are numbers; compiled code reads a record of the same names.
    """

    personalization: float
    """p, 0..1, while there is no load."""
    discretion_cut: float
    """chi: share of personalization dropped at full load."""
    target: float
    """Where the standard aims."""
    seen: float
    """Square root of the share of need variance that the firm can see (zeta)."""
    unseen: float
    """Square root of the rest."""
    adapting: float
    """Share of a visible need adapted to at full personalization: (1 - omega s^2) min(1, A)."""
    improvising: float
    """Extra noise at full personalization: nu (1 - s)."""
    sd_between: float
    """Deviation per unit of an agent's style: (1 - beta_b s) sigma_b."""
    sd_within: float
    """Deviation per unit of an agent's variation: (1 - beta_w s) sigma_w / A."""
    defect_logit: float
    """Log odds of a defect without personalization, load and overwork; minus infinity where there never is one."""
    defect_personal: float
    """Log odds added by full personalization: alpha_p (1 - s)."""
    defect_overwork: float
    """alpha_O: log odds per unit of overwork."""
    defect_load: float
    """alpha_R: log odds at full load."""
    detection: float
    """Share of defects caught: det0 + det_s s."""
    handling_min: float
    """Minutes without personalization and pressure: m_obs (1 - a_s s) / Mbar_obs, hurried by pay for speed."""
    personal_cost: float
    """a_p: extra share of time at full personalization, any customer."""
    distance_cost: float
    """a_d: extra share of time at full personalization per unit of need distance."""
    work_spread: float
    """CV of handling work over that of the drawn work, while there is no load (r)."""
    spread_personal: float
    """Share of that CV owed to personalization: b_p p / (1 + b_p p)."""
    overwork_slowdown: float
    """kappa_O: extra share of time per unit of overwork."""
    load_speedup: float
    """kappa_L: share of time saved at full load."""
    rework: float
    """Extra share of time when a defect is caught."""
    skill: float
    """A of the staff."""


def routine_of(practice: Practice, effects: Effects, staff: Staff = USUAL) -> Routine:
    """What a practice, the effects and the staff settle beforehand."""
    s, p = practice.standardization, practice.personalization
    return Routine(
        personalization=p,
        discretion_cut=effects.discretion_cut,
        target=practice.target,
        seen=sqrt(effects.need_visibility),
        unseen=sqrt(1.0 - effects.need_visibility),
        adapting=adaptation(1.0, s, staff.skill, effects.rigidity),
        improvising=effects.improvisation_noise * (1.0 - s),
        sd_between=(1.0 - effects.cut_between * s) * effects.sd_between,
        sd_within=(1.0 - effects.cut_within * s) * effects.sd_within / staff.skill,
        defect_logit=_defect_logit(practice, effects, staff),
        defect_personal=effects.defect_personal * (1.0 - s),
        defect_overwork=effects.defect_overwork,
        defect_load=effects.defect_load,
        detection=effects.detect_base + effects.detect_standard * s,
        handling_min=_handling_min(practice, effects, staff),
        personal_cost=effects.personal_cost,
        distance_cost=effects.distance_cost,
        work_spread=work_cv_ratio(practice, p, effects) / practice.work_cv_ratio,
        spread_personal=effects.cv_personal * p / (1.0 + effects.cv_personal * p),
        overwork_slowdown=effects.overwork_slowdown,
        load_speedup=effects.load_speedup,
        rework=effects.rework,
        skill=staff.skill,
    )


def _defect_logit(practice: Practice, effects: Effects, staff: Staff) -> float:
    """Where no defect was ever measured there is none: no factor on the odds can change that."""
    if practice.defect_logit <= IMPOSSIBLE:
        return NEVER
    s_obs = practice.standardization_observed
    return (
        practice.defect_logit
        - effects.defect_standard * (practice.standardization - s_obs)
        - effects.defect_personal * practice.personalization_observed * (1.0 - s_obs)
        + effects.defect_skill * (1.0 - staff.skill)
        + effects.defect_speed * (staff.speed_incentive - 0.5)
        - effects.defect_culture * (staff.culture - 0.5)
    )


def _handling_min(practice: Practice, effects: Effects, staff: Staff) -> float:
    saved = 1.0 - effects.standard_saving * practice.standardization
    hurry = exp(-effects.speed_pay * (staff.speed_incentive - 0.5))
    return practice.handling_min * saved / practice.time_factor_observed * hurry
