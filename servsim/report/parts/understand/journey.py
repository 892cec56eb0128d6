"""The customer journey as a study found it: touchpoints in the order of the walk, ways between them, pain points."""

from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.explanation.transitions import expected_transitions, walking_order
from servsim.measures.intervals import Interval, mean_interval
from servsim.measures.scopes import Scope
from servsim.scenario.options import BASELINE
from servsim.scenario.scenario import Scenario
from servsim.study.result import StudyResult

Floats = NDArray[np.float64]
TOO_MANY_WAIT = 0.25
"""From this share of customers on who find the wait too long, waiting is a pain point: one in four, a convention."""
HAPPENED = 0.0005
"""Shares below this are shown as nothing."""
SHOWN = (
    "satisfaction", "wait_mean", "aht", "wait_too_long", "abandonment_rate", "balk_rate", "turned_away_rate",
    "lost_rate",
)  # fmt: skip
"""Chosen here: what can be drawn at a stop of the map."""
LOSSES = ("abandonment_rate", "balk_rate", "turned_away_rate")
"""The ways of being lost at a stop, each with a figure and a sentence of its own."""


@dataclass(frozen=True)
class JourneyStop:
    """A touchpoint on the journey. Shares are 0 to 1, times in minutes; NaN where there is nothing to tell."""

    name: str
    self_service: bool
    for_complaints: bool
    """Whether only complaints come here, after the journey."""
    come: Interval
    """Share of all customers who come here at least once."""
    kpis: dict[str, Interval]
    """The KPIs of ``SHOWN``."""
    ends: float
    """Share of visits after which the journey is over, of those who are served."""

    def mean(self, kpi: str) -> float:
        """The mean of a KPI over the replications; NaN without data."""
        return float(self.kpis[kpi].mean)

    @property
    def waits_hurt(self) -> bool:
        """Whether too many find the wait too long."""
        return self.mean("wait_too_long") >= TOO_MANY_WAIT

    @property
    def displeases(self) -> bool:
        """Whether customers are rather dissatisfied."""
        return self.mean("satisfaction") < 0


class JourneyLink(NamedTuple):
    """A way from one stop to another, by their places in the journey."""

    start: int
    end: int
    share: float
    """Share of those served at the start who go this way."""


@dataclass(frozen=True)
class SimulatedJourney:
    """The stops in the order in which customers walk them, the one for complaints last, and the ways between them."""

    stops: tuple[JourneyStop, ...]
    links: tuple[JourneyLink, ...]

    @property
    def lowest(self) -> int | None:
        """The index of the stop with the lowest satisfaction, complaints aside; None when nobody rated anything."""
        felt = {index: stop.mean("satisfaction") for index, stop in enumerate(self.stops) if not stop.for_complaints}
        return min(
            (index for index in felt if not isnan(felt[index])),
            key=lambda index: felt[index],
            default=None,
        )


def journey(result: StudyResult, option: str = BASELINE) -> SimulatedJourney:
    """The journey under one option. Ways are those of the routing with its limits on visits; all else was simulated.

    Raises UnknownNameError for an unknown option.
    """
    scenario = result.scenario.option(option)
    links = _links(result, scenario, option)
    order = walking_order(links)
    names = list(scenario.touchpoints)
    if scenario.complaints is not None:
        heard = scenario.complaints.touchpoint
        if result.interval("customers", option, Scope("touchpoint", heard)).mean > 0:
            order.append(names.index(heard))
    visits = np.maximum(links[:, :-1].sum(axis=0), np.finfo(float).tiny)
    shares = links[:-1] / visits[:, None]
    return SimulatedJourney(
        tuple(_stop(result, scenario, option, (names[index], max(0.0, float(shares[index, -1])))) for index in order),
        tuple(
            JourneyLink(start, end, float(shares[here, there]))
            for start, here in enumerate(order)
            for end, there in enumerate(order)
            if shares[here, there] > 0
        ),
    )


def _links(result: StudyResult, scenario: Scenario, option: str) -> Floats:
    """How often all customers together go each way; every segment counts with its customers."""
    customers = [result.interval("customers", option, Scope("segment", name)).mean for name in scenario.segments]
    each = [expected_transitions(scenario, segment) for segment in scenario.segments]
    return np.asarray(np.tensordot(np.nan_to_num(customers), each, axes=1), dtype=np.float64)


def _stop(result: StudyResult, scenario: Scenario, option: str, stop: tuple[str, float]) -> JourneyStop:
    name, ends = stop
    scope = Scope("touchpoint", name)
    everybody = result.values("customers", option)
    came = result.values("customers", option, scope)
    share = np.divide(came, everybody, out=np.full_like(came, np.nan), where=everybody > 0)
    return JourneyStop(
        name=name,
        self_service=scenario.touchpoints[name].team is None,
        for_complaints=scenario.complaints is not None and name == scenario.complaints.touchpoint,
        come=mean_interval(share),
        kpis={kpi: result.interval(kpi, option, scope) for kpi in SHOWN},
        ends=ends,
    )
