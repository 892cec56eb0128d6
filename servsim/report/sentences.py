"""The answer in words: one plain sentence for today, and one for each option."""

from math import isnan
from typing import Literal

from servsim.report.figures.gaps import CAUSES, gap_of
from servsim.report.figures.style import label, option_label
from servsim.report.numbers import Numbers
from servsim.scenario import BASELINE
from servsim.scenario.kpis import KPIS
from servsim.study import StudyResult
from servsim.study.intervals import Interval
from servsim.study.result import TargetChance
from servsim.study.scopes import Scope
from servsim.wording import Wording

NOTHING = 0.005
"""Scale points that are shown as 0.00."""

Direction = Literal["lower", "higher", "open"]


def direction(difference: Interval) -> Direction:
    """Which way a difference goes, as far as its interval tells."""
    if not difference.excludes_zero:
        return "open"
    return "lower" if difference.mean < 0 else "higher"


def readable(target: str) -> str:
    """A target's text with the signs people know."""
    return target.replace("<=", "≤").replace(">=", "≥")


class Sentences:
    """Writes what a study found."""

    def __init__(self, result: StudyResult, words: Wording) -> None:
        self.result = result
        self.words = words
        self.numbers = Numbers(words, result.scenario.currency)

    def today(self) -> str:
        """The service as it is."""
        mean = {kpi: self.result.interval(kpi).mean for kpi in KPIS}
        lost = mean["lost_rate"]
        share = self.numbers.value("lost_rate", lost)
        return self.words(
            "sentence.today",
            wait=self._waits(mean),
            lost=self.words("sentence.today.lost", share=share) if lost >= 0.0005 else "",
            csat=self.numbers.value("csat", mean["csat"]),
            sd=f"{max(0.0, mean['quality_variance']) ** 0.5:.2f}",
            cost=self.numbers.value("labour_cost", mean["labour_cost"]),
        )

    def _waits(self, mean: dict[str, float]) -> str:
        if isnan(mean["wait_mean"]):
            return self.words("sentence.today.no_wait")
        wait, p90 = (self.numbers.value(kpi, mean[kpi]) for kpi in ("wait_mean", "wait_p90"))
        return self.words("sentence.today.wait", wait=wait, p90=p90)

    def option(self, option: str) -> str:
        """What an option changes against today."""
        parts = [self._change("wait", "wait_mean", option)]
        lost = self._lost(option)
        parts += [lost] if lost else []
        parts += [
            self._change("csat", "csat", option),
            self._variance(option),
            self._change("cost", "labour_cost", option),
        ]
        text = "; ".join(parts) + "."
        return text[0].upper() + text[1:]

    def _change(self, kind: str, kpi: str, option: str) -> str:
        difference = self.result.difference(kpi, option).difference
        like = self.result.interval(kpi).mean
        if kpi == "labour_cost" and abs(difference.mean) <= 0.005 * abs(like):
            return self.words("sentence.cost.same")
        low, high = sorted((abs(difference.low), abs(difference.high)))
        return self.words(
            f"sentence.{kind}.{direction(difference)}",
            size=self.numbers.value(kpi, abs(difference.mean), like),
            low=self.numbers.half(kpi, low, like),
            high=self.numbers.value(kpi, high, like),
        )

    def _variance(self, option: str) -> str:
        difference = self.result.difference("quality_variance", option).difference
        today = self.result.interval("quality_variance").mean
        percent = f"{100 * abs(difference.mean) / today:.0f} %" if today > 0 else ""
        kind = direction(difference)
        if kind != "open" and abs(difference.mean) < 0.005 * today:
            kind = "open"
        return self.words(f"sentence.variance.{kind}", percent=percent)

    def _lost(self, option: str) -> str:
        """The change of lost contacts, when it is clear and worth a word."""
        difference = self.result.difference("lost_rate", option).difference
        kind = direction(difference)
        if kind == "open" or abs(difference.mean) < 0.002:
            return ""
        size = f"{100 * abs(difference.mean):.1f} {self.words('points.percentage')}"
        return self.words(f"sentence.lost.{kind}", size=size)

    def gap(self) -> str:
        """Where today's gap is made: the cause that costs most; nothing when nobody rated."""
        gap = gap_of(self.result)
        if isnan(gap.whole):
            return ""
        worst = min(range(len(CAUSES)), key=lambda place: gap.points[place])
        cause = self.words(f"cause.{CAUSES[worst]}")
        size, lost = (self.numbers.value("servqual_gap", abs(points)) for points in (gap.whole, gap.points[worst]))
        back = self.numbers.value("servqual_gap", abs(gap.whole - gap.points[worst]))
        if gap.points[worst] >= -NOTHING:
            return self.words("sentence.gap.none", size=size)
        if gap.whole >= 0.0:
            return self.words("sentence.gap.more", size=size, lost=lost, cause=cause)
        if gap.whole - gap.points[worst] > NOTHING:
            return self.words("sentence.gap.alone", size=size, lost=lost, back=back, cause=cause)
        return self.words("sentence.gap.of", size=size, lost=lost, cause=cause)

    def segments(self, option: str) -> str:
        """Who gains most and who loses most, when some gain and some lose."""
        changes = {
            name: self.result.difference("csat", option, Scope("segment", name)).difference
            for name in self.result.scenario.segments
        }
        clear = {name: change for name, change in changes.items() if change.excludes_zero}
        if not clear:
            return ""
        best = max(clear, key=lambda name: clear[name].mean)
        worst = min(clear, key=lambda name: clear[name].mean)
        if clear[best].mean <= 0 or clear[worst].mean >= 0:
            return ""
        text = self.words(
            "sentence.segment",
            better=label(best),
            worse=label(worst),
            gain=self.numbers.change("csat", clear[best].mean, 1.0),
            loss=self.numbers.change("csat", clear[worst].mean, 1.0),
        )
        return text[0].upper() + text[1:]

    def target(self, chance: TargetChance) -> str:
        """A target as it was stated, with the name of its KPI."""
        return f"{self.words('kpi.' + chance.target.kpi)} {readable(chance.target.text)}"

    def name(self, option: str) -> str:
        """An option's name in front of people."""
        return option_label(option, self.words)

    def about(self, option: str) -> str:
        """What the planner said about an option."""
        return "" if option == BASELINE else self.result.scenario.option_about(option)
