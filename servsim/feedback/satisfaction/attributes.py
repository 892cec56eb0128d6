"""Kano attributes of the planner's own: any fact of an encounter, from bad (fulfilment 0) to good (fulfilment 1).

They join the five dimensions in the satisfaction with performance, each with its curve and its points.
"""

from typing import Any, NamedTuple

from servsim.feedback.perception.servqual import Experience
from servsim.feedback.satisfaction.curves import clipped
from servsim.feedback.satisfaction.kano import KanoCurve, kano_curve
from servsim.scenario.parts.kano import FACTS

NEEDS_DELIVERY = tuple(FACTS).index("handling_time")
"""The first of the facts (by their place in ``FACTS``) that only a delivery can bring."""


class Attribute(NamedTuple):
    """A Kano attribute; in the tables a row of these numbers."""

    fact: int  # place in FACTS
    bad: float  # value of the fact that fulfils nothing; minutes, a number or 0..1
    good: float  # value that fulfils everything
    bend: float  # of the Kano curve
    satisfaction: float  # CS
    dissatisfaction: float  # DS
    points: float  # weight, on the scale of the dimensions' points


def facts_of(met: Experience, perceived_min: float) -> tuple[float, ...]:
    """The facts of an encounter in the order of ``FACTS``: minutes, number of attempts, no and yes as 0 and 1, shares.

    Where nobody was served, those that need a delivery may be NaN.
    """
    resolved = 1.0 if met.resolved else 0.0
    return (
        met.wait_min,
        perceived_min,
        met.attempt + 1.0,
        1.0 if met.self_service else 0.0,
        1.0 if met.transferred else 0.0,
        met.handling_min,
        resolved if met.attempt == 0 else 0.0,
        resolved,
        met.personalization * met.fit,
        0.0 if met.defect else 1.0,
        met.quality,
    )


def fulfilment(attribute: Any, met: Experience, perceived_min: float) -> float:
    """Fulfilment of an attribute (a row of the table), 0..1; linear between bad and good.

    Whoever was not served got nothing of what needs a delivery; waits, attempts, transfers and self-service count as
    for others.
    """
    fact, bad, good = int(attribute[0]), attribute[1], attribute[2]
    if fact >= NEEDS_DELIVERY and not met.served:
        return 0.0
    return clipped((facts_of(met, perceived_min)[fact] - bad) / (good - bad), 0.0, 1.0)


def attribute_points(attributes: Any, met: Experience, perceived_min: float) -> float:
    """Kano satisfaction with all attributes of a table, each times its points."""
    total = 0.0
    for place in range(len(attributes)):
        attribute = attributes[place]
        curve = KanoCurve(attribute[3], attribute[4], attribute[5])
        total += attribute[6] * kano_curve(curve, fulfilment(attribute, met, perceived_min))
    return total
