"""Which option it should be: the answer in a sentence, by the targets together, then KPI by KPI."""

from collections.abc import Iterator
from math import isnan
from typing import NamedTuple

import numpy as np

from servsim.measures.intervals import Interval, wilson_interval
from servsim.report.figures.style import option_label
from servsim.report.parts.decide.comparison import lead, rankings
from servsim.report.parts.decide.sentences import SAME_COST, Sentences
from servsim.report.parts.numbers import Numbers, whole_percent
from servsim.report.parts.phrases import listed, sentence
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult
from servsim.study.selecting.mcnemar import unsurpassed
from servsim.study.selecting.selection import SubsetSelection
from servsim.wording import Wording

SECOND = 0.1
"""Share of the ranges from which on an option that is best there is named, too."""
MOSTLY = 0.5


class OptionStanding(NamedTuple):
    """How often an option keeps all targets, and its mean labour cost."""

    option: str
    kept: Interval
    """Share of replications, with its Wilson interval."""
    cost: float


def standings(result: StudyResult) -> tuple[list[OptionStanding], list[str]]:
    """The options by how often they keep all targets (equals by cost), and those that no other one surpasses."""
    met = [result.meets_targets(option) for option in result.options]
    rows = [
        OptionStanding(option, wilson_interval(int(kept.sum()), kept.size), result.interval("labour_cost", option).mean)
        for option, kept in zip(result.options, met, strict=True)
    ]
    able = [result.options[index] for index in unsurpassed(np.stack(met))]
    return sorted(rows, key=lambda row: (-row.kept.mean, row.cost)), able


class Answer:
    """Says which option it should be."""

    def __init__(self, result: StudyResult, words: Wording) -> None:
        self._result, self.words = result, words
        self._sentences, self._numbers = Sentences(result, words), Numbers(words, result.scenario.currency)

    def first(self) -> str:
        """By the targets together; nothing where nothing was promised and nothing is compared."""
        if not self._result.scenario.parsed_targets:
            return self.words("answer.no_targets") if len(self._result.options) > 1 else ""
        ranked, able = standings(self._result)
        if len(ranked) == 1:
            return self.words("answer.alone", goal=self._goal(), share=self._share(ranked[0]))
        if not ranked[0].kept.mean > 0:
            return self.words("answer.never", goal=self._goal())
        summary = [self.words("answer.rarely", goal=self._goal())] if ranked[0].kept.high < MOSTLY else []
        return " ".join([*summary, *self._choice(ranked, able)])

    def by_kpi(self) -> Iterator[str]:
        """For each KPI that decides, which option is best, by how much, and how often it stays so over the ranges."""
        for found in rankings(self._result):
            yield sentence(f"{self.words(f'kpi.{found.kpi}')}: {self._verdict(found)}{self._stays(found)}.")

    def _choice(self, ranked: list[OptionStanding], able: list[str]) -> Iterator[str]:
        """Which option keeps the targets most often, at what cost, and what there is without spending more."""
        first, today = ranked[0], next(row for row in ranked if row.option == BASELINE)
        if len(able) == len(ranked):
            yield self.words("answer.alike", goal=self._goal(), share=self._share(today))
            return
        if len(able) > 1:
            yield self._several([row for row in ranked if row.option in able])
        elif first is today:
            yield self.words("answer.today", goal=self._goal(), share=self._share(first))
            return
        else:
            cost, name = self._cost(first), sentence(self._name(first.option))
            yield self.words("answer.one", name=name, goal=self._goal(), share=self._share(first), cost=cost)
        if BASELINE not in able:
            yield self._otherwise(ranked, able, today)

    def _several(self, rows: list[OptionStanding]) -> str:
        summary = [
            self.words("answer.several.part", name=self._name(row.option), share=self._share(row)) for row in rows
        ]
        first, *_, last = sorted(rows, key=lambda row: row.cost)
        if last.cost - first.cost <= SAME_COST * last.cost:
            return self.words("answer.several.same", goal=self._goal(), summary=listed(summary, self.words))
        return self.words(
            "answer.several", goal=self._goal(), summary=listed(summary, self.words), cheapest=self._name(first.option),
            cost=self._cost(first),
        )  # fmt: skip

    def _otherwise(self, ranked: list[OptionStanding], able: list[str], today: OptionStanding) -> str:
        """What today's service does, and what can be had for its labour cost where the best costs more."""
        spare = [row for row in ranked if row.cost <= today.cost * (1 + SAME_COST) and row.kept.mean > today.kept.mean]
        if not spare or spare[0].option in able:
            return self.words("answer.now", share=self._share(today))
        return self.words(
            "answer.same_cost", name=self._name(spare[0].option), share=self._share(spare[0]), today=self._share(today)
        )

    def _verdict(self, found: SubsetSelection) -> str:
        names = [self._name(option) for option in found.contenders]
        if len(names) == len(found.options):
            return self.words("answer.kpi.open")
        if len(names) > 1:
            return self.words("answer.kpi.several", names=listed(names, self.words))
        ahead = lead(self._result, found)
        size = self._numbers.span(found.kpi, ahead, self._result.interval(found.kpi).mean)
        second = self._name(found.options[1])
        if not ahead.excludes_zero:
            return self.words("answer.kpi.barely", name=names[0], second=second)
        return self.words("answer.kpi.ahead", name=names[0], second=second, size=size)

    def _stays(self, found: SubsetSelection) -> str:
        """In how much of the ranges it is the best, and which others are."""
        uncertainty = self._result.uncertainty
        shares = {} if uncertainty is None else uncertainty.best(found.kpi)
        if not shares or isnan(shares[BASELINE]):
            return ""
        best, *others = found.contenders
        rivals = [one for one in shares if one != best and (one in others or shares[one] >= SECOND)]
        rivals.sort(key=lambda one: -shares[one])
        if not others and not rivals:
            return self.words("answer.stays", share=whole_percent(shares[best]))
        summary = [
            self.words("answer.best_in", name=self._name(one), share=whole_percent(shares[one]))
            for one in sorted([best, *rivals], key=lambda one: -shares[one])
        ]
        return self.words("answer.ranges", summary=listed(summary, self.words))

    def _goal(self) -> str:
        several = len(self._result.scenario.parsed_targets) > 1
        return self.words("answer.goal.all" if several else "answer.goal.one")

    def _share(self, row: OptionStanding) -> str:
        low, high = whole_percent(row.kept.low), whole_percent(row.kept.high)
        return self.words("answer.share", share=whole_percent(row.kept.mean), low=low[:-2], high=high)

    def _cost(self, row: OptionStanding) -> str:
        return self._sentences.cost(row.option)

    def _name(self, option: str) -> str:
        """An option within a sentence."""
        return self.words("answer.baseline") if option == BASELINE else option_label(option, self.words)
