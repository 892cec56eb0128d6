"""The work content of a handling time under a standard: how variable it becomes, and when that is impossible."""

from collections.abc import Iterator

from servsim.scenario.parts.effects import TimeEffects
from servsim.scenario.parts.touchpoint import Touchpoint
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.distributions import Family

Path = tuple[str, ...]


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


def too_unstandardized(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Touchpoints whose handling times would become negative because the standard is too far below the measured one."""
    for name, touchpoint in scenario.touchpoints.items():
        anchor = scenario.anchor.touchpoints.get(name, touchpoint)
        s_obs, p_obs, _ = practised(touchpoint, anchor)
        now = (touchpoint.standardization, touchpoint.personalization)
        ratio = spread_ratio(scenario.time, now, (s_obs, p_obs))
        for segment in scenario.segments:
            family = touchpoint.handling.of(segment)
            if family is None or work_family(family, ratio) is not None:
                continue
            if ratio * (1 - family.minimum() / family.moments().mean) > 1:
                message = (
                    "standardization is too far below the measured level: the measured times, spread "
                    f"{ratio:.2f} times as wide, would become negative; state a family with a cv (gamma, lognormal)"
                )
                yield ("touchpoints", name, "standardization"), message
                break
