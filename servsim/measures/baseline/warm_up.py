"""How long a service that never closes takes to forget that it began empty, when that is left to servsim.

A few pilot replications of every option are simulated, and MSER-5 cuts the series of the number of customers inside and
of those waiting, averaged over the replications. The longest cut holds for all options, so that all are counted over
the same time. The pilots are always the same ones: seed 0, from replication 2**62 + 1,000 on.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.engines import engine
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.measures.baseline.baseline import WarmUp, settled
from servsim.measures.baseline.mser import BATCH, mser5
from servsim.measures.model import Model
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.units import AUTO

Floats = NDArray[np.float64]
SEED = 0
FIRST = 2**62 + 1000
PILOTS = 5
"""Replications that the series are averaged over (White 1997 uses five or more)."""
BATCHES = 100
"""Batches of a replication when all hours are alike; else a batch is a day, so that no cut is a time of day."""
DAY = 1440.0


def found_warm_up(variants: Sequence[Scenario]) -> WarmUp | None:
    """The warm-up of the options of a study (the baseline first); None when the baseline states one."""
    if variants[0].clock.warm_up != AUTO:
        return None
    cuts, inside = [], []
    for variant in variants:
        width = _width(variant)
        model = Model.of(settled(variant, 0.0)).for_replications(PILOTS)
        simulate = engine(model.engine)
        logs = [simulate(model.plan, model.demand.draw(SEED, FIRST + pilot), model.hook) for pilot in range(PILOTS)]
        edges = np.arange(int(variant.clock.days * DAY / width + 0.5) + 1) * np.float64(width)
        inside.append(np.mean([number_inside(log, edges) for log in logs], axis=0))
        waiting = np.mean([number_waiting(log, edges) for log in logs], axis=0)
        cuts += [(cut.observations * width, cut.run_longer) for cut in map(mser5, (inside[-1], waiting))]
    minutes, run_longer = max(cuts)
    return WarmUp(minutes, run_longer, _width(variants[0]), tuple(inside))


def settled_alone(scenario: Scenario) -> Scenario:
    """The scenario with the warm-up that it has by itself, whatever it may be compared with."""
    found = found_warm_up([scenario])
    return scenario if found is None else settled(scenario, found.minutes)


def number_inside(log: EncounterLog, edges: Floats) -> Floats:
    """Mean number of customers in an encounter between each two edges (minutes)."""
    return _mean_number(log.joined, log.ended, edges)


def number_waiting(log: EncounterLog, edges: Floats) -> Floats:
    """Mean number of customers in a queue between each two edges (minutes)."""
    return _mean_number(log.joined, np.where(np.isnan(log.started), log.ended, log.started), edges)


def _mean_number(begun: Floats, ended: Floats, edges: Floats) -> Floats:
    """Who has no end is there until the last edge."""
    present = _before(begun, edges) - _before(ended[~np.isnan(ended)], edges)
    return np.asarray(np.diff(present) / np.diff(edges))


def _before(instants: Floats, edges: Floats) -> Floats:
    """Minutes since each instant, summed over the instants before each edge."""
    ordered = np.sort(instants)
    sums, count = np.concatenate([[0.0], np.cumsum(ordered)]), np.searchsorted(ordered, edges)
    return np.asarray(count * edges - sums[count])


def _width(scenario: Scenario) -> float:
    """Minutes between the values of a series."""
    clock = scenario.clock
    profiles: list[object] = [segment.arrivals.per_hour for segment in scenario.segments.values()]
    profiles += [team.agents for team in scenario.teams.values()]
    alike = all(isinstance(profile, (int, float)) for profile in profiles)
    return clock.days * DAY / (BATCHES * BATCH) if alike or clock.days < 2 * BATCH else DAY / BATCH
