"""Numbers as a manager reads them: the right unit, as many digits as mean something."""

import math

from servsim.measures.intervals import Interval
from servsim.scenario.kpis.declarations import KPIS, Unit
from servsim.wording import Wording

MINUS = "\u2212"
SPACE = "\u202f"
SHORT_MIN = 1.5
MILLIONS = 1e7


def whole_percent(share: float) -> str:
    """A share (0 to 1) in whole per cent, such as ``41 %``; what is above nothing is not shown as nothing."""
    if math.isnan(share):
        return "–"
    return f"< 1{SPACE}%" if 0.0 < share <= 0.005 else f"{100 * share:.0f}{SPACE}%"


class Numbers:
    """Formats values of KPIs in one language and currency."""

    def __init__(self, words: Wording, currency: str) -> None:
        self.words = words
        self.currency = currency

    def scale(self, kpi: str, largest: float) -> tuple[float, str]:
        """Factor and unit in which values of a KPI up to ``largest`` are shown."""
        unit = KPIS[kpi].unit
        if unit == "min":
            return (60.0, self.words("unit.s")) if abs(largest) < SHORT_MIN else (1.0, self.words("unit.min"))
        if unit == "share":
            return 100.0, "%"
        if unit == "money" and abs(largest) >= MILLIONS:
            return 1e-6, self.words("unit.million", currency=self.currency)
        return 1.0, {"h": self.words("unit.h"), "money": self.currency, "nps": self.words("unit.points")}.get(unit, "")

    def value(self, kpi: str, value: float, like: float | None = None) -> str:
        """A value with its unit; ``like`` is the value of the same row that rules on unit and digits."""
        if math.isnan(value):
            return "–"
        text, unit = self._text(kpi, value, like)
        return f"{text}{SPACE}{unit}" if unit else text

    def half(self, kpi: str, half: float, like: float | None = None) -> str:
        """Half the width of an interval, without a unit, in the unit of ``like``."""
        return self._text(kpi, half, like)[0] if math.isfinite(half) else "?"

    def change(self, kpi: str, value: float, like: float | None = None) -> str:
        """A difference with its sign and without its unit, in the unit of ``like``."""
        if not math.isfinite(value):
            return "?"
        text, _ = self._text(kpi, abs(value), like)
        if not text.strip("0.,"):
            return text
        return f"{MINUS if value < 0 else '+'}{text}"

    def span(self, kpi: str, interval: Interval, like: float | None = None) -> str:
        """An interval on one side of zero as it is spoken, without its sign: ``2.1 to 2.9 min``."""
        return self._spoken(kpi, self.ends(kpi, interval, like), interval.mean if like is None else like)

    def ends(self, kpi: str, interval: Interval, like: float | None = None) -> str:
        """The same without a unit; one number where both ends look alike, and no nought: ``up to 0.2``."""
        like = interval.mean if like is None else like
        low, high = (self._text(kpi, abs(end), like)[0] for end in sorted(interval[1:3], key=abs))
        if low == high:
            return low
        return (
            self.words("numbers.span", low=low, high=high)
            if low.strip("0.,")
            else self.words("numbers.up_to", high=high)
        )

    def unit_of_change(self, kpi: str, like: float) -> str:
        """The unit of a difference; "" where there is none. Shares differ by percentage points, not by per cent."""
        unit = self.scale(kpi, like)[1]
        return self.words("points.percentage") if unit == "%" else self.words("points.csat") if kpi == "csat" else unit

    def _spoken(self, kpi: str, text: str, like: float) -> str:
        unit = self.unit_of_change(kpi, like)
        return f"{text}{SPACE}{unit}" if unit else text

    def _text(self, kpi: str, value: float, like: float | None) -> tuple[str, str]:
        like = value if like is None or math.isnan(like) else like
        factor, unit = self.scale(kpi, like)
        text = f"{value * factor:,.{self._digits(KPIS[kpi].unit, like, unit)}f}"
        negative = text.startswith("-") and text.strip("-0.,")
        return (MINUS if negative else "") + text.lstrip("-"), unit

    def _digits(self, unit: Unit, like: float, shown: str) -> int:
        """Decimals by unit: two for ratings, three digits that count for small scores, but never more than four."""
        if unit == "min":
            return 0 if shown == self.words("unit.s") else 1
        if unit == "score":
            return 3 if abs(like) >= 0.1 or like == 0 else min(4, 2 - math.floor(math.log10(abs(like))))
        if unit == "money":
            return 0 if 100 <= abs(like) < MILLIONS else 2
        return {"count": 0, "h": 1, "share": 1, "nps": 1}.get(unit, 2)
