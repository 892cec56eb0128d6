"""The workloads W1 to W4 as numbers, and as servsim scenarios with the effects switched off that a queue does not have.

W1 and W2 are one queue, observed over a stretch of time in which about so many customers come; W3 is a journey, one day
per replication; W4 is the hotel of the gallery with everything on. All times are in minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log, log1p, sqrt
from pathlib import Path
from typing import Any, NamedTuple

Raw = dict[str, Any]

DAY = 1440.0
HOTEL = Path(__file__).parents[1] / "scenarios" / "hotel_front_desk.yaml"

NO_EFFECTS: Raw = {
    "time": {"standard_saving": 0, "personal_cost": 0, "distance_cost": 0, "cv_standard": 0, "cv_personal": 0},
    "load": {"speed_up": 0, "overwork_slowdown": 0, "discretion_cut": 0, "speed_pay": 0},
    "defect": {"rework": 0},
    "quality": {"sd_between": 0, "sd_within": 0},
}


def minutes(value: float) -> str:
    """A duration as a scenario states it."""
    return f"{value!r} min"


@dataclass(frozen=True)
class Queue:
    """M/M/c, or M/M/c+M when customers have patience, empty at first, over whole days around the clock."""

    name: str
    agents: int
    offered: float
    """Offered load, in agents."""
    customers: int
    """Expected number of customers."""
    patience_in_services: float | None = None
    """Mean patience as a multiple of the mean service; None for customers who wait for ever."""

    @property
    def days(self) -> int:
        """Length in days: about ten customers a minute."""
        return max(1, round(self.customers / (10 * DAY)))

    @property
    def horizon_min(self) -> float:
        """Length in minutes."""
        return self.days * DAY

    @property
    def gap_min(self) -> float:
        """Mean time between arrivals, minutes."""
        return self.horizon_min / self.customers

    @property
    def service_min(self) -> float:
        """Mean service time, minutes."""
        return self.offered * self.gap_min

    @property
    def patience_min(self) -> float | None:
        """Mean patience, minutes."""
        return None if self.patience_in_services is None else self.patience_in_services * self.service_min

    @property
    def replications(self) -> int:
        """Runs of the model; the journey has one per day."""
        return 1

    @property
    def agent_min(self) -> float:
        """Minutes of agents on duty."""
        return self.agents * self.horizon_min

    def sized(self, customers: int) -> "Queue":
        """The same queue with another number of customers."""
        return replace(self, customers=customers)

    def staffed(self, agents: int) -> "Queue":
        """The same load per agent with another number of agents."""
        return replace(self, agents=agents, offered=self.offered / self.agents * agents)

    def scenario(self, engine: str) -> Raw:
        """The queue for servsim."""
        segment: Raw = {"arrivals": {"per_hour": 60.0 / self.gap_min}, "needs": {"spread": 0}}
        if self.patience_min is not None:
            segment["patience"] = {"exponential": {"mean": minutes(self.patience_min)}}
        handling = {"exponential": {"mean": minutes(self.service_min)}}
        return {
            "clock": {"days": self.days},
            "segments": {"all": segment},
            "teams": {"desk": {"agents": self.agents, "speed_cv": 0}},
            "touchpoints": {"desk": {"team": "desk", "handling": handling, "defects": "0 %"}},
            "study": {"engine": engine},
            **NO_EFFECTS,
        }


class Stop(NamedTuple):
    """A touchpoint of the journey; the service is lognormal, the patience exponential."""

    name: str
    agents: int
    mean_min: float
    cv: float
    patience_min: float | None

    @property
    def log_mean(self) -> float:
        """Mean of the logarithm of the service time."""
        return log(self.mean_min) - 0.5 * log1p(self.cv**2)

    @property
    def log_sd(self) -> float:
        """Standard deviation of the logarithm of the service time."""
        return sqrt(log1p(self.cv**2))


RECEPTION, DESK_A, DESK_B, SPECIALIST = range(4)
STOPS = (
    Stop("reception", 4, 1.5, 0.5, None),
    Stop("desk_a", 12, 8.0, 0.8, 10.0),
    Stop("desk_b", 9, 10.0, 0.6, None),
    Stop("specialist", 9, 15.0, 0.7, 20.0),
)
PER_HOUR = (60.0, 100.0, 130.0, 140.0, 120.0, 110.0, 90.0, 50.0)
HOUR = 60.0
OPEN_MIN = HOUR * len(PER_HOUR)
DROP_MIN, DROP_TO = 4 * HOUR, 9
"""Desk A has fewer agents from this minute on."""
TO_DESK_A, TO_SPECIALIST = 0.6, 0.3


@dataclass(frozen=True)
class Journey:
    """Reception, desk A or B, perhaps the specialist: days of eight hours, each on its own; all inside are served."""

    name: str
    days: int

    @property
    def customers(self) -> int:
        """Expected number of customers."""
        return round(sum(PER_HOUR)) * self.days

    @property
    def replications(self) -> int:
        """One per day."""
        return self.days

    @property
    def agent_min(self) -> float:
        """Minutes of agents on duty between opening and closing time."""
        whole = sum(stop.agents for stop in STOPS) * OPEN_MIN
        return self.days * (whole - (STOPS[DESK_A].agents - DROP_TO) * (OPEN_MIN - DROP_MIN))

    def sized(self, customers: int) -> "Journey":
        """As many days as bring about so many customers."""
        return replace(self, days=max(1, round(customers / sum(PER_HOUR))))

    def scenario(self, engine: str) -> Raw:
        """One day for servsim."""
        rates = {f"{8 + hour:02d}:00": rate for hour, rate in enumerate(PER_HOUR)}
        teams: Raw = {stop.name: {"agents": stop.agents, "speed_cv": 0} for stop in STOPS}
        teams["desk_a"]["agents"] = {"08:00": STOPS[DESK_A].agents, "12:00": DROP_TO}
        return {
            "clock": {"open": "08:00", "close": "16:00", "days": 1, "at_close": "serve_those_inside"},
            "segments": {"all": {"arrivals": {"per_hour": rates}, "needs": {"spread": 0}}},
            "teams": teams,
            "touchpoints": dict(self._touchpoints()),
            "start": "reception",
            "study": {"engine": engine},
            **NO_EFFECTS,
        }

    def _touchpoints(self) -> Iterator[tuple[str, Raw]]:
        onward = f"{100 * TO_SPECIALIST:g} %"
        to_a, to_b = f"{100 * TO_DESK_A:g} %", f"{100 * (1 - TO_DESK_A):g} %"
        ways: tuple[Raw, ...] = ({"desk_a": to_a, "desk_b": to_b}, {"specialist": onward}, {"specialist": onward}, {})
        for stop, way in zip(STOPS, ways, strict=True):
            handling = {"lognormal": {"mean": minutes(stop.mean_min), "cv": stop.cv}}
            part: Raw = {"team": stop.name, "handling": handling, "defects": "0 %", "next": way}
            if stop.patience_min is not None:
                part["patience"] = {"exponential": {"mean": minutes(stop.patience_min)}}
            yield stop.name, part


Workload = Queue | Journey

W1 = Queue("W1", agents=10, offered=9.5, customers=200_000)
W2 = Queue("W2", agents=50, offered=55.0, customers=200_000, patience_in_services=1.0)
W3 = Journey("W3", days=250)
TITLES = {
    "W1": "W1: M/M/10, load 95 %",
    "W2": "W2: M/M/50+M, offered load 55, mean patience = mean service",
    "W3": "W3: journey of four touchpoints, days of 8 h, rates by the hour, patience, fewer staff from hour 4",
    "W4": "W4: hotel front desk with encounter model, feedback and all KPIs, five options",
}
