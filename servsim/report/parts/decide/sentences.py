"""One sentence for today, and one for each option: what it changes."""

from math import isnan

from servsim.report.figures.style import option_label
from servsim.report.figures.understand.gaps import CAUSES, gap_of
from servsim.report.parts.decide.effects import OptionEffects, direction
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.phrases import sentence
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult, TargetChance
from servsim.wording import Wording

NOTHING = 0.005
"""Scale points that are shown as 0.00."""
SAME_COST = 0.005
"""Share of today's labour cost below which a change is not worth a word."""


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
            quality=self._contacts(mean),
            cost=self.numbers.value("labour_cost", mean["labour_cost"]),
        )

    def _contacts(self, mean: dict[str, float]) -> str:
        if isnan(mean["quality"]):
            return ""
        spread = max(0.0, mean["quality_variance"]) ** 0.5
        return self.words("sentence.today.quality", quality=f"{mean['quality']:.2f}", sd=f"{spread:.2f}")

    def _waits(self, mean: dict[str, float]) -> str:
        if isnan(mean["wait_mean"]):
            return self.words("sentence.today.no_wait")
        wait, p90 = (self.numbers.value(kpi, mean[kpi]) for kpi in ("wait_mean", "wait_p90"))
        return self.words("sentence.today.wait", wait=wait, p90=p90)

    def option(self, option: str) -> str:
        """What an option changes against today, who loses by it, what it costs, and how often that stays so."""
        effects = OptionEffects(self.result, self.words, option)
        summary = [effects.summary(), effects.unclear(), self.cost(option)]
        return sentence("; ".join(part for part in summary if part) + ".") + effects.steady()

    def cost(self, option: str) -> str:
        """What an option costs in labour against today."""
        difference = self.result.difference("labour_cost", option).difference
        like = self.result.interval("labour_cost").mean
        if abs(difference.mean) <= SAME_COST * abs(like):
            return self.words("sentence.cost.same")
        size = self.numbers.span("labour_cost", difference, like)
        return self.words(f"sentence.cost.{direction(difference)}", size=size)

    def gap(self) -> str:
        """Where today's gap is made: the cause that costs most; nothing when nobody rated."""
        gap = gap_of(self.result)
        if isnan(gap.whole):
            return ""
        worst = min(range(len(CAUSES)), key=lambda index: gap.points[index])
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

    def target(self, chance: TargetChance) -> str:
        """A target as it was stated, with the name of its KPI."""
        return f"{self.words('kpi.' + chance.target.kpi)} {readable(chance.target.text)}"

    def name(self, option: str) -> str:
        """An option's name in front of people."""
        return option_label(option, self.words)

    def about(self, option: str) -> str:
        """What the planner said about an option."""
        return "" if option == BASELINE else self.result.scenario.option_about(option)
