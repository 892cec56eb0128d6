"""Simulated waits against formulas: each team of the baseline in each stretch of the day.

The stretches and the formulas are those of ``servsim explain``. A mean wait is taken from the log of each period, over
all who joined the queue in that stretch on any day, and its interval is t over the periods. That a formula lies outside
is no fault by itself: it assumes what the service may not keep. It is a fault where nothing explains it, and chance
does not either.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.log.encounter_log import EncounterLog
from servsim.explanation.explanation import explain
from servsim.explanation.outlook import Outlook
from servsim.measures.intervals import Interval, mean_interval
from servsim.measures.model import Model
from servsim.scenario.options import BASELINE
from servsim.scenario.values.units import MINUTES_PER_DAY
from servsim.study.checking.check import FORMULA, Check, Verdict
from servsim.study.checking.reasons import NONE_APPLIES, reasons, relevant

Floats = NDArray[np.float64]

ACCURACY = {"two_moment": 0.08}
"""Relative error of a formula against exact means (:func:`servsim.theory.two_moment`); the others are exact, or rough
for a reason that is told."""
BUILT_UP = 4.0
"""Relaxation times after which less than two per cent of an empty beginning are left (exp(-4))."""
NO_FORMULA = "nobody"
"""What an outlook calls it where nobody comes, or handling takes no time at all, so that nobody waits."""
MIDNIGHT = "24:00"
"""How a stretch ends that lasts until midnight."""
CHANCE = 0.999
"""Confidence of all comparisons together beyond which a difference is no chance."""


class Stretch(NamedTuple):
    """A team in a stretch of the day, and why its formula may be off."""

    outlook: Outlook
    hour: str
    why: tuple[str, ...]


def stretches(model: Model) -> list[Stretch]:
    """Where the baseline's formulas expect somebody, by team and time of day."""
    explanation, found = explain(model.scenario), []
    for _, group in groupby(explanation.outlooks, key=lambda outlook: outlook.work.team):
        of_team = list(group)
        before = _before_the_first(model, of_team)
        for outlook in of_team:
            start, end = (explanation.clock_time(event) for event in (outlook.work.start, outlook.work.end))
            end = MIDNIGHT if end == "00:00" else end
            if outlook.formula != NO_FORMULA and outlook.wait is not None and outlook.contacts > 0:
                why = reasons(model.scenario, model.plan, outlook, before)
                found.append(Stretch(outlook, f"{start}–{end}", why))
            before = outlook
    return found


def _before_the_first(model: Model, outlooks: list[Outlook]) -> Outlook | None:
    """What was before the first stretch of a day: the last one, where the service never closes; else nobody.

    Nobody also where the warm-up is too short for the queue to have been built up when counting begins.
    """
    memory = max(max(outlook.relaxation, outlook.work.handling) for outlook in outlooks)
    lasting = model.scenario.clock.never_closes and model.plan.opening.warm_up >= BUILT_UP * memory
    return outlooks[-1] if lasting else None


def mean_waits(model: Model, parts: list[Stretch], logs: Iterable[EncounterLog]) -> Floats:
    """(stretches, logs) mean wait, minutes, of those who joined the queue then; NaN where nobody did."""
    rows = [list(_mean_waits(model, parts, log)) for log in logs]
    return np.asarray(rows, dtype=np.float64).reshape(len(rows), len(parts)).T


def _mean_waits(model: Model, parts: list[Stretch], log: EncounterLog) -> Iterator[float]:
    teams, opening = list(model.scenario.teams), model.plan.opening
    wait, team = log.wait, model.plan.journey.team[log.touchpoint]
    since = np.mod(log.joined - opening.start, MINUTES_PER_DAY)
    counted = ~np.isnan(wait) & (log.joined >= opening.warm_up)
    for part in parts:
        work = part.outlook.work
        rows = counted & (team == teams.index(work.team)) & (since >= work.start) & (since < work.end)
        yield float(wait[rows].mean()) if rows.any() else np.nan


def formula_checks(parts: list[Stretch], waits: Floats) -> Iterator[Check]:
    """The formula of each stretch against the waits (stretches, periods) in minutes."""
    known = [(part, row) for part, row in zip(parts, waits, strict=True) if not np.isnan(row).all()]
    compared = sum(not set(part.why) & set(NONE_APPLIES) for part, _ in known)
    for part, row in known:
        outlook, interval = part.outlook, mean_interval(row)
        assert outlook.wait is not None
        verdict = _verdict(part, interval, mean_interval(row, 1.0 - (1.0 - CHANCE) / max(1, compared)))
        why = relevant(part.why, longer=interval.mean > outlook.wait)
        yield Check(
            FORMULA, BASELINE, verdict, outlook.wait, interval.mean, outlook.work.team,
            part.hour, interval.low, interval.high, outlook.formula, why,
        )  # fmt: skip


def _verdict(part: Stretch, interval: Interval, wide: Interval) -> Verdict:
    """``wide`` is the interval within which chance still explains a difference."""
    if set(part.why) & set(NONE_APPLIES):
        return "none"
    if _inside(part.outlook, interval):
        return "agrees"
    assert part.outlook.wait is not None
    if relevant(part.why, longer=interval.mean > part.outlook.wait):
        return "expected"
    return "open" if _inside(part.outlook, wide) else "failed"


def _inside(outlook: Outlook, interval: Interval) -> bool:
    assert outlook.wait is not None
    error = ACCURACY.get(outlook.formula, 0.0)
    return interval.low <= outlook.wait * (1.0 + error) and outlook.wait * (1.0 - error) <= interval.high
