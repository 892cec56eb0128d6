"""What the plan knows of customers: segments, patience, and coming again."""

import numpy as np

from servsim.delivery.plan.plan import NO_LIMIT, NOBODY, Complaining, Returning, Segments
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.distributions import Family


def segments_of(scenario: Scenario) -> Segments:
    """Priorities, needs and balking of the segments."""
    segments = list(scenario.segments.values())
    balking = [segment.balking for segment in segments]
    return Segments(
        priority=np.asarray([segment.priority for segment in segments]),
        need_mean=np.asarray([segment.needs.mean for segment in segments]),
        need_spread=np.asarray([segment.needs.spread for segment in segments]),
        balk_starts=np.asarray([NO_LIMIT if rule is None else rule.starts_at for rule in balking]),
        balk_certain=np.asarray([2 * NO_LIMIT if rule is None else rule.certain_at for rule in balking]),
    )


def returning_of(scenario: Scenario) -> Returning:
    """Repeats and redials; never, where the scenario states none."""
    repeat, redial = scenario.repeat, scenario.redial
    return Returning(
        repeat_probability=repeat.probability if repeat else 0.0,
        repeat_delay=repeat.delay if repeat else 1.0,
        repeats_at_most=repeat.attempts_at_most if repeat else 0,
        redial_probability=redial.probability if redial else 0.0,
        redial_delay=redial.delay if redial else 1.0,
        redials_at_most=redial.attempts_at_most if redial else 0,
    )


def complaining_of(scenario: Scenario) -> Complaining:
    """Where complaints go, if anywhere."""
    if scenario.complaints is None:
        return Complaining(NOBODY, 1.0)
    touchpoint = list(scenario.touchpoints).index(scenario.complaints.touchpoint)
    return Complaining(touchpoint, scenario.complaints.delay)


def patience_family(scenario: Scenario, touchpoint: str, segment: str) -> Family | None:
    """How long a segment waits at a touchpoint; None for ever."""
    here = scenario.touchpoints[touchpoint].patience
    family = here.of(segment) if here is not None else None
    if family is not None:
        return family
    everywhere = scenario.segments[segment].patience
    return None if everywhere is None else everywhere.family
