"""How strongly the two dials, pressure and people act: every number a default with its evidence and range.

The directions and shapes are the literature's; most magnitudes are assumptions that a planner should calibrate, or
let vary over the stated range. Formulas: :mod:`servsim.delivery.encounter.encounter`.
"""

from servsim.scenario.values.base import Part, Source, default
from servsim.scenario.values.units import Minutes, Ratio

CHECKLISTS = Source(
    "form",
    "range from surgical checklists: odds ratio 0.51 in Haugen et al. 2015, 0.99 in the Ontario mandate; value assumed",
)
UNDER_PRESSURE = Source("form", "form: Hopp, Iravani & Yuen 2007; size is an assumption")
LOAD = Source("form", "direction: KC & Terwiesch 2009; size is an assumption")


class TimeEffects(Part):
    """What standardization and personalization do to handling time."""

    standard_saving: float = default(0.20, between=(0, 0.35), ge=0, lt=1)
    """Share of the mean handling time saved at full standardization."""
    personal_cost: float = default(0.10, between=(0, 0.30), ge=0, le=10)
    """Extra share of time at full personalization, for any customer."""
    distance_cost: float = default(0.20, between=(0, 0.50), ge=0, le=10)
    """Extra share of time at full personalization for each unit of distance between need and standard."""
    cv_standard: float = default(0.50, between=(0.2, 0.8), ge=0, lt=1)
    """Share of the handling time's coefficient of variation removed at full standardization."""
    cv_personal: float = default(0.30, between=(0, 0.6), ge=0, le=10)
    """Share of the handling time's coefficient of variation added at full personalization."""


class FitEffects(Part):
    """How well personalization meets diverse needs."""

    rigidity: float = default(0.80, between=(0.3, 1), ge=0, le=1)
    """How much a full script blocks adapting to the customer."""
    improvisation_noise: float = default(1.0, between=(0, 2), ge=0, le=10)
    """Noise added by personalizing without a standard as base."""
    need_visibility: float = default(0.60, between=(0.2, 0.9), ge=0, le=1)
    """Share of the variance of needs that staff can see before or during the contact."""


class QualityEffects(Part):
    """How much people differ, and how much of it a standard removes."""

    cut_between: float = default(0.6, between=(0.2, 0.9), ge=0, le=1)
    """Share of the difference between agents removed at full standardization."""
    cut_within: float = default(0.4, between=(0.2, 0.9), ge=0, le=1)
    """Share of one agent's own variation removed at full standardization."""
    sd_between: float = default(0.25, between=(0.1, 0.6), ge=0, le=10)
    """Standard deviation between agents, in units of the need, without any standard."""
    sd_within: float = default(0.35, between=(0.1, 0.6), ge=0, le=10)
    """Standard deviation of one agent from encounter to encounter, in units of the need, without any standard."""


class DefectEffects(Part):
    """What makes defects more or less likely, as log odds, and who catches them."""

    log_or_standard: float = default(1.1, CHECKLISTS, between=(0, 1.8), ge=-10, le=10)
    """Log odds of a defect removed at full standardization."""
    log_or_personal: float = default(0.70, between=(0, 1.5), ge=-10, le=10)
    """Log odds added at full personalization without a standard."""
    log_or_skill: float = default(2.0, between=(0, 4), ge=-10, le=10)
    """Log odds added for a whole unit of missing skill."""
    log_or_overwork: float = default(4.0, LOAD, between=(0, 8), ge=-100, le=100)
    """Log odds added for a whole unit of overwork (occupancy above the threshold)."""
    log_or_load: float = default(0.5, LOAD, between=(0, 1.5), ge=-10, le=10)
    """Log odds added when the queue is as long as the team."""
    log_or_speed: float = default(
        1.0, Source("form", "form: Holmstrom & Milgrom 1991; size is an assumption"), between=(0, 2), ge=-10, le=10
    )
    """Log odds added when only speed is rewarded, against neutral incentives, per unit."""
    log_or_culture: float = default(0.7, between=(0, 1.5), ge=-10, le=10)
    """Log odds removed by the strongest service culture, against a neutral one, per unit."""
    detect_base: float = default(0.10, between=(0, 0.8), ge=0, le=1)
    """Share of defects caught before the customer notices, without a standard."""
    detect_standard: float = default(0.30, between=(0, 0.8), ge=0, le=1)
    """Further share caught at full standardization."""
    rework: Ratio = default(0.30, between=(0, 1), le=10)
    """Extra share of handling time when a defect is caught and mended."""


class LoadEffects(Part):
    """What pressure and long stretches without rest do to people."""

    queue_per_agent: float = default(1.0, LOAD, between=(0.5, 4), ge=0.01, le=1000)
    """Waiting customers per agent on duty at which the load counts as full."""
    speed_up: float = default(0.10, LOAD, between=(0, 0.3), ge=0, lt=1)
    """Share of handling time saved at full load."""
    discretion_cut: float = default(0.5, UNDER_PRESSURE, between=(0, 1), ge=0, le=1)
    """Share of personalization dropped at full load."""
    overwork_above: float = default(0.85, LOAD, between=(0.7, 1), ge=0, le=1)
    """Occupancy of an agent above which overwork begins."""
    overwork_memory: Minutes = default(120.0, LOAD, between=(30, 480), unit="min", gt=0)
    """How far back an agent feels the load of past work."""
    overwork_slowdown: float = default(1.0, LOAD, between=(0, 2.5), ge=0, le=100)
    """Extra share of handling time per unit of overwork."""
    speed_pay: float = default(0.2, between=(0, 0.5), ge=0, le=5)
    """Log of the time saved when only speed is rewarded, against neutral incentives, per unit."""


class Repeat(Part):
    """Customers whose issue was not resolved come back to the same touchpoint with the same need."""

    probability: Ratio = default(0.5, between=(0, 1), le=1)
    """Probability that an unresolved issue comes back."""
    delay: Minutes = default(1440.0, between=(10, 10080), unit="min", gt=0)
    """Mean time until it comes back (exponential)."""
    attempts_at_most: int = default(3, between=(1, 10), ge=1, le=20)
    """How often one issue comes back at most."""


class Redial(Part):
    """Customers who gave up waiting try again."""

    probability: Ratio = default(0.3, between=(0, 0.8), le=1)
    """Probability of trying again after giving up."""
    delay: Minutes = default(30.0, between=(1, 240), unit="min", gt=0)
    """Mean time until the next try (exponential)."""
    attempts_at_most: int = default(3, between=(1, 10), ge=1, le=20)
    """How often one customer tries again at most."""


class ServiceLevel(Part):
    """The threshold of the service level, such as 80 % within 20 s."""

    within: Minutes = default(
        20 / 60,
        Source("assumption", "80/20, the usual goal of call centres (industry convention)"),
        between=(10 / 60, 1),
        unit="min",
    )
    """An encounter counts as quick when its wait does not exceed this."""
