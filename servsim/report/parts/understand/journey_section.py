"""The journey's section of the report: the pain point in words, the map, and the options touchpoint by touchpoint."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import isnan

from servsim.measures.intervals import paired_difference
from servsim.measures.scopes import Scope
from servsim.report import figures
from servsim.report.figures.style import label, option_label
from servsim.report.figures.understand.journey_layout import MapLayout
from servsim.report.parts.drawing import svg
from servsim.report.parts.numbers import Numbers, whole_percent
from servsim.report.parts.tables import KpiRow, ReportTables
from servsim.report.parts.understand.journey import LOSSES, JourneyStop, SimulatedJourney, journey
from servsim.study.result import StudyResult
from servsim.wording import Wording

WORTH_A_WORD = 0.005
"""Shares and changes of satisfaction below this are not told."""


@dataclass(frozen=True)
class JourneySection:
    """What the report says about the journey; without a drawing when today's journey has one step."""

    sentences: str
    drawing: str
    described: str
    """The map in words, for those who cannot see it."""
    options: tuple[KpiRow, ...]
    """Satisfaction at each touchpoint under every option."""


def journey_section(result: StudyResult, words: Wording) -> JourneySection | None:
    """The section about the journey; None when nobody came."""
    found = journey(result)
    summary = JourneySentences(result, words, found)
    if found.lowest is None:
        return None
    drawing = ""
    if len(found.stops) > 1:
        layout = MapLayout.of(found)
        drawing = svg("journey", [partial(figures.journey_map, result)], height=layout.height, width=layout.width)
    return JourneySection(" ".join(summary.sentences()), drawing, summary.described(), summary.options())


class JourneySentences:
    """Tells of the journey as it is today, and what the options change on it."""

    def __init__(self, result: StudyResult, words: Wording, found: SimulatedJourney) -> None:
        self.result = result
        self.words = words
        self.found = found
        self.numbers = Numbers(words, result.scenario.currency)

    def sentences(self) -> Iterator[str]:
        """The pain point, the longest wait and the most losses where these are elsewhere, and the option that helps."""
        if self.found.lowest is None:
            return
        lowest = self.found.stops[self.found.lowest]
        yield self._lowest(lowest)
        alike = [label(stop.name) for stop in self.found.stops if self._alike(lowest, stop)]
        if alike:
            yield self.words("sentence.journey.alike", others=", ".join(alike))
        wait = self._most("wait_mean")
        if wait not in (None, lowest):
            share, summary = whole_percent(wait.mean("wait_too_long")), self._value(wait, "wait_mean")
            yield self.words("sentence.journey.wait", stop=label(wait.name), wait=summary, share=share)
        lost = self._most("lost_rate")
        if lost not in (None, lowest) and lost.mean("lost_rate") >= WORTH_A_WORD:
            share = whole_percent(lost.mean("lost_rate"))
            yield self.words("sentence.journey.lost", stop=label(lost.name), share=share)
        if len(self.found.stops) > 1 and len(self.result.options) > 1:
            yield from self._help(lowest)

    def _lowest(self, stop: JourneyStop) -> str:
        parts = [
            self.words(f"sentence.journey.detail.{kpi}", share=whole_percent(stop.mean(kpi)))
            for kpi in ("wait_too_long", *LOSSES)
            if stop.mean(kpi) >= WORTH_A_WORD
        ]
        details = f": {'; '.join(parts)}" if parts else ""
        key = "lowest" if len(self.found.stops) > 1 else "one"
        value = self._value(stop, "satisfaction")
        return self.words(f"sentence.journey.{key}", stop=label(stop.name), value=value, details=details)

    def _alike(self, lowest: JourneyStop, other: JourneyStop) -> bool:
        """Whether satisfaction at another stop is not clearly higher than at the lowest, in the same replications."""
        if other is lowest or other.for_complaints or isnan(other.mean("satisfaction")):
            return False
        here, there = (
            self.result.values("satisfaction", scope=Scope("touchpoint", stop.name)) for stop in (lowest, other)
        )
        return not paired_difference(there, here).difference.excludes_zero

    def _most(self, kpi: str) -> JourneyStop | None:
        known = [stop for stop in self.found.stops if stop.mean(kpi) > 0 and not stop.for_complaints]
        return max(known, key=lambda stop: stop.mean(kpi), default=None)

    def _help(self, stop: JourneyStop) -> Iterator[str]:
        """Which option raises satisfaction most at the pain point, when any clearly does; where the pain goes then."""
        scope = Scope("touchpoint", stop.name)
        gains = {
            option: self.result.difference("satisfaction", option, scope).difference
            for option in self.result.options[1:]
        }
        clear = [option for option, gain in gains.items() if gain.excludes_zero and gain.mean >= WORTH_A_WORD]
        if not clear:
            yield self.words("sentence.journey.no_help")
            return
        best = max(clear, key=lambda option: gains[option].mean)
        name, size = option_label(best, self.words), self.numbers.span("satisfaction", gains[best])
        yield self.words("sentence.journey.help", option=name, size=size)
        then = journey(self.result, best)
        if then.lowest is not None and then.stops[then.lowest].name != stop.name:
            lowest = then.stops[then.lowest]
            value = self._value(lowest, "satisfaction")
            yield self.words("sentence.journey.moves", stop=label(lowest.name), value=value)

    def described(self) -> str:
        """Every stop with its facts, in the order of the walk."""
        return " ".join(
            self.words(
                "report.journey.stop",
                number=number,
                stop=label(stop.name),
                come=whole_percent(stop.come.mean),
                satisfaction=self._value(stop, "satisfaction"),
                wait=self._value(stop, "wait_mean"),
                handling=self._value(stop, "aht"),
                lost=whole_percent(stop.mean("lost_rate")),
            )
            for number, stop in enumerate(self.found.stops, start=1)
        )

    def options(self) -> tuple[KpiRow, ...]:
        """Satisfaction at each touchpoint under every option, today's first; empty when there is nothing to compare."""
        journeys = [journey(self.result, option) for option in self.result.options]
        names = dict.fromkeys(stop.name for found in journeys for stop in found.stops)
        if len(journeys) == 1 or len(names) == 1:
            return ()
        tables, definition = ReportTables(self.result, self.words), self.words("kpi.satisfaction.definition")
        return tuple(
            KpiRow("satisfaction", label(name), definition, tables.cells("satisfaction", Scope("touchpoint", name)))
            for name in names
        )

    def _value(self, stop: JourneyStop, kpi: str) -> str:
        return self.numbers.value(kpi, stop.mean(kpi))
