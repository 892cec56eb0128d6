"""Textbook queues as scenarios: every effect of the model switched off, simulated and measured by replication.

Time is in units of a minute (or of any other length the test states); a service that never closes is measured from the
end of its warm-up until a margin before its end, so that hardly anybody who is counted is still waiting.
"""

from collections.abc import Callable, Iterator
from math import ceil, sqrt
from typing import Any, NamedTuple

import numpy as np

from servsim.delivery import compile_plan, engine
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.rules.outcomes import Outcome
from servsim.demand import draw_customers
from servsim.scenario import Scenario

Raw = dict[str, Any]
Measures = Callable[[EncounterLog, "Window"], dict[str, float]]

simulate = engine("compiled")
"""The quick engine: the same logs to the bit (tests/laws, tests/oracles/test_queues.py) in a hundredth of the time."""

DAY = 1440.0
SEED = 20240229
NO_EFFECTS: Raw = {
    "time": {"standard_saving": 0, "personal_cost": 0, "distance_cost": 0, "cv_standard": 0, "cv_personal": 0},
    "load": {"speed_up": 0, "overwork_slowdown": 0, "discretion_cut": 0, "speed_pay": 0},
    "defect": {"rework": 0},
}


class Window(NamedTuple):
    """Encounters that begin between these minutes are counted."""

    start: float
    end: float


class Estimate(NamedTuple):
    """A mean over independent replications and its standard error."""

    mean: float
    error: float

    @classmethod
    def of(cls, values: np.ndarray) -> "Estimate":
        return cls(float(values.mean()), float(values.std(ddof=1) / sqrt(values.size)))

    def agrees(self, theory: float, other_error: float = 0.0) -> bool:
        return abs(self.mean - theory) < 4.0 * sqrt(self.error**2 + other_error**2)


def minutes(value: float) -> str:
    return f"{value!r} min"


def exponential(mean: float) -> Raw:
    return {"exponential": {"mean": minutes(mean)}}


def segment(per_minute: float | Raw, **more: Any) -> Raw:
    rate = 60.0 * per_minute if isinstance(per_minute, (int, float)) else per_minute
    return {"arrivals": {"per_hour": rate}, "needs": {"spread": 0}, **more}


def touchpoint(handling: Raw | str, team: str | None = "desk", **more: Any) -> Raw:
    return {"team": team, "handling": handling, "defects": "0 %", **more}


def team(agents: int, **more: Any) -> Raw:
    return {"agents": agents, "speed_cv": 0, **more}


def service(segments: Raw, teams: Raw, touchpoints: Raw, **more: Any) -> Raw:
    return {"segments": segments, "teams": teams, "touchpoints": touchpoints, **NO_EFFECTS, **more}


def pool(per_minute: float, agents: int, handling: Raw | str, patience: float = 0.0, **more: Any) -> Raw:
    """One segment, one team, one touchpoint; exponential patience with this mean when it is above 0."""
    stated = {"patience": exponential(patience)} if patience else {}
    return service(
        {"all": segment(per_minute, **stated)}, {"desk": team(agents, **more)}, {"counter": touchpoint(handling)}
    )


def logs(raw: Raw, replications: int) -> Iterator[EncounterLog]:
    scenario = Scenario.model_validate(raw)
    plan = compile_plan(scenario)
    for replication in range(replications):
        yield simulate(plan, draw_customers(scenario, SEED, replication), None)


class Length(NamedTuple):
    """Replications of so many counted minutes each, after a warm-up."""

    replications: int
    minutes: float
    warm_up: float = 600.0
    margin: float = 120.0

    @property
    def days(self) -> int:
        return ceil((self.warm_up + self.minutes + self.margin) / DAY)

    @property
    def window(self) -> Window:
        return Window(self.warm_up, self.days * DAY - self.margin)


def length_for(asymptotic_variance: float, error: float, replications: int = 20) -> Length:
    """Long enough for a time average with this asymptotic variance to have a standard error below ``error``."""
    return Length(replications, 1.4 * asymptotic_variance / error**2 / replications)


def measure(raw: Raw, length: Length, measures: Measures) -> dict[str, Estimate]:
    """Estimates of a service that never closes."""
    endless = {**raw, "clock": {"days": length.days}}
    rows = [measures(log, length.window) for log in logs(endless, length.replications)]
    return {name: Estimate.of(np.array([row[name] for row in rows])) for name in rows[0]}


def counted(log: EncounterLog, window: Window) -> EncounterLog:
    return log.where((log.joined >= window.start) & (log.joined < window.end))


def waits(log: EncounterLog, beyond: float | None = None) -> dict[str, float]:
    """Waits of all who joined, and of those who were served and who abandoned."""
    joined = log.where(log.joined_queue)
    wait, abandoned = joined.wait, joined.outcome == Outcome.ABANDONED
    result = {
        "Wq": float(wait.mean()),
        "P_wait": float((wait > 0).mean()),
        "P_abandon": float(abandoned.mean()),
        "P_block": float((log.outcome == Outcome.TURNED_AWAY).mean()),
        "E_wait_served": float(wait[~abandoned].mean()),
        "E_wait_abandoned": float(wait[abandoned].mean()) if abandoned.any() else 0.0,
    }
    if beyond is not None:
        result["P_wait_gt_t"] = float((wait > beyond).mean())
        result["P_served_within"] = float((~abandoned & (wait <= beyond)).mean())
    return result


def number_present(log: EncounterLog, window: Window) -> float:
    """Time average of the number of customers at their touchpoint, waiting or served."""
    left = np.where(np.isnan(log.ended), np.inf, log.ended)
    inside = np.minimum(left, window.end) - np.maximum(log.joined, window.start)
    return float(np.maximum(inside, 0.0).sum()) / (window.end - window.start)


def disagreements(estimates: dict[str, Estimate], theory: dict[str, float], share: float) -> list[str]:
    """What does not agree with theory within 4 standard errors, or is not known to ``share`` of its value."""
    found = []
    for name, value in theory.items():
        estimate = estimates[name]
        if not estimate.error < share * abs(value):
            found.append(f"{name}: error {estimate.error:.4g} is not below {share:g} of {value:.4g}: proves nothing")
        if not estimate.agrees(value):
            found.append(f"{name}: {estimate.mean:.5g} +- {estimate.error:.2g}, theory {value:.5g}")
    return found
