"""How far the simulation is from what was measured, in plain words."""

from dataclasses import dataclass

import numpy as np

from servsim.report.figures.understand.observed import measured_hours
from servsim.report.parts.numbers import Numbers
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.values.units import show_time_of_day
from servsim.study.result import StudyResult
from servsim.wording import Wording

WORST = 3


@dataclass(frozen=True)
class ObservedComparison:
    """One KPI: how far off, and where worst."""

    kpi: str
    sentence: str
    worst: str


def comparisons(result: StudyResult, words: Wording) -> list[ObservedComparison]:
    """For each measured KPI: root mean square error over the hours, hours that agree, largest differences.

    Only hours that are simulated are compared. Where no standard error of the measurement is stated, agreement is
    judged by the error of the simulation alone.
    """
    observed = result.scenario.observed
    if observed is None:
        return []
    numbers = Numbers(words, result.scenario.currency)
    found = []
    for kpi in observed.by_hour.kpis:
        pairs = [pair for pair in zip(*measured_hours(result, kpi), strict=True) if pair[1].count]
        if not pairs:
            continue
        hours = [show_time_of_day(value.hour) for value, _ in pairs]
        simulated = [interval for _, interval in pairs]
        measured = np.asarray([value.value for value, _ in pairs])
        error = np.asarray([interval.mean for interval in simulated]) - measured
        stated = np.nan_to_num([value.error for value, _ in pairs])
        noise = np.hypot(stated, [interval.half_width / 2 for interval in simulated])
        like = float(measured.max())
        worst = [
            words(
                "report.observed.entry",
                hour=hours[index],
                simulated=numbers.value(kpi, simulated[index].mean, like),
                measured=numbers.value(kpi, float(measured[index]), like),
            )
            for index in np.argsort(-np.abs(error))[:WORST]
        ]
        sentence = words(
            "report.observed.error",
            kpi=words(f"kpi.{kpi}"),
            rmse=_size(numbers, kpi, float(np.sqrt(np.mean(error**2))), like),
            inside=int((np.abs(error) <= 2 * noise).sum()),
            hours=len(hours),
        )
        found.append(ObservedComparison(kpi, sentence, words("report.observed.worst", worst="; ".join(worst))))
    return found


def _size(numbers: Numbers, kpi: str, size: float, like: float) -> str:
    """The size of a difference: differences of shares are percentage points."""
    if KPIS[kpi].unit == "share":
        return f"{numbers.half(kpi, size, like)} {numbers.words('points.percentage')}"
    return numbers.value(kpi, size, like)


def left_out(result: StudyResult, words: Wording) -> str:
    """How many measured values belong to hours outside the simulated opening hours; nothing when there are none."""
    observed = result.scenario.observed
    assert observed is not None
    used = sum(len(measured_hours(result, kpi)[0]) for kpi in observed.by_hour.kpis)
    count = len(observed.by_hour.values) - used
    return words("report.observed.left_out", count=count) if count else ""


def whole_day(result: StudyResult, words: Wording) -> str:
    """The measured KPIs over the whole day, as simulated."""
    observed = result.scenario.observed
    assert observed is not None
    numbers = Numbers(words, result.scenario.currency)
    parts = []
    for kpi in observed.by_hour.kpis:
        mean = result.interval(kpi)
        half = numbers.half(kpi, mean.half_width, mean.mean)
        parts.append(f"{words('kpi.' + kpi)} {numbers.value(kpi, mean.mean)} ± {half}")
    return words("report.observed.day", kpis="; ".join(parts))
