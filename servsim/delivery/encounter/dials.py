"""How touchpoints are run and by whom, how strongly that acts, and the formulas of the dials alone.

Numbers and named tuples of numbers, arithmetic and scalar ``math`` only, so that compiled code can use them too. Needs
are in *functional-limit units* (a deviation of 1 between what the customer needs and what is delivered makes the
service worth half), times in minutes; symbols in brackets are those of the model's literature notes.
"""

from math import erf, exp, fabs, pi, sqrt
from typing import NamedTuple

IMPOSSIBLE = -700.0
"""A logit that stands for a probability of 0; far outside every effect's reach."""


class Effects(NamedTuple):
    """How strongly standardization, personalization, pressure and people act; one float per effect.

    Defaults, ranges and evidence are documented where a planner states them (:mod:`servsim.scenario.parts.effects`).
    """

    standard_saving: float  # a_s: share of mean time saved at full standardization
    personal_cost: float  # a_p: extra time at full personalization, any customer
    distance_cost: float  # a_d: extra time at full personalization per unit of need distance
    cv_standard: float  # b_s: share of the time's CV removed at full standardization
    cv_personal: float  # b_p: share of the time's CV added at full personalization
    rigidity: float  # omega: how much a full script blocks adapting
    improvisation_noise: float  # nu: noise of personalizing without a base
    need_visibility: float  # zeta: share of need variance the firm can see
    cut_between: float  # beta_b: share of between-agent SD removed at full standardization
    cut_within: float  # beta_w: share of within-agent SD removed at full standardization
    sd_between: float  # sigma_b: between-agent SD of delivery
    sd_within: float  # sigma_w: within-agent SD of delivery
    defect_standard: float  # alpha_s: log odds removed by full standardization
    defect_personal: float  # alpha_p: log odds added by personalizing without a base
    defect_skill: float  # alpha_A: log odds per missing unit of skill
    defect_overwork: float  # alpha_O: log odds per unit of overwork
    defect_load: float  # alpha_R: log odds at full load
    defect_speed: float  # alpha_v: log odds per unit of speed incentive
    defect_culture: float  # alpha_c: log odds removed per unit of culture
    detect_base: float  # det0: share of defects caught without a standard
    detect_standard: float  # det_s: extra share caught at full standardization
    rework: float  # extra share of time when a defect is caught
    discretion_cut: float  # chi: share of personalization dropped at full load
    load_speedup: float  # kappa_L: share of time saved at full load
    overwork_slowdown: float  # kappa_O: extra share of time per unit of overwork
    speed_pay: float  # theta_v: log time per unit of speed incentive


class Dials(NamedTuple):
    """How a touchpoint is run for a segment, and where its data were measured."""

    standardization: float  # s, 0..1
    personalization: float  # p, 0..1
    target: float  # where the standard aims, functional-limit units
    standardization_observed: float  # s_obs, the anchor
    personalization_observed: float  # p_obs, the anchor
    handling_min: float  # m_obs: mean handling time at the anchor, minutes
    time_factor_observed: float  # Mbar_obs: mean time factor at the anchor
    work_cv_ratio: float  # CV of the drawn work over the CV observed (1 unless the work is more variable than measured)
    defect_logit: float  # logit of the defect probability at the anchor


def time_factor(standardization: float, personalization: float, distance: float, effects: Effects) -> float:
    """Mean handling time relative to an unstandardized, unpersonalized service (M), ``distance`` >= 0."""
    extra = effects.personal_cost + effects.distance_cost * distance
    return (1.0 - effects.standard_saving * standardization) * (1.0 + personalization * personalization * extra)


def mean_distance(mean: float, spread: float) -> float:
    """Mean of ``|N(mean, spread**2)|`` (folded normal)."""
    if spread == 0.0:
        return fabs(mean)
    z = mean / spread
    return spread * sqrt(2.0 / pi) * exp(-0.5 * z * z) + mean * erf(z / sqrt(2.0))


def work_cv_ratio(dials: Dials, personalization: float, effects: Effects) -> float:
    """CV of handling work over the CV observed at the anchor (r)."""
    now = (1.0 - effects.cv_standard * dials.standardization) * (1.0 + effects.cv_personal * personalization)
    then = (1.0 - effects.cv_standard * dials.standardization_observed) * (
        1.0 + effects.cv_personal * dials.personalization_observed
    )
    return now / then


def adaptation(personalization: float, standardization: float, skill: float, rigidity: float) -> float:
    """Share of a visible need that gets adapted to (phi)."""
    return personalization * (1.0 - rigidity * standardization * standardization) * min(1.0, skill)
