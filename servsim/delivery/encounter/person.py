"""The person who serves: what of an encounter depends on who does the work, and not on the touchpoint.

A practice (:mod:`servsim.delivery.encounter.practice`) says how a touchpoint is run, a person who works there; what
both come to is multiplied when handling begins. So a person may change in time, and serve at several touchpoints.
"""

from math import exp
from typing import NamedTuple

from servsim.delivery.encounter.dials import Effects


class Staff(NamedTuple):
    """What somebody who serves is like."""

    skill: float = 1.0  # A: 1 = experienced
    speed_incentive: float = 0.5  # v, 0..1, 0.5 neutral
    culture: float = 0.5  # c, 0..1, 0.5 neutral


class Person(NamedTuple):
    """What a person brings to every encounter; compiled code reads a record of the same names."""

    skill: float = 1.0  # A
    adapting: float = 1.0  # min(1, A): share of the adapting that a practice allows
    defect_logit: float = 0.0  # log odds of a defect added by skill, incentive and culture
    hurry: float = 1.0  # factor of handling time by pay for speed


USUAL = Person()
"""Experienced, neither driven nor encouraged; so is self-service."""


def person_of(staff: Staff, effects: Effects) -> Person:
    """What somebody like this brings to every encounter, at these strengths of effects."""
    return Person(
        skill=staff.skill,
        adapting=min(1.0, staff.skill),
        defect_logit=effects.defect_skill * (1.0 - staff.skill)
        + effects.defect_speed * (staff.speed_incentive - 0.5)
        - effects.defect_culture * (staff.culture - 0.5),
        hurry=exp(-effects.speed_pay * (staff.speed_incentive - 0.5)),
    )
