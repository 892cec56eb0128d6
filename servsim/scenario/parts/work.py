"""The work content of a handling time under a standard: how variable it becomes, and from which family it is drawn."""

from servsim.scenario.parts.effects import TimeEffects
from servsim.scenario.parts.touchpoint import Touchpoint
from servsim.scenario.values.distributions import Family


def practised(touchpoint: Touchpoint, anchor: Touchpoint) -> tuple[float, float, float]:
    """Standardization, personalization and target at which a touchpoint's data were measured."""
    stated = touchpoint.measured_at
    return (
        anchor.standardization if stated.standardization is None else stated.standardization,
        anchor.personalization if stated.personalization is None else stated.personalization,
        anchor.target if stated.target is None else stated.target,
    )


def spread_ratio(effects: TimeEffects, now: tuple[float, float], then: tuple[float, float]) -> float:
    """CV of handling work at (standardization, personalization) ``now`` over the CV measured ``then``."""
    a, b = effects.cv_standard, effects.cv_personal
    return (1 - a * now[0]) * (1 + b * now[1]) / ((1 - a * then[0]) * (1 + b * then[1]))


def work_family(measured: Family, ratio: float) -> Family | None:
    """The family from which work is drawn when its CV must be ``ratio`` times the measured one.

    Up to the measured spread, work is drawn as measured and shrunk towards its mean. Beyond it, families with a free
    CV take the larger one; the others are stretched (None) as long as nothing becomes negative.
    """
    if ratio <= 1.0:
        return measured
    return measured.with_cv(ratio * measured.moments().cv)
