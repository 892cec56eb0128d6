"""Which option is best: simulate as many replications as the answer needs, and tell who may be the best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError, nearest, shown
from servsim.scenario import Scenario
from servsim.scenario.kpis import KPIS, Better
from servsim.scenario.width import Width, parse_width, usual_width
from servsim.study.deciding.contest import FIRST_STAGE, METHODS, Contest, Method
from servsim.study.deciding.kim_nelson import kim_nelson
from servsim.study.deciding.mcb import best_set, mcb_intervals, widths_of_samples
from servsim.study.deciding.nelson_matejcik import second_stage
from servsim.study.deciding.ocba import ocba_shares, ocba_step
from servsim.study.deciding.ranking import direction_of, variance_gain
from servsim.study.deciding.sampler import Sampler
from servsim.study.intervals import CONFIDENCE, Interval, mean_interval
from servsim.study.lineup import Lineup
from servsim.study.preparation import prepare
from servsim.study.replication import check_seed
from servsim.study.running.crew import Crew
from servsim.study.settings import by_field

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
STEP = 20
"""Replications that OCBA hands out before it looks again."""


@dataclass(frozen=True)
class Comparison:
    """What a contest found. Values are in the KPI's inner unit; options are in the order of the scenario."""

    scenario: Scenario
    kpi: str
    better: Better
    method: Method
    options: tuple[str, ...]
    means: tuple[Interval, ...]
    """Mean of each option with its own 95 % interval, over its replications."""
    against_best: tuple[Interval, ...]
    """Each option minus the best other one, simultaneous 95 % intervals. Exact (for normal means of like variances)
    under nm; under kn and ocba as if the numbers of replications had been fixed beforehand."""
    able: tuple[str, ...]
    """The options that are not significantly worse than the best."""
    indifference: float
    """The smallest difference worth acting on."""
    capped: bool
    """Whether the limit of replications came while several options could still be the best."""
    variance_ratio: float
    """Variance of a difference with independent customers over that with the same ones; NaN where they are not."""

    @property
    def leader(self) -> str:
        """The option with the best mean."""
        sign = 1 if self.better == "higher" else -1
        return max(zip(self.options, self.means, strict=True), key=lambda one: sign * one[1].mean)[0]

    def table(self) -> "pd.DataFrame":
        """One row per option: mean with interval, the simultaneous interval against the best other, and the set."""
        import pandas as pd

        return pd.DataFrame(
            {
                "option": self.options,
                "kpi": self.kpi,
                "unit": KPIS[self.kpi].unit,
                "replications_n": [one.count for one in self.means],
                **{name: [getattr(one, name) for one in self.means] for name in ("mean", "low", "high")},
                "against_best": [one.mean for one in self.against_best],
                "against_best_low": [one.low for one in self.against_best],
                "against_best_high": [one.high for one in self.against_best],
                "may_be_best": [option in self.able for option in self.options],
            }
        )


class _Found(NamedTuple):
    """What a procedure leaves: values by option, widths of the pairs, and whether it was cut short."""

    samples: list[Floats]
    widths: Floats
    capped: bool


class _Race(NamedTuple):
    """What a procedure is given: values, in which larger is better, the indifference in their units, and the cap."""

    options: int
    values: Callable[[int, int], Floats]
    prepare: Callable[[Sequence[tuple[int, int]]], None]
    delta: float
    at_most: int


def _nelson_matejcik(race: _Race) -> _Found:
    first = np.array([race.values(option, FIRST_STAGE) for option in range(race.options)])
    stage = second_stage(first, race.delta, CONFIDENCE)
    count = min(stage.replications, race.at_most)
    race.prepare([(option, count) for option in range(race.options)])
    samples = [race.values(option, count) for option in range(race.options)]
    widths = np.full((race.options, race.options), stage.width(count))
    return _Found(samples, widths, stage.replications > race.at_most)


def _kim_nelson(race: _Race) -> _Found:
    first = np.array([race.values(option, FIRST_STAGE) for option in range(race.options)])

    def more(options: Sequence[int], replication: int) -> Floats:
        race.prepare([(option, replication + 1) for option in options])
        return np.array([race.values(option, replication + 1)[-1] for option in options])

    found = kim_nelson(first, more, race.delta, CONFIDENCE, race.at_most)
    samples = [race.values(option, count) for option, count in enumerate(found.counts)]
    return _Found(samples, widths_of_samples(samples, together=True), len(found.left) > 1)


def _ocba(race: _Race) -> _Found:
    counts = [FIRST_STAGE] * race.options
    budget = race.at_most * race.options
    while True:
        race.prepare(list(enumerate(counts)))
        samples = [race.values(option, count) for option, count in enumerate(counts)]
        left = budget - sum(counts)
        if left <= 0:
            return _Found(samples, widths_of_samples(samples, together=False), False)
        means, variances = (np.array([fold(one) for one in samples]) for fold in (np.mean, np.var))
        steps = ocba_step(counts, ocba_shares(means, variances), min(STEP * race.options, left))
        counts = [count + step for count, step in zip(counts, steps, strict=True)]


_PROCEDURES: dict[Method, Callable[[_Race], _Found]] = {"nm": _nelson_matejcik, "kn": _kim_nelson, "ocba": _ocba}


@by_field(Contest)
def compare(scenario: Scenario, contest: Contest) -> Comparison:
    """Find out which option is best in one KPI, with as many replications as that needs.

    ``kpi`` decides, ``indifference`` is the smallest difference worth acting on, ``method`` one of ``nm``, ``kn`` and
    ``ocba`` (see :class:`servsim.study.deciding.contest.Contest`). The chosen option is the best, or less than the
    indifference behind it, with 95 % confidence (nm, kn; ocba promises nothing). The result names all options that may
    be the best, not only the leader, and does not depend on who simulates.

    Raises ServsimError for what is unknown or cannot be compared, and when workers are lost.
    """
    kpi, width, better = _checked(scenario, contest)
    lineup = Lineup(scenario, contest.options)
    if len(lineup.names) < 2:
        raise ServsimError("there is nothing to compare: the scenario has no options")
    sign = 1.0 if better == "higher" else -1.0
    delta, found = _raced(lineup, contest, kpi, (width, sign))
    means = np.array([sample.mean() for sample in found.samples])
    against = mcb_intervals(means, found.widths, min(sample.size for sample in found.samples))
    able = tuple(lineup.names[place] for place in best_set(means, found.widths))
    return Comparison(
        scenario=scenario,
        kpi=kpi,
        better=better,
        method=contest.method,
        options=lineup.names,
        means=tuple(mean_interval(sign * sample) for sample in found.samples),
        against_best=tuple(one if sign > 0 else one.turned() for one in against),
        able=able,
        indifference=delta,
        capped=found.capped and len(able) > 1,
        variance_ratio=np.nan if contest.method == "ocba" else variance_gain(_common(found.samples)),
    )


def _raced(lineup: Lineup, contest: Contest, kpi: str, terms: tuple[Width, float]) -> tuple[float, _Found]:
    """The smallest difference that counts, and what the procedure found in values of which the larger is better."""
    seed = lineup.scenario.study.seed if contest.seed is None else contest.seed
    check_seed(seed)
    lineup.choose_engine(contest.at_most)
    if lineup.compiled:
        prepare()
    width, sign = terms
    with Crew(lineup, seed, contest.workers, contest.executor) as crew:
        sampler = Sampler(lineup, kpi, crew, independent=contest.method == "ocba")
        delta = width.at(float(sampler.table(FIRST_STAGE)[0].mean()))

        def values(option: int, count: int) -> Floats:
            return sign * sampler.values(option, count)

        race = _Race(len(lineup.names), values, sampler.prepare, delta, contest.at_most)
        return delta, _PROCEDURES[contest.method](race)


def _common(samples: list[Floats]) -> Floats:
    """(options, replications) what all options have."""
    count = min(sample.size for sample in samples)
    return np.array([sample[:count] for sample in samples])


def _checked(scenario: Scenario, contest: Contest) -> tuple[str, Width, Better]:
    """The KPI, the smallest difference that counts, and which direction is better; raises ServsimError."""
    kpi = contest.kpi or next((target.kpi for target in scenario.parsed_targets), "csat")
    if kpi not in KPIS:
        raise ServsimError(f"unknown KPI {shown(kpi)}; {nearest(kpi, tuple(KPIS))}")
    if contest.method not in METHODS:
        raise ServsimError(f"unknown method {shown(contest.method)}; allowed: {', '.join(METHODS)}")
    if contest.at_most < FIRST_STAGE:
        raise ServsimError(f"found at most {contest.at_most} replications; a comparison takes at least {FIRST_STAGE}")
    if contest.indifference is None:
        stated = {width.kpi: width for width in scenario.study.widths}
        width = stated.get(kpi) or usual_width(kpi, scenario.study.relative_width)
    else:
        try:
            width = parse_width(kpi, contest.indifference)
        except ValueError as error:
            raise ServsimError(f"indifference: {error}") from None
    return kpi, width, direction_of(kpi, contest.better)
