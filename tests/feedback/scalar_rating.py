"""The rating of one encounter with plain numbers, straight from the formulas at their documented defaults."""

from math import e, exp
from typing import NamedTuple

WEIGHTS = (0.32, 0.22, 0.19, 0.16, 0.11)
DESIRED = (6.3, 6.0, 6.1, 5.7, 5.2)
ZONE = 1.2
TANGIBLES, CROWDING, EMPATHY = 0.75, 0.2, 0.45
GAIN = (0.35, 0.55, 0.50, 0.65, 0.35)
LOSS = (-0.85, -0.65, -0.55, -0.20, -0.20)
CSAT_CUTS = (-0.5, -0.2, 0.1, 0.4)
RECOMMEND_CUTS = (-0.80, -0.65, -0.50, -0.35, -0.20, -0.05, 0.10, 0.25, 0.40, 0.55)


class Facts(NamedTuple):
    served: bool
    wait: float
    tolerated: float
    quality: float
    fit: float
    personalization: float
    defect: bool
    skill: float
    load: float


class Rated(NamedTuple):
    perceived: tuple[float, ...]
    servqual_gap: float
    servperf: float
    satisfaction: float
    response: float
    complains: float


def wait_score(ratio: float) -> float:
    return 1.0 - 0.4 * ratio if ratio <= 1.0 else 0.6 * exp(-2.25 * 0.4 / 0.6 * (ratio - 1.0))


def scores(facts: Facts) -> tuple[float, ...]:
    waited = wait_score(1.36 * facts.wait / facts.tolerated)
    place = TANGIBLES * (1.0 - CROWDING * facts.load)
    if not facts.served:
        return (0.0, waited, 0.0, 0.0, place)
    return (
        facts.quality * (0.2 if facts.defect else 1.0),
        waited,
        min(1.0, facts.skill) * (0.7 if facts.defect else 1.0),
        EMPATHY + (1.0 - EMPATHY) * facts.personalization * facts.fit,
        place,
    )


def kano(number: int, score: float) -> float:
    """Must-be (concave), one-dimensional (straight) or attractive (convex), from LOSS at 0 to GAIN at 1."""
    rise = {"M": (1 - exp(-score)) / (1 - exp(-1)), "O": score, "A": (exp(score) - 1) / (e - 1)}["MOOAA"[number]]
    return LOSS[number] + (GAIN[number] - LOSS[number]) * rise


def weigh(values: tuple[float, ...]) -> float:
    return sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))


def worth_at(misfit: float) -> float:
    return 0.5 ** (misfit * misfit)


def logistic(odds: float) -> float:
    return 1.0 / (1.0 + exp(-odds))


PREDICTED = tuple(level - 0.5 * ZONE for level in DESIRED)


def rated(facts: Facts, predicted: tuple[float, ...] = PREDICTED) -> Rated:
    found = scores(facts)
    perceived = tuple(1.0 + 6.0 * score for score in found)
    performance = weigh(tuple(kano(number, score) for number, score in enumerate(found)))
    performance /= max(weigh(GAIN), -weigh(LOSS))
    surprise = (weigh(perceived) - weigh(predicted)) / 3.0
    felt = max(-1.0, min(1.0, 0.5 * performance + 0.5 * surprise))
    return Rated(
        perceived,
        weigh(perceived) - weigh(DESIRED),
        weigh(perceived),
        felt,
        logistic(-2.4 + 0.4 * felt + 3.5 * felt * felt),
        0.45 * logistic((-0.15 - felt) / 0.08),
    )


def stars(felt: float, mood: float) -> int:
    return 1 + sum(felt + 0.2 * mood > cut for cut in CSAT_CUTS)


def likely(felt: float, mood: float) -> int:
    return sum(felt + 0.2 * mood > cut for cut in RECOMMEND_CUTS)
