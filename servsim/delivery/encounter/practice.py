"""How a touchpoint is run for a segment: dials, anchor and effects worked out once, before anybody comes.

The formulas are those of the model; here stand their parts that neither the customer nor the moment changes. Symbols in
brackets are those of the model's literature notes.
"""

from dataclasses import dataclass
from math import inf, sqrt

from servsim.delivery.encounter.dials import IMPOSSIBLE, Dials, Effects, adaptation, work_cv_ratio

NEVER = -inf
"""Log odds of what never happens."""


@dataclass(frozen=True, slots=True)
class Practice:
    """How a touchpoint serves a segment. Needs in functional-limit units, times in minutes.

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
    """Share of a visible need that an experienced person adapts to at full personalization: 1 - omega s^2."""
    improvising: float
    """Extra noise at full personalization: nu (1 - s)."""
    sd_between: float
    """Deviation per unit of an agent's style: (1 - beta_b s) sigma_b."""
    sd_within: float
    """Deviation per unit of an experienced agent's variation: (1 - beta_w s) sigma_w."""
    defect_logit: float
    """Log odds of a defect of an experienced person without personalization, load and overwork; minus infinity where
    there never is one."""
    defect_personal: float
    """Log odds added by full personalization: alpha_p (1 - s)."""
    defect_overwork: float
    """alpha_O: log odds per unit of overwork."""
    defect_load: float
    """alpha_R: log odds at full load."""
    detection: float
    """Share of defects caught: det0 + det_s s."""
    handling_min: float
    """Minutes without personalization and pressure: m_obs (1 - a_s s) / Mbar_obs."""
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


def practice_of(dials: Dials, effects: Effects) -> Practice:
    """What dials, anchor and effects settle beforehand."""
    s, p = dials.standardization, dials.personalization
    saved = 1.0 - effects.standard_saving * s
    return Practice(
        personalization=p,
        discretion_cut=effects.discretion_cut,
        target=dials.target,
        seen=sqrt(effects.need_visibility),
        unseen=sqrt(1.0 - effects.need_visibility),
        adapting=adaptation(1.0, s, 1.0, effects.rigidity),
        improvising=effects.improvisation_noise * (1.0 - s),
        sd_between=(1.0 - effects.cut_between * s) * effects.sd_between,
        sd_within=(1.0 - effects.cut_within * s) * effects.sd_within,
        defect_logit=_defect_logit(dials, effects),
        defect_personal=effects.defect_personal * (1.0 - s),
        defect_overwork=effects.defect_overwork,
        defect_load=effects.defect_load,
        detection=effects.detect_base + effects.detect_standard * s,
        handling_min=dials.handling_min * saved / dials.time_factor_observed,
        personal_cost=effects.personal_cost,
        distance_cost=effects.distance_cost,
        work_spread=work_cv_ratio(dials, p, effects) / dials.work_cv_ratio,
        spread_personal=effects.cv_personal * p / (1.0 + effects.cv_personal * p),
        overwork_slowdown=effects.overwork_slowdown,
        load_speedup=effects.load_speedup,
        rework=effects.rework,
    )


def _defect_logit(dials: Dials, effects: Effects) -> float:
    """Where no defect was ever measured there is none: no factor on the odds can change that."""
    if dials.defect_logit <= IMPOSSIBLE:
        return NEVER
    s_obs = dials.standardization_observed
    return (
        dials.defect_logit
        - effects.defect_standard * (dials.standardization - s_obs)
        - effects.defect_personal * dials.personalization_observed * (1.0 - s_obs)
    )
