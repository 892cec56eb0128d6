"""Kano attributes of the planner's own: any fact of an encounter, from bad (fulfilment 0) to good (fulfilment 1).

They join the five dimensions in the satisfaction with performance, each with its curve and its points.
"""

from typing import Any, NamedTuple

from servsim.feedback.perception.servqual import Experience
from servsim.feedback.satisfaction.curves import clipped
from servsim.feedback.satisfaction.kano import KanoCurve, kano_curve
from servsim.scenario.parts.kano import FACTS

NEEDS_DELIVERY = tuple(FACTS).index("handling_time")
"""The first of the facts (in the order of ``FACTS``) that only a delivery can bring."""


class Attribute(NamedTuple):
    """A Kano attribute."""

    fact: int  # which of FACTS
    bad: float  # value of the fact that fulfils nothing; minutes, a number or 0..1
    good: float  # value that fulfils everything
    bend: float  # of the Kano curve
    satisfaction: float  # CS
    dissatisfaction: float  # DS
    points: float  # weight, on the scale of the dimensions' points


class Facts(NamedTuple):
    """The facts that an attribute may be about, in the order of ``FACTS``: minutes, a number, 0 or 1, or a share.

    Where nobody was served, those that need a delivery may be NaN.
    """

    wait: float
    perceived_wait: float
    attempts: float
    self_service: float
    transferred: float
    handling_time: float
    resolved_first: float
    resolved: float
    personalization: float
    no_defect: float
    quality: float


def facts_of(met: Experience, perceived_min: float) -> Facts:
    """The facts of an encounter."""
    resolved = 1.0 if met.resolved else 0.0
    return Facts(
        wait=met.wait_min,
        perceived_wait=perceived_min,
        attempts=met.attempt + 1.0,
        self_service=1.0 if met.self_service else 0.0,
        transferred=1.0 if met.transferred else 0.0,
        handling_time=met.handling_min,
        resolved_first=resolved if met.attempt == 0 else 0.0,
        resolved=resolved,
        personalization=met.personalization * met.fit,
        no_defect=0.0 if met.defect else 1.0,
        quality=met.quality,
    )


def fulfilment(attribute: Any, met: Experience, perceived_min: float) -> float:
    """Fulfilment of an attribute (a row of a table), 0..1; linear between bad and good.

    Whoever was not served got nothing of what needs a delivery; waits, attempts, transfers and self-service count as
    for others.
    """
    if attribute.fact >= NEEDS_DELIVERY and not met.served:
        return 0.0
    fact = facts_of(met, perceived_min)[attribute.fact]
    return clipped((fact - attribute.bad) / (attribute.good - attribute.bad), 0.0, 1.0)


def attribute_points(attributes: Any, met: Experience, perceived_min: float) -> float:
    """Kano satisfaction with all attributes of a table, each times its points."""
    total = 0.0
    for number in range(len(attributes)):
        attribute = attributes[number]
        curve = KanoCurve(attribute.bend, attribute.satisfaction, attribute.dissatisfaction)
        total += attribute.points * kano_curve(curve, fulfilment(attribute, met, perceived_min))
    return total
