"""Sampling error and parameter uncertainty side by side, how often an option stays best, and what drives it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

from servsim.report.figures.style import option_label
from servsim.report.parts.numbers import Numbers
from servsim.scenario.options import BASELINE
from servsim.scenario.variants.parameters import Parameter
from servsim.study.result import StudyResult
from servsim.study.uncertainty.explore import FEWEST
from servsim.study.uncertainty.parameter_uncertainty import INNER, ParameterUncertainty
from servsim.wording import Wording

PRIMARY = ("wait_mean", "csat", "quality_variance")
"""Chosen here: of the headline KPIs those that what nobody has measured moves; wages are known."""
MOST = 5
SHOWN = 6
"""Drivers that are drawn."""


@dataclass(frozen=True)
class UncertaintyRow:
    """One option in one KPI: its value, and the two ranges of it and of its change against today."""

    name: str
    value: str
    chance: str
    ranges: str
    change: str
    change_chance: str
    change_ranges: str
    best: str


@dataclass(frozen=True)
class Group:
    """One KPI over all options."""

    label: str
    rows: tuple[UncertaintyRow, ...]


def primary(result: StudyResult) -> tuple[str, ...]:
    """The KPIs of the targets, then wait, satisfaction and quality variance; those that have a value."""
    names = dict.fromkeys((*(target.kpi for target in result.scenario.parsed_targets), *PRIMARY))
    return tuple(name for name in names if not isnan(result.interval(name).mean))[:MOST]


def parameter_label(parameter: Parameter) -> str:
    """A parameter in words: what it means, and where a scenario states it."""
    meaning = parameter.meaning.split(";")[0].rstrip(".")
    return f"{meaning} ({parameter.name})" if meaning else parameter.name


def cut_short(result: StudyResult, words: Wording) -> str:
    """What is to be said when the ranges were left before there was anything to tell; "" else."""
    return words("uncertainty.cut", fewest=FEWEST) if result.ranges_cut else ""


class Unknowns:
    """Tells what a study found over the ranges."""

    def __init__(self, result: StudyResult, found: ParameterUncertainty, words: Wording) -> None:
        self.result, self.found, self.words = result, found, words
        self.numbers = Numbers(words, result.scenario.currency)

    def basis(self) -> str:
        """How many parameters varied, and how often everything was simulated again."""
        parameters = self.found.design.parameters
        stated = sum(parameter.stated for parameter in parameters)
        return self.words(
            "uncertainty.basis", count=len(parameters), stated=stated, points=self.found.points, inner=INNER
        )

    def warnings(self) -> Iterator[str]:
        """What was left out."""
        found = self.found
        if found.interrupted:
            yield self.words("uncertainty.interrupted", points=found.points, asked=found.asked - found.unsound)
        if found.unsound:
            yield self.words("uncertainty.unsound", share=_percent(found.unsound / found.asked))
        for option in found.options:
            share = found.overload_share(option)
            if share > 0:
                yield self.words("uncertainty.overload", option=self._name(option), share=_percent(share))

    def sizes(self) -> Iterator[str]:
        """Parameter uncertainty over sampling error today, and how much of it cancels between options."""
        for kpi in primary(self.result):
            chance, spread = self.result.interval(kpi), self.found.spread(kpi)
            if not chance.half_width > 0 or isnan(spread.low):
                continue
            name = self.words(f"kpi.{kpi}")
            times = f"{(spread.high - spread.low) / (2.0 * chance.half_width):.1f}"
            cancelled = [self.found.cancelled(kpi, option) for option in self.found.options[1:]]
            known = [max(0.0, share) for share in cancelled if not isnan(share)]
            if not known:
                yield self.words("uncertainty.size", kpi=name, times=times)
            else:
                least, most = f"{100 * min(known):.0f}", _percent(max(known))
                summary = most if most.startswith(f"{least} ") else self.words("numbers.span", low=least, high=most)
                yield self.words("uncertainty.size.cancelled", kpi=name, times=times, cancelled=summary)

    def deciders(self) -> Iterator[str]:
        """For each option what moves its change of satisfaction most, where that can be told from chance."""
        for option in self.found.options[1:]:
            clear = [driver for driver in self.found.drivers("csat", option)[:3] if driver.separable]
            if clear:
                names = "; ".join(parameter_label(driver.parameter) for driver in clear)
                yield self.words("uncertainty.decides", option=self._name(option), names=names)

    def groups(self) -> list[Group]:
        """The table: sampling error and parameter uncertainty of each option, by KPI."""
        return [
            Group(self.words(f"kpi.{kpi}"), tuple(self._row(kpi, option) for option in self.found.options))
            for kpi in primary(self.result)
        ]

    def _row(self, kpi: str, option: str) -> UncertaintyRow:
        like, mean = self.result.interval(kpi).mean, self.result.interval(kpi, option)
        share = self.found.best(kpi)[option]
        value = self.numbers.value(kpi, mean.mean, like)
        spread = self.found.spread(kpi, option)
        own = [self._ends(kpi, low, high) for low, high in ((mean.low, mean.high), spread[:2])]
        best = "–" if isnan(share) else _percent(share)
        if option == BASELINE:
            return UncertaintyRow(self._name(option), value, own[0], own[1], "", "", "", best)
        change, moves = self.result.difference(kpi, option).difference, self.found.difference(kpi, option)
        moved = [self._moves(kpi, low, high) for low, high in ((change.low, change.high), moves[:2])]
        summary = self.numbers.change(kpi, change.mean, like)
        return UncertaintyRow(self._name(option), value, own[0], own[1], summary, moved[0], moved[1], best)

    def _ends(self, kpi: str, low: float, high: float) -> str:
        like = self.result.interval(kpi).mean
        return f"{self.numbers.half(kpi, low, like)} … {self.numbers.half(kpi, high, like)}"

    def _moves(self, kpi: str, low: float, high: float) -> str:
        like = self.result.interval(kpi).mean
        return f"{self.numbers.change(kpi, low, like)} … {self.numbers.change(kpi, high, like)}"

    def _name(self, option: str) -> str:
        return option_label(option, self.words)


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %"
