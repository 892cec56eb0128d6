"""What an option does to customers, in words: gains, then losses with those who bear them, then what is not clear."""

from collections.abc import Iterator
from math import isnan
from typing import Literal, NamedTuple

from servsim.measures.intervals import Interval
from servsim.measures.scopes import EVERYBODY, Scope
from servsim.report.figures.style import label
from servsim.report.parts.numbers import Numbers, whole_percent
from servsim.report.parts.phrases import listed
from servsim.scenario.kpis.declarations import KPIS
from servsim.study.result import StudyResult
from servsim.wording import Wording

Direction = Literal["lower", "higher", "open"]
DESCRIBED = {"wait": "wait_p90", "lost": "lost_rate", "csat": "csat", "variance": "quality_variance"}
"""What matters to customers, in the order in which it is told. Chosen here: each kind has sentences of its own."""
ALWAYS = ("wait", "csat")
"""What is told also when it is not clear, and followed over the ranges: the two that every option is judged by."""
NAMED_LOSERS = 2
"""Segments that are named with what they lose; more of them are counted."""


def direction(difference: Interval) -> Direction:
    """Which way a difference goes, as far as its interval tells."""
    if not difference.excludes_zero:
        return "open"
    return "lower" if difference.mean < 0 else "higher"


class OptionEffect(NamedTuple):
    """A change against today that is clear, and large enough to be shown as more than nothing."""

    kind: str
    way: Direction
    text: str

    @property
    def good(self) -> bool:
        """Whether it is a gain."""
        return self.way == KPIS[DESCRIBED[self.kind]].better


class OptionEffects:
    """Tells what one option does."""

    def __init__(self, result: StudyResult, words: Wording, option: str) -> None:
        self._result, self.words, self._option = result, words, option
        self._numbers = Numbers(words, result.scenario.currency)
        self._clear = {kind: self._effect(kind, kpi) for kind, kpi in DESCRIBED.items()}

    def summary(self) -> str:
        """Gains, and losses behind a "but"; nothing when nothing is clear."""
        effects = [effect for effect in self._clear.values() if effect is not None]
        gains = [effect.text for effect in effects if effect.good]
        losses = [effect.text for effect in effects if not effect.good]
        if not any(effect.kind == "csat" for effect in effects if not effect.good):
            losses += self._losers()
        parts = [listed(part, self.words) for part in (gains, losses) if part]
        return self.words("sentence.but", gains=parts[0], losses=parts[1]) if len(parts) > 1 else "".join(parts)

    def unclear(self) -> str:
        """Of the most important, what does not clearly change."""
        names = [self.words(f"sentence.of.{kind}") for kind in ALWAYS if self._clear[kind] is None]
        return self.words("sentence.unclear", names=listed(names, self.words)) if names else ""

    def steady(self) -> str:
        """In how much of the ranges the clear changes keep their direction; a sentence, or nothing."""
        shares = dict(self._shares())
        if not shares:
            return ""
        if len(shares) == 1 or len(set(shares.values())) == 1:
            return " " + self.words("sentence.steady", share=next(iter(shares.values())))
        parts = [
            self.words("sentence.steady.part", share=share, name=self.words(f"sentence.of.{kind}"))
            for kind, share in shares.items()
        ]
        return " " + self.words("sentence.steady.parts", summary=listed(parts, self.words))

    def _shares(self) -> Iterator[tuple[str, str]]:
        found = self._result.uncertainty
        for kind in ALWAYS if found is not None else ():
            effect = self._clear[kind]
            assert found is not None
            above = found.difference(DESCRIBED[kind], self._option).above_zero
            if effect is not None and not isnan(above):
                yield kind, whole_percent(above if effect.way == "higher" else 1.0 - above)

    def _effect(self, kind: str, kpi: str) -> OptionEffect | None:
        difference, like = self._difference(kpi), self._result.interval(kpi).mean
        way = direction(difference)
        if way == "open" or not self._numbers.change(kpi, difference.mean, like).strip("0.,"):
            return None
        size = self._percent(difference, like) if kind == "variance" else self._numbers.span(kpi, difference, like)
        if not size:
            return None
        text = self.words(f"sentence.{kind}.{way}", size=size)
        return OptionEffect(kind, way, text + self._hardest_hit() if (kind, way) == ("csat", "lower") else text)

    def _percent(self, difference: Interval, today: float) -> str:
        """How much of today's variance, in per cent; nothing when it may be as little as none when rounded.

        Nothing either where today's own is none: of that there are no per cent.
        """
        if not self._numbers.value(DESCRIBED["variance"], today).strip("0.,"):
            return ""
        low, high = (f"{100 * abs(end) / today:.0f}" for end in sorted(difference[1:3], key=abs))
        if low == "0":
            return ""
        return low if low == high else self.words("numbers.span", low=low, high=high)

    def _hardest_hit(self) -> str:
        """Where satisfaction falls, the segment in which it falls most."""
        losses = self._losses()
        if len(self._result.scenario.segments) < 2 or not losses:
            return ""
        name, loss = next(iter(losses.items()))
        return self.words("sentence.csat.most", name=label(name), size=self._numbers.ends("csat", loss, 1.0))

    def _losers(self) -> list[str]:
        """Where satisfaction does not fall on the whole, the segments in which it does."""
        losses = self._losses()
        summary = [
            self.words("sentence.loser", name=label(name), size=self._numbers.span("csat", loss, 1.0))
            for name, loss in list(losses.items())[:NAMED_LOSERS]
        ]
        more = len(losses) - len(summary)
        return summary + ([self.words("sentence.loser.more", count=more)] if more else [])

    def _losses(self) -> dict[str, Interval]:
        """The segments whose satisfaction clearly falls, by so much that it shows; the largest loss first."""
        changes = {name: self._difference("csat", Scope("segment", name)) for name in self._result.scenario.segments}
        clear = {name: one for name, one in changes.items() if one.high < 0.0 and one.mean < -0.005}
        return dict(sorted(clear.items(), key=lambda item: item[1].mean))

    def _difference(self, kpi: str, scope: Scope = EVERYBODY) -> Interval:
        return self._result.difference(kpi, self._option, scope).difference
