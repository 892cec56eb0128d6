"""Gaps 1 to 5 as exact accounting: who lost the points between what customers want and what they got?

A simulator knows each cause. So each encounter is scored again with the same draws while causes are switched off one
after another, and the differences add up to the whole gap of that encounter, identically:

1. delivered exactly to the standard (no defect, no spread between or within agents, an experienced and unhurried
   agent, a wait no longer than the standard's): the change is gap 3, delivery;
2. and the standard aims where management believes the mean need is: gap 2, standards;
3. and that belief is right: gap 1, knowledge.

What remains is the ceiling: what an ideal standard, run with this much standardization and personalization, still
misses or exceeds. Gap 4, communication, is what was promised on top. The order of switching is a convention (delivery
first); another order would share out the interactions differently. A single encounter can have any sign; average.

The accounting is servsim's own; the five gaps are those of Parasuraman, Zeithaml & Berry (1985).
"""

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.encounter import LN2
from servsim.feedback.servqual import (
    DRIVER_SCORES,
    DriverScores,
    Expectation,
    Experience,
    desired_level,
    driver_scores,
    perceptions,
    servqual_gap,
)
from servsim.feedback.wait import WAIT_CURVE, WaitCurve, Waits, WaitTable, wait_score

Floats = NDArray[np.float64]


class Standard(NamedTuple):
    """What was laid down for the encounter and why; one value per encounter, or one for all. Needs as in delivery."""

    standardization: float | Floats  # s, 0..1
    personalization: float | Floats  # p, 0..1, before any cut under load
    target: float | Floats  # where the standard aims, functional-limit units
    believed_need: float | Floats  # mean need in management's belief, functional-limit units
    true_need: float | Floats  # mean need over all demand of the touchpoint, functional-limit units
    wait_min: float | Floats = np.inf  # longest wait the standard allows, minutes; infinite = no such standard


class Needs(NamedTuple):
    """What the customers needed; one value per encounter, or one for all."""

    mean: float | Floats  # mu_g, functional-limit units
    spread: float | Floats  # h_g, functional-limit units
    visible: float | Floats  # Z1, standard normal: the part the firm can see
    hidden: float | Floats  # Z2, standard normal: the rest


class Replay(NamedTuple):
    """What scoring an encounter again needs besides the perceptions it left."""

    standard: Standard
    needs: Needs
    waits: Waits  # as happened; until giving up for those who abandoned
    tangibles: float | Floats = 0.75  # tan: planner's rating of the place, 0..1
    culture: float | Floats = 0.5  # c, 0..1, 0.5 neutral; no switch changes it


class ReplayModel(NamedTuple):
    """The parameters that scored the encounters the first time."""

    rigidity: float  # omega: how much a full script blocks adapting
    need_visibility: float  # zeta: share of need variance the firm can see
    drivers: DriverScores = DRIVER_SCORES
    wait_curve: WaitCurve | WaitTable = WAIT_CURVE


class Gaps(NamedTuple):
    """Scale points won (+) or lost (-) per encounter; the first five sum to the sixth."""

    knowledge: Floats  # gap 1: belief about the mean need
    standards: Floats  # gap 2: the standard does not aim where management believes the need is
    delivery: Floats  # gap 3: not delivered to the standard
    communication: Floats  # gap 4: promised on top
    ceiling: Floats  # an ideal standard against the desired level without promise
    service: Floats  # gap 5: the whole SERVQUAL gap (G)


def worth(deviation: Floats) -> Floats:
    """Quality of deliveries that miss the need by ``deviation``, as :func:`servsim.delivery.encounter.worth`."""
    return np.exp(-LN2 * deviation * deviation)


def misfit_to_standard(standard: Standard, needs: Needs, model: ReplayModel) -> Floats:
    """What an experienced, unhurried agent could not fit to the need (e_fit), functional-limit units."""
    blocked = model.rigidity * np.square(standard.standardization)
    adapted = standard.personalization * (1.0 - blocked)
    visible = needs.mean - standard.target + needs.spread * sqrt(model.need_visibility) * np.asarray(needs.visible)
    hidden = needs.spread * sqrt(1.0 - model.need_visibility) * np.asarray(needs.hidden)
    return (1.0 - adapted) * visible + hidden


def perceptions_to_standard(replay: Replay, model: ReplayModel) -> Floats:
    """Perceptions (1..7, shape (..., 5)) had the encounter been delivered exactly to its standard.

    Customers who abandoned are scored as served: to standard, they would have been.
    """
    standard = replay.standard
    quality = worth(misfit_to_standard(standard, replay.needs, model))
    waits = replay.waits._replace(wait_min=np.minimum(replay.waits.wait_min, standard.wait_min))
    experience = Experience(
        quality=quality,
        fit=quality,
        personalization=standard.personalization,
        defect=False,
        skill=1.0,
        load=0.0,
        wait_score=wait_score(waits, model.wait_curve),
        tangibles=replay.tangibles,
        culture=replay.culture,
    )
    return perceptions(driver_scores(experience, model.drivers))


def account_gaps(
    perceived: Floats, replay: Replay, expectation: Expectation, weights: Floats, model: ReplayModel
) -> Gaps:
    """Split each encounter's SERVQUAL gap by cause; columns of the shape of the leading axes, scale points.

    ``perceived`` is what happened (1..7, shape (..., 5)), ``weights`` sum to 1 over the last axis.
    """
    base, desired = np.asarray(expectation.base), desired_level(expectation)
    standard = replay.standard
    as_believed = replay._replace(standard=standard._replace(target=standard.believed_need))
    as_true = replay._replace(standard=standard._replace(target=standard.true_need))
    happened = servqual_gap(perceived, base, weights)
    to_standard, believed, true = (
        servqual_gap(perceptions_to_standard(switched, model), base, weights)
        for switched in (replay, as_believed, as_true)
    )
    return Gaps(
        knowledge=believed - true,
        standards=to_standard - believed,
        delivery=happened - to_standard,
        communication=servqual_gap(base, desired, weights),
        ceiling=true,
        service=servqual_gap(perceived, desired, weights),
    )
