"""The physics of one encounter: what happens between an agent and a customer, as pure functions of facts and draws.

Every function takes numbers and named tuples of numbers and uses only arithmetic and scalar ``math``, so that an
event loop in plain Python and one compiled to machine code can call the same code. No state, no clock, no randomness:
the draws come in as values.

Symbols in brackets are those of the model's literature notes: needs are in *functional-limit units* (a deviation of 1
between what the customer needs and what is delivered makes the service worth half), times in minutes.
"""

from math import erf, exp, fabs, log, pi, sqrt
from typing import NamedTuple

LN2 = log(2.0)
IMPOSSIBLE = -700.0
"""A logit that stands for a probability of 0; far outside every effect's reach."""


class Effects(NamedTuple):
    """How strongly standardization, personalization, pressure and people act; one float per effect.

    Defaults, ranges and evidence are documented where a planner states them (:mod:`servsim.scenario.effects`).
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


class Practice(NamedTuple):
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


class Need(NamedTuple):
    """What one customer needs: the segment's mean and spread, and this customer's place in them."""

    mean: float  # mu_g
    spread: float  # h_g
    visible: float  # Z1, standard normal, the part the firm can see; kept for life
    hidden: float  # Z2, standard normal, the rest; kept for the issue


class Chance(NamedTuple):
    """The draws of one encounter."""

    work: float  # X: handling work, mean 1
    bias: float  # B_j: the agent's personal style, standard normal
    variation: float  # W: the agent's variation from one encounter to the next, standard normal
    defect: float  # U_D: uniform, a defect is made below the defect probability
    detection: float  # U_det: uniform, a made defect is caught below the detection probability


class Condition(NamedTuple):
    """The state of the agent and of the queue when handling starts."""

    skill: float = 1.0  # A: 1 = experienced
    pace: float = 1.0  # ell: time multiplier of this agent
    load: float = 0.0  # C, 0..1
    overwork: float = 0.0  # O, 0..1
    speed_incentive: float = 0.5  # v, 0..1, 0.5 neutral
    culture: float = 0.5  # c, 0..1, 0.5 neutral


class Served(NamedTuple):
    """What one encounter delivered."""

    personalization: float  # p_e: effective personalization under the load at hand
    distance: float  # delta: need minus the standard's target
    misfit: float  # e_fit: what personalization could not remove
    deviation: float  # y: delivered minus needed
    quality: float  # Q in (0, 1]
    fit: float  # F in (0, 1]
    defect_probability: float
    defect_made: bool
    defect_caught: bool
    handling_min: float  # T > 0, minutes
    resolved: bool


def effective_personalization(personalization: float, load: float, discretion_cut: float) -> float:
    """Personalization left under load: the discretionary part is cut first (Hopp, Iravani & Yuen 2007)."""
    return personalization * (1.0 - discretion_cut * load)


def adaptation(personalization: float, standardization: float, skill: float, rigidity: float) -> float:
    """Share of a visible need that gets adapted to (phi)."""
    return personalization * (1.0 - rigidity * standardization * standardization) * min(1.0, skill)


def improvisation(personalization: float, standardization: float, improvisation_noise: float) -> float:
    """Factor on delivery noise from personalizing without a base (g_n >= 1)."""
    return 1.0 + improvisation_noise * personalization * (1.0 - standardization)


def distance_parts(need: Need, target: float, need_visibility: float) -> tuple[float, float]:
    """Distance of a need from a target, functional-limit units: the part that can be seen, and the hidden part."""
    visible = need.mean - target + need.spread * sqrt(need_visibility) * need.visible
    hidden = need.spread * sqrt(1.0 - need_visibility) * need.hidden
    return visible, hidden


def unmet(parts: tuple[float, float], adapted: float) -> float:
    """What is left of a distance (e_fit) when a share of its visible part is adapted to."""
    visible, hidden = parts
    return (1.0 - adapted) * visible + hidden


def worth(deviation: float) -> float:
    """Quality of a delivery that misses the need by ``deviation``: 1 at 0, one half at 1.

    Reflected-normal loss (Spiring 1993), the bounded relative of Taguchi's quadratic loss.
    """
    if deviation == 0.0:
        return 1.0
    return exp(-LN2 * deviation * deviation)


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


def work_cv_ratio(practice: Practice, personalization: float, effects: Effects) -> float:
    """CV of handling work over the CV observed at the anchor (r)."""
    now = (1.0 - effects.cv_standard * practice.standardization) * (1.0 + effects.cv_personal * personalization)
    then = (1.0 - effects.cv_standard * practice.standardization_observed) * (
        1.0 + effects.cv_personal * practice.personalization_observed
    )
    return now / then


def defect_probability(practice: Practice, personalization: float, condition: Condition, effects: Effects) -> float:
    """Probability that a defect is made; effects multiply the odds, so it stays inside (0, 1).

    Where no defect was ever measured it is exactly 0: no factor on the odds can change that.
    """
    if practice.defect_logit <= IMPOSSIBLE:
        return 0.0
    s, s_obs = practice.standardization, practice.standardization_observed
    logit = (
        practice.defect_logit
        - effects.defect_standard * (s - s_obs)
        + effects.defect_personal * (personalization * (1.0 - s) - practice.personalization_observed * (1.0 - s_obs))
        + effects.defect_skill * (1.0 - condition.skill)
        + effects.defect_overwork * condition.overwork
        + effects.defect_load * condition.load
        + effects.defect_speed * (condition.speed_incentive - 0.5)
        - effects.defect_culture * (condition.culture - 0.5)
    )
    if logit > 0.0:
        return 1.0 / (1.0 + exp(-logit))
    odds = exp(logit)  # small, never too large for a float, whatever strength of effects a planner states
    return odds / (1.0 + odds)


def handling_min(
    practice: Practice, served: tuple[float, float, bool], work: float, condition: Condition, effects: Effects
) -> float:
    """Handling time in minutes; ``served`` is (effective personalization, distance, defect caught).

    The work ``X`` is shrunk towards its mean, so the mean stays and the CV becomes exactly r times the observed one:
    a share 1 - r of the work content has become scripted.
    """
    personalization, distance, caught = served
    factor = time_factor(practice.standardization, personalization, fabs(distance), effects)
    shrink = work_cv_ratio(practice, personalization, effects) / practice.work_cv_ratio
    time = practice.handling_min * factor / practice.time_factor_observed * (1.0 + shrink * (work - 1.0))
    time *= condition.pace
    time *= 1.0 + effects.overwork_slowdown * condition.overwork
    time *= 1.0 - effects.load_speedup * condition.load
    if condition.speed_incentive != 0.5:
        time *= exp(-effects.speed_pay * (condition.speed_incentive - 0.5))
    if caught:
        time *= 1.0 + effects.rework
    return time


def serve(practice: Practice, need: Need, chance: Chance, condition: Condition, effects: Effects) -> Served:
    """One encounter, evaluated once at the start of handling; its results take effect at its end."""
    s = practice.standardization
    p = effective_personalization(practice.personalization, condition.load, effects.discretion_cut)
    parts = distance_parts(need, practice.target, effects.need_visibility)
    distance = parts[0] + parts[1]
    misfit = unmet(parts, adaptation(p, s, condition.skill, effects.rigidity))
    noise = improvisation(p, s, effects.improvisation_noise)
    between = (1.0 - effects.cut_between * s) * noise * effects.sd_between * chance.bias
    within = (1.0 - effects.cut_within * s) * noise * effects.sd_within * chance.variation / condition.skill
    deviation = misfit + between + within
    probability = defect_probability(practice, p, condition, effects)
    made = chance.defect < probability
    caught = made and chance.detection < effects.detect_base + effects.detect_standard * s
    time = handling_min(practice, (p, distance, caught), chance.work, condition, effects)
    quality = worth(deviation)
    return Served(
        personalization=p,
        distance=distance,
        misfit=misfit,
        deviation=deviation,
        quality=quality,
        fit=worth(misfit) if misfit != deviation else quality,
        defect_probability=probability,
        defect_made=made,
        defect_caught=caught,
        handling_min=time,
        resolved=not ((made and not caught) or fabs(deviation) > 1.0),
    )
