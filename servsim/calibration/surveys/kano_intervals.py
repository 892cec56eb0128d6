"""How firmly a Kano attribute stands in its category, when as many people as those had been asked again.

A category is a vote, and small surveys decide close votes by chance. Three answers to that, for each attribute:
percentile intervals of the coefficients CS and DS, the share of resamples in which each category wins, and the smallest
number of answer pairs that would have to be different for another category to win.

A resample (Efron 1979) draws as many people as were asked, with replacement, each with all their answers, so that
what belongs together in a person stays together when the counts of several attributes are added up. Nobody was asked
who might have given an answer that nobody gave, so intervals next to 0 and 1 are too narrow.
"""

from typing import NamedTuple

import numpy as np

from servsim.demand.keys import child, uniform, word_of
from servsim.feedback.satisfaction.kano_questionnaire import (
    CATEGORIES,
    Coefficients,
    Floats,
    Numbers,
    Tally,
    category,
    coefficients,
    known_coefficients,
)

RESAMPLES = 2000
"""Assumption: so many that an end of the interval cuts off 2.5 % of the resamples give or take 0.35 %."""

FIRM = 0.95
"""Share of resamples in which a category must win to be called firm; convention, as for intervals of 95 %."""


class CategoryStanding(NamedTuple):
    """How firmly one attribute stands in its category."""

    category: str  # one letter
    better: tuple[float, float, float]  # CS with the ends of its interval
    worse: tuple[float, float, float]  # DS with the ends of its interval
    wins: Tally  # share of the resamples in which each category wins
    changes: int  # smallest number of answer pairs that would have to be different for another category to win

    @property
    def share(self) -> float:
        """Share of the resamples in which the category wins, 0..1."""
        return float(self.wins[CATEGORIES.index(self.category)])

    @property
    def decided_by_few(self) -> bool:
        """Whether the category hangs on few answers: it wins in less than 95 % of the resamples."""
        return self.share < FIRM


def resampled_people(people: int, resamples: int = RESAMPLES, seed: int = 1) -> Numbers:
    """(resamples, people) how often each person is drawn; the same for the same seed, whatever they answered."""
    study = np.array([word_of("kano", seed)], dtype=np.uint64)
    drawn = np.empty((resamples, people), dtype=np.int64)
    for number in range(resamples):
        indices = uniform(child(study, np.array([number])), np.arange(people)) * people
        drawn[number] = np.bincount(indices.astype(np.int64), minlength=people)
    return drawn


def counted(pairs: Numbers) -> Floats:
    """(attributes, 6) tallies of (people, attributes) categories, each a place in :data:`CATEGORIES`."""
    return np.asarray(_indicators(pairs).sum(axis=0))


def resampled_counts(pairs: Numbers, resamples: int = RESAMPLES, seed: int = 1) -> Floats:
    """(resamples, attributes, 6) tallies of resampled people; ``pairs`` as in :func:`counted`."""
    people, attributes = pairs.shape
    drawn = resampled_people(people, resamples, seed).astype(np.float64)
    flat = _indicators(pairs).reshape(people, -1)
    return np.asarray((drawn @ flat).reshape(resamples, attributes, len(CATEGORIES)))


def pairs_of(counts: Tally) -> Numbers:
    """(people, 1) the answer pairs behind a tally of whole numbers, to resample published counts."""
    return np.repeat(np.arange(len(CATEGORIES)), np.asarray(counts, dtype=np.int64))[:, None]


def standing(counts: Tally, resampled: Floats) -> CategoryStanding:
    """Standing of an attribute with these counts; ``resampled`` is (resamples, 6).

    Raises ValueError when every pair was reverse or questionable.
    """
    ends = coefficients(counts)
    spread = known_coefficients(Tally(*resampled.T))
    winners = np.bincount(np.argmax(resampled, axis=1), minlength=len(CATEGORIES)) / len(resampled)
    better, worse = (_with_interval(ends, spread, position) for position in range(2))
    return CategoryStanding(category(counts), better, worse, Tally(*winners.tolist()), changes_to_flip(counts))


def changes_to_flip(counts: Tally) -> int:
    """The smallest number of answer pairs that would have to be different for another category to win.

    Each change takes a pair from the winner and gives it to one rival, which moves them together by two.
    """
    first = CATEGORIES.index(category(counts))
    ahead = [int(counts[first] - count) for count in counts]
    # A rival that is ahead in the order of ties wins as soon as it is level.
    return min(
        (lead + 1) // 2 if position < first else lead // 2 + 1
        for position, lead in enumerate(ahead)
        if position != first
    )


def _indicators(pairs: Numbers) -> Floats:
    """(people, attributes, 6) 1 where the pair is of the category."""
    return np.eye(len(CATEGORIES))[pairs]


def _with_interval(ends: Coefficients, spread: Coefficients, position: int) -> tuple[float, float, float]:
    # A resample of only reverse and questionable pairs has no coefficient and says nothing about it.
    low, high = np.nanquantile(np.asarray(spread[position]), (0.025, 0.975))
    return float(ends[position]), float(low), float(high)
