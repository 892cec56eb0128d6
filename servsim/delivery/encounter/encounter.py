"""The physics of one encounter: handling time (and what slows or hurries it), defects, quality, fit to the need.

Every function takes numbers and named tuples of numbers and uses only arithmetic and scalar ``math``, so that an event
loop in plain Python and one compiled to machine code can call the same code. No state, no clock, no randomness: the
draws come in as values, and what they do not touch was worked out before (:mod:`servsim.delivery.encounter.practice`).

Symbols in brackets are those of the model's literature notes: needs are in *functional-limit units* (a deviation of 1
between what the customer needs and what is delivered makes the service worth half), times in minutes.
"""

from math import exp, fabs, log
from typing import NamedTuple

from servsim.delivery.encounter.person import Person
from servsim.delivery.encounter.practice import NEVER, Practice

LN2 = log(2.0)


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

    pace: float = 1.0  # ell: time multiplier of this agent
    load: float = 0.0  # C, 0..1
    overwork: float = 0.0  # O, 0..1


class Served(NamedTuple):
    """What one encounter delivered."""

    personalization: float  # p_e: effective personalization under the load at hand
    distance: float  # delta: need minus the standard's target
    misfit: float  # e_fit: what personalization could not remove
    deviation: float  # y: delivered minus needed
    quality: float  # Q in (0, 1]
    fit: float  # F in (0, 1]
    defect_made: bool
    defect_caught: bool
    handling_min: float  # T > 0, minutes
    resolved: bool


def distance_parts(need: Need, target: float, seen: float, unseen: float) -> tuple[float, float]:
    """Distance of a need from a target, functional-limit units: the part that can be seen, and the hidden part.

    ``seen`` and ``unseen`` are the square roots of the shares of need variance that the firm can see and cannot.
    """
    mean, spread, visible, hidden = need
    return mean - target + spread * seen * visible, spread * unseen * hidden


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


def defect_probability(practice: Practice, person: Person, personalization: float, condition: Condition) -> float:
    """Probability that a defect is made; effects multiply the odds, so it stays inside (0, 1).

    It is exactly 0 where there never is one.
    """
    if practice.defect_logit == NEVER:
        return 0.0
    _, load, overwork = condition
    logit = (
        practice.defect_logit
        + person.defect_logit
        + practice.defect_personal * personalization
        + practice.defect_overwork * overwork
        + practice.defect_load * load
    )
    if logit > 0.0:
        return 1.0 / (1.0 + exp(-logit))
    odds = exp(logit)  # small, never too large for a float, whatever strength of effects a planner states
    return odds / (1.0 + odds)


def handling_min(
    practice: Practice, person: Person, served: tuple[float, float, bool], work: float, condition: Condition
) -> float:
    """Handling time in minutes; ``served`` is (effective personalization, distance, defect caught).

    The work ``X`` is shrunk towards its mean, so the mean stays and the CV becomes exactly r times the observed one:
    a share 1 - r of the work content has become scripted. Load cuts the part of r that personalization added.
    """
    p, distance, caught = served
    pace, load, overwork = condition
    extra = practice.personal_cost + practice.distance_cost * fabs(distance)
    spread = practice.work_spread * (1.0 - practice.spread_personal * practice.discretion_cut * load)
    time = practice.handling_min * person.hurry * (1.0 + p * p * extra) * (1.0 + spread * (work - 1.0))
    time *= pace * (1.0 + practice.overwork_slowdown * overwork) * (1.0 - practice.load_speedup * load)
    return time * (1.0 + practice.rework) if caught else time


def serve(practice: Practice, person: Person, need: Need, chance: Chance, condition: Condition) -> Served:
    """One encounter, evaluated once at the start of handling; its results take effect at its end.

    Under load the discretionary part of personalization is cut first (Hopp, Iravani & Yuen 2007). An agent adapts to
    what can be seen of a need; personalizing without a base adds noise (g_n >= 1) to the delivery.
    """
    work, bias, variation, defect, detection = chance
    p = practice.personalization * (1.0 - practice.discretion_cut * condition.load)
    parts = distance_parts(need, practice.target, practice.seen, practice.unseen)
    distance = parts[0] + parts[1]
    misfit = unmet(parts, p * (practice.adapting * person.adapting))
    noise = practice.sd_between * bias + practice.sd_within / person.skill * variation
    deviation = misfit + (1.0 + practice.improvising * p) * noise
    made = defect < defect_probability(practice, person, p, condition)
    caught = made and detection < practice.detection
    quality = worth(deviation)
    fit = worth(misfit) if misfit != deviation else quality
    time = handling_min(practice, person, (p, distance, caught), work, condition)
    resolved = not ((made and not caught) or fabs(deviation) > 1.0)
    # By place, not by name: in plain Python names cost a fifth of the whole function.
    return Served(p, distance, misfit, deviation, quality, fit, made, caught, time, resolved)
