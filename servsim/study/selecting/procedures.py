"""How many replications a comparison takes, by the procedure that was chosen, for all KPIs that decide at once.

Each KPI gets its share of the risk (Bonferroni), so that what is said about all of them holds together.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.study.selecting.comparison_settings import FIRST_STAGE, Method
from servsim.study.selecting.comparisons_with_the_best import widths_of_samples
from servsim.study.selecting.kim_nelson import kim_nelson
from servsim.study.selecting.nelson_matejcik import second_stage
from servsim.study.selecting.ocba import ocba_shares, ocba_step

Floats = NDArray[np.float64]
STEP = 20
"""Replications that OCBA hands out before it looks again."""


class Race(NamedTuple):
    """What a procedure is given."""

    options: int
    values: Callable[[int, int, int], Floats]
    """``values(kpi, option, count)``: those of the first replications, by their numbers; larger is better."""
    prepare: Callable[[Sequence[tuple[int, int]]], None]
    """Has so many replications of some options simulated together."""
    deltas: tuple[float, ...]
    """For each KPI the smallest difference worth acting on, in its units."""
    at_most: int
    """Replications of each option at most; OCBA spends so many times the number of options."""
    confidence: float
    """Of what is said about one KPI."""

    def samples(self, kpi: int, counts: Sequence[int]) -> list[Floats]:
        """A KPI of every option, each in its number of replications."""
        return [self.values(kpi, option, count) for option, count in enumerate(counts)]

    def first(self, kpi: int) -> Floats:
        """(options, first replications) a KPI before anything is decided."""
        return np.array(self.samples(kpi, [FIRST_STAGE] * self.options))


class Found(NamedTuple):
    """What a procedure leaves of one KPI: values by option, widths of the pairs, and whether it was cut short."""

    samples: list[Floats]
    widths: Floats
    capped: bool


def nelson_matejcik_race(race: Race) -> list[Found]:
    """Two stages; as many replications for all KPIs as the most demanding one takes."""
    stages = [second_stage(race.first(kpi), delta, race.confidence) for kpi, delta in enumerate(race.deltas)]
    count = min(max(stage.replications for stage in stages), race.at_most)
    race.prepare([(option, count) for option in range(race.options)])
    shape = (race.options, race.options)
    return [
        Found(
            race.samples(kpi, [count] * race.options),
            np.full(shape, stage.width(count)),
            stage.replications > race.at_most,
        )
        for kpi, stage in enumerate(stages)
    ]


def kim_nelson_race(race: Race) -> list[Found]:
    """One race per KPI, in which its losers are dropped; what one race simulates the next ones find ready."""
    return [_raced(race, kpi) for kpi in range(len(race.deltas))]


def _raced(race: Race, kpi: int) -> Found:
    def more(options: Sequence[int], replication: int) -> Floats:
        race.prepare([(option, replication + 1) for option in options])
        return np.array([race.values(kpi, option, replication + 1)[-1] for option in options])

    found = kim_nelson(race.first(kpi), more, race.deltas[kpi], race.confidence, race.at_most)
    samples = race.samples(kpi, found.counts)
    return Found(samples, widths_of_samples(samples, together=True, confidence=race.confidence), len(found.left) > 1)


def ocba_race(race: Race) -> list[Found]:
    """A fixed budget, handed out by the mean of the shares that are best for each KPI alone."""
    counts, kpis = [FIRST_STAGE] * race.options, range(len(race.deltas))
    while True:
        race.prepare(list(enumerate(counts)))
        samples = [race.samples(kpi, counts) for kpi in kpis]
        left = race.at_most * race.options - sum(counts)
        if left <= 0:
            return [
                Found(one, widths_of_samples(one, together=False, confidence=race.confidence), False) for one in samples
            ]
        shares = np.mean([_shares(one) for one in samples], axis=0)
        steps = ocba_step(counts, shares, min(STEP * race.options, left))
        counts = [count + step for count, step in zip(counts, steps, strict=True)]


def _shares(samples: list[Floats]) -> Floats:
    means, variances = (np.array([fold(one) for one in samples]) for fold in (np.mean, np.var))
    return ocba_shares(means, variances)


PROCEDURES: dict[Method, Callable[[Race], list[Found]]] = {
    "nm": nelson_matejcik_race,
    "kn": kim_nelson_race,
    "ocba": ocba_race,
}
