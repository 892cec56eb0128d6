"""Ciw: networks of nodes, a record per service.

Ciw cannot say the journey's staff change as the others do: when the shift ends, all twelve agents of desk A finish the
customer at hand and nine others come at once.
"""

from typing import Any

import ciw
import numpy as np

from benchmarks.records import Done, Records, done, joined_up
from benchmarks.workloads import (
    DESK_A,
    DESK_B,
    DROP_MIN,
    DROP_TO,
    HOUR,
    OPEN_MIN,
    PER_HOUR,
    RECEPTION,
    SPECIALIST,
    STOPS,
    TO_DESK_A,
    TO_SPECIALIST,
    Queue,
    Workload,
)

LONG = 100 * OPEN_MIN
"""After which everybody has left, minutes."""


def run(work: Workload, seed: int) -> Done:
    """Simulate a workload."""
    ciw.seed(seed)
    if isinstance(work, Queue):
        customers, records = _simulated(_counter(work), work.horizon_min)
        return done(work, customers, records)
    days = [_simulated(_branch(), LONG) for _ in range(work.days)]
    return done(work, sum(customers for customers, _ in days), joined_up([records for _, records in days]))


def _simulated(network: Any, until: float) -> tuple[int, Records]:
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(until)
    kept = [
        (row.node - 1, row.arrival_date, row.waiting_time, row.record_type == "renege", row.exit_date)
        for row in simulation.get_all_records()
    ]
    node, joined, wait, abandoned, ended = np.asarray(kept, dtype=np.float64).T
    records = Records(node.astype(np.int64), joined, wait, abandoned == 1.0, ended)
    return simulation.nodes[0].number_of_individuals, records


def _counter(work: Queue) -> Any:
    patience = work.patience_min
    return ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1.0 / work.gap_min)],
        service_distributions=[ciw.dists.Exponential(1.0 / work.service_min)],
        number_of_servers=[work.agents],
        reneging_time_distributions=None if patience is None else [ciw.dists.Exponential(1.0 / patience)],
    )


def _branch() -> Any:
    """A new network for each day: Ciw draws the arrivals of a changing rate when the network is made."""
    rates = [rate / HOUR for rate in PER_HOUR]
    ends = [HOUR * (hour + 1) for hour in range(len(PER_HOUR))]
    routing = np.zeros((len(STOPS), len(STOPS)))
    routing[RECEPTION, [DESK_A, DESK_B]] = TO_DESK_A, 1 - TO_DESK_A
    routing[[DESK_A, DESK_B], SPECIALIST] = TO_SPECIALIST
    agents: list[Any] = [stop.agents for stop in STOPS]
    agents[DESK_A] = ciw.Schedule([STOPS[DESK_A].agents, DROP_TO], [DROP_MIN, 2 * LONG])
    return ciw.create_network(
        arrival_distributions=[ciw.dists.PoissonIntervals(rates, ends, OPEN_MIN), None, None, None],
        service_distributions=[ciw.dists.Lognormal(stop.log_mean, stop.log_sd) for stop in STOPS],
        number_of_servers=agents,
        routing=routing.tolist(),
        reneging_time_distributions=[
            None if stop.patience_min is None else ciw.dists.Exponential(1.0 / stop.patience_min) for stop in STOPS
        ],
    )
