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

from math import inf, sqrt
from typing import NamedTuple

from servsim.delivery.encounter.dials import adaptation
from servsim.delivery.encounter.encounter import Need, distance_parts, unmet, worth
from servsim.feedback.perception.servqual import (
    DRIVER_SCORES,
    SURROUNDINGS,
    DriverScores,
    Expectation,
    Experience,
    Five,
    Surroundings,
    desired_level,
    driver_scores,
    perceptions,
    servqual_gap,
)


class Standard(NamedTuple):
    """What was laid down for the encounter and why. Needs as in delivery."""

    standardization: float = 0.5  # s, 0..1
    personalization: float = 0.5  # p, 0..1, before any cut under load
    target: float = 0.0  # where the standard aims, functional-limit units
    believed_need: float = 0.0  # mean need in management's belief, functional-limit units
    true_need: float = 0.0  # mean need over all demand of the touchpoint, functional-limit units
    wait_min: float = inf  # longest wait the standard allows, minutes by the clock; infinite = no such standard


STANDARD = Standard()


class Rescoring(NamedTuple):
    """What scoring an encounter again needs besides the perceptions it left."""

    standard: Standard
    need: Need
    wait_score: float  # u_W of the wait as it happened, but no longer than the standard allows
    surroundings: Surroundings = SURROUNDINGS  # no switch changes them


class RescoringModel(NamedTuple):
    """The parameters that scored the encounters the first time."""

    rigidity: float = 0.8  # omega: how much a full script blocks adapting
    need_visibility: float = 0.6  # zeta: share of need variance the firm can see
    drivers: DriverScores = DRIVER_SCORES


class Gaps(NamedTuple):
    """Scale points won (+) or lost (-) in an encounter; the first five sum to the sixth."""

    knowledge: float  # gap 1: belief about the mean need
    standards: float  # gap 2: the standard does not aim where management believes the need is
    delivery: float  # gap 3: not delivered to the standard
    communication: float  # gap 4: promised on top
    ceiling: float  # an ideal standard against the desired level without promise
    service: float  # gap 5: the whole SERVQUAL gap (G)


def misfit_to_standard(target: float, replay: Rescoring, model: RescoringModel) -> float:
    """What an experienced, unhurried agent could not fit to the need (e_fit) if the standard aimed at ``target``."""
    standard = replay.standard
    adapted = adaptation(standard.personalization, standard.standardization, 1.0, model.rigidity)
    seen, unseen = sqrt(model.need_visibility), sqrt(1.0 - model.need_visibility)
    return unmet(distance_parts(replay.need, target, seen, unseen), adapted)


def perceptions_to_standard(target: float, replay: Rescoring, model: RescoringModel) -> Five:
    """Perceptions (1..7) had the encounter been delivered exactly to a standard that aims at ``target``.

    Customers who abandoned are scored as served: to standard, they would have been.
    """
    quality = worth(misfit_to_standard(target, replay, model))
    met = Experience(
        quality=quality,
        fit=quality,
        personalization=replay.standard.personalization,
        defect=False,
        skill=1.0,
        load=0.0,
        wait_min=0.0,
        served=True,
        handling_min=0.0,
        attempt=0,
        resolved=True,
        self_service=False,
        transferred=False,
    )
    return perceptions(driver_scores(met, replay.wait_score, replay.surroundings, model.drivers))


def account_gaps(
    perceived: Five, replay: Rescoring, expectation: Expectation, weights: Five, model: RescoringModel
) -> Gaps:
    """Split an encounter's SERVQUAL gap by cause, scale points.

    ``perceived`` is what happened (1..7), ``weights`` sum to 1.
    """
    base, desired, standard = expectation.base, desired_level(expectation), replay.standard
    happened = servqual_gap(perceived, base, weights)
    to_standard = servqual_gap(perceptions_to_standard(standard.target, replay, model), base, weights)
    believed = to_standard
    if standard.believed_need != standard.target:
        believed = servqual_gap(perceptions_to_standard(standard.believed_need, replay, model), base, weights)
    true = believed
    if standard.true_need != standard.believed_need:
        true = servqual_gap(perceptions_to_standard(standard.true_need, replay, model), base, weights)
    return Gaps(
        knowledge=believed - true,
        standards=to_standard - believed,
        delivery=happened - to_standard,
        communication=servqual_gap(base, desired, weights),
        ceiling=true,
        service=servqual_gap(perceived, desired, weights),
    )
