"""The tables of the report as plain values for the template."""

from dataclasses import dataclass
from math import isnan

from servsim.measures.intervals import Interval, wilson_interval
from servsim.measures.scopes import EVERYBODY, Scope
from servsim.report.parts.decide.effects import direction
from servsim.report.parts.decide.sentences import Sentences
from servsim.report.parts.numbers import Numbers
from servsim.scenario.kpis.declarations import KPIS, headlines
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult, TargetChance
from servsim.wording import Wording

MAIN = headlines("table")
"""The KPIs of the first table."""


@dataclass(frozen=True)
class TableCell:
    """One option in one row: its value with half width, and its change against today."""

    value: str
    half: str
    change: str = ""
    low: str = ""
    high: str = ""
    mark: str = ""
    """better, worse, open or neither."""


@dataclass(frozen=True)
class KpiRow:
    """One KPI over all options."""

    kpi: str
    label: str
    definition: str
    cells: tuple[TableCell, ...]


@dataclass(frozen=True)
class KpiGroup:
    """KPIs that belong together."""

    label: str
    rows: tuple[KpiRow, ...]


def _mark(kpi: str, difference: Interval, shown: str) -> str:
    """Better, worse or open; open also when nothing is left of the change as it is shown."""
    better, way = KPIS[kpi].better, direction(difference)
    if better == "neither":
        return "neither"
    if way == "open" or not shown.strip("0.,"):
        return "open"
    return "better" if way == better else "worse"


class ReportTables:
    """Makes the tables of one study."""

    def __init__(self, result: StudyResult, words: Wording) -> None:
        self.result = result
        self.words = words
        self.numbers = Numbers(words, result.scenario.currency)

    def groups(self, only: tuple[str, ...] | None = None) -> list[KpiGroup]:
        """KPIs by group, but none that this service does not have; with ``only`` those in which something happens."""
        result: list[KpiGroup] = []
        for group in dict.fromkeys(kpi.group for kpi in KPIS.values()):
            names = [name for name, kpi in KPIS.items() if kpi.group == group and (only is None or name in only)]
            known = {name: self._known(name) for name in names}
            rows = tuple(self._row(name) for name in names if (any(known[name]) if only else known[name]))
            if rows:
                result.append(KpiGroup(self.words(f"group.{group}"), rows))
        return result

    def group(self, name: str, kpis: tuple[str, ...]) -> KpiGroup:
        """These KPIs in this order under the name of a group, but those in which something happens."""
        rows = tuple(self._row(kpi) for kpi in kpis if any(self._known(kpi)))
        return KpiGroup(self.words(f"group.{name}"), rows)

    def _known(self, kpi: str) -> list[float]:
        """Its means under the options, where there is one."""
        means = [self.result.interval(kpi, option).mean for option in self.result.options]
        return [mean for mean in means if not isnan(mean)]

    def _row(self, kpi: str) -> KpiRow:
        within = self.result.scenario.service_level.within
        definition = self.words(f"kpi.{kpi}.definition", within=self.numbers.value("wait_mean", within))
        return KpiRow(kpi, self.words(f"kpi.{kpi}"), definition, self.cells(kpi))

    def cells(self, kpi: str, scope: Scope = EVERYBODY) -> tuple[TableCell, ...]:
        """One KPI of a part of the service under every option."""
        return tuple(self._cell(kpi, option, scope) for option in self.result.options)

    def _cell(self, kpi: str, option: str, scope: Scope) -> TableCell:
        like = self.result.interval(kpi, scope=scope).mean
        mean = self.result.interval(kpi, option, scope)
        value = self.numbers.value(kpi, mean.mean, like)
        half = self.numbers.half(kpi, mean.half_width, like) if mean.count else ""
        if option == BASELINE:
            return TableCell(value, half)
        difference = self.result.difference(kpi, option, scope).difference
        if difference.count == 0:
            return TableCell(value, half)
        change, low, high = (self.numbers.change(kpi, part, like) for part in difference[:3])
        return TableCell(value, half, change, low, high, _mark(kpi, difference, change))

    def chances(self) -> list[tuple[str, list[dict[str, object]]]]:
        """For each target its text and, for each option, the chance with its bar; then all targets together."""
        sentences = Sentences(self.result, self.words)
        by_option = [self.result.chances(option) for option in self.result.options]
        rows = [
            (sentences.target(first), [_chance(one[index].met) | self._verdict(one[index]) for one in by_option])
            for index, first in enumerate(by_option[0])
        ]
        if len(rows) > 1:
            kept = [self.result.meets_targets(option) for option in self.result.options]
            cells = [_chance(wilson_interval(int(one.sum()), one.size)) | {"verdict": "", "text": ""} for one in kept]
            rows.append((self.words("answer.goal.all"), cells))
        return rows

    def _verdict(self, chance: TargetChance) -> dict[str, object]:
        return {"verdict": chance.verdict, "text": self.words(f"report.verdict.{chance.verdict}")}


def _chance(met: Interval) -> dict[str, object]:
    return {
        "share": f"{100 * met.mean:.0f} %" if met.count else "–",
        "low": f"{100 * met.low:.0f}",
        "high": f"{100 * met.high:.0f} %",
        "width": f"{100 * met.mean:.1f}" if met.count else "0",
    }
