"""How far the simulation is from what was measured, in plain words."""

from dataclasses import dataclass

import numpy as np

from servsim.report.numbers import Numbers
from servsim.scenario.units import show_time_of_day
from servsim.study import StudyResult
from servsim.study.scopes import Scope
from servsim.wording import Wording

WORST = 3


@dataclass(frozen=True)
class Comparison:
    """One KPI: how far off, and where worst."""

    kpi: str
    sentence: str
    worst: str


def comparisons(result: StudyResult, words: Wording) -> list[Comparison]:
    """For each measured KPI: root mean square error over the hours, hours that agree, largest differences."""
    observed = result.scenario.observed
    if observed is None:
        return []
    numbers = Numbers(words, result.scenario.currency)
    found = []
    for kpi in observed.by_hour.kpis:
        values = [value for value in observed.by_hour.values if value.kpi == kpi]
        hours = [show_time_of_day(value.hour) for value in values]
        simulated = [result.interval(kpi, scope=Scope("hour", hour)) for hour in hours]
        measured = np.asarray([value.value for value in values])
        error = np.asarray([interval.mean for interval in simulated]) - measured
        noise = np.hypot([value.error for value in values], [interval.half_width / 2 for interval in simulated])
        like = float(measured.max())
        worst = [
            words(
                "report.observed.entry",
                hour=hours[place],
                simulated=numbers.value(kpi, simulated[place].mean, like),
                measured=numbers.value(kpi, float(measured[place]), like),
            )
            for place in np.argsort(-np.abs(error))[:WORST]
        ]
        sentence = words(
            "report.observed.error",
            kpi=words(f"kpi.{kpi}"),
            rmse=numbers.value(kpi, float(np.sqrt(np.nanmean(error**2))), like),
            inside=int((np.abs(error) <= 2 * noise).sum()),
            hours=len(hours),
        )
        found.append(Comparison(kpi, sentence, words("report.observed.worst", worst="; ".join(worst))))
    return found


def whole_day(result: StudyResult, words: Wording) -> str:
    """The measured KPIs over the whole day, as simulated."""
    observed = result.scenario.observed
    assert observed is not None
    numbers = Numbers(words, result.scenario.currency)
    parts = [
        f"{words('kpi.' + kpi)} {numbers.value(kpi, interval.mean)} ± {numbers.half(kpi, interval.half_width, interval.mean)}"
        for kpi, interval in ((kpi, result.interval(kpi)) for kpi in observed.by_hour.kpis)
    ]
    return words("report.observed.day", kpis="; ".join(parts))
