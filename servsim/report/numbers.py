"""Numbers as a manager reads them: the right unit, as many digits as mean something."""

import math

from servsim.scenario.kpis import KPIS, Unit
from servsim.wording import Wording

MINUS = "\u2212"
SPACE = "\u202f"
SHORT_MIN = 2.0


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
        return 1.0, {"h": self.words("unit.h"), "money": self.currency, "nps": self.words("unit.points")}.get(unit, "")

    def value(self, kpi: str, value: float, like: float | None = None) -> str:
        """A value with its unit; ``like`` is a value of the same row whose unit is to be used."""
        if math.isnan(value):
            return "–"
        factor, unit = self.scale(kpi, value if like is None else like)
        text = self.plain(KPIS[kpi].unit, value * factor, unit)
        return f"{text}{SPACE}{unit}" if unit else text

    def half(self, kpi: str, half: float, like: float) -> str:
        """Half the width of an interval around ``like``, without a unit."""
        if not math.isfinite(half):
            return "?"
        factor, unit = self.scale(kpi, like)
        return self.plain(KPIS[kpi].unit, half * factor, unit)

    def change(self, kpi: str, value: float, like: float) -> str:
        """A difference with its sign and without its unit, in the unit of ``like``."""
        if not math.isfinite(value):
            return "?"
        factor, unit = self.scale(kpi, like)
        text = self.plain(KPIS[kpi].unit, abs(value) * factor, unit)
        shown = text.replace(",", "").strip("0.")
        sign = "" if not shown else MINUS if value < 0 else "+"
        return f"{sign}{text}"

    def plain(self, unit: Unit, number: float, shown: str) -> str:
        """Digits by unit: whole people and money, two decimals of ratings, three digits that count of variances."""
        if unit == "min":
            digits = 0 if shown == self.words("unit.s") else 1
        elif unit == "score":
            digits = 3 if abs(number) >= 0.1 or number == 0 else min(6, 2 - math.floor(math.log10(abs(number))))
        elif unit == "money":
            digits = 0 if abs(number) >= 100 else 2
        else:
            digits = {"count": 0, "h": 1, "share": 1, "nps": 1}.get(unit, 2)
        text = f"{number:,.{digits}f}"
        if text.startswith("-"):
            text = MINUS + text[1:]
        return text.removeprefix(MINUS) if not text.strip(f"{MINUS}0.,") else text
