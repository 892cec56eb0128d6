"""One journey with patience, simulated by Ciw and by servsim: two programs that share no code must agree."""

from math import log1p, sqrt
from typing import Any

import ciw
import numpy as np
import pytest

from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.rules.outcomes import Outcome
from tests.oracles.queues import (
    DAY,
    Estimate,
    Raw,
    Window,
    counted,
    exponential,
    logs,
    minutes,
    segment,
    service,
    team,
    touchpoint,
)

REPLICATIONS = 20
WINDOW = Window(120.0, DAY - 60.0)
RATE = 2.0
AGENTS = {"reception": 2, "advice": 3}
ONWARD = {"reception": 0.6, "advice": 0.1}
PATIENCE = {"reception": 2.0, "advice": 4.0}
GREETING, ADVISING = 1.1, 2.5
CV = {"greeting": 0.8, "patience": 0.5}
SHARE = 0.05


def lognormal(mean: float, cv: float) -> Raw:
    return {"lognormal": {"mean": minutes(mean), "cv": cv}}


def journey() -> Raw:
    reception = touchpoint(
        lognormal(GREETING, CV["greeting"]), "reception", next={"advice": "60 %"}, patience=exponential(2.0)
    )
    advice = touchpoint(exponential(ADVISING), "advice", next={"reception": "10 %"}, visits_at_most=6)
    advice |= {"patience": lognormal(PATIENCE["advice"], CV["patience"])}
    teams = {name: team(agents) for name, agents in AGENTS.items()}
    touchpoints = {"reception": reception, "advice": advice}
    return service({"all": segment(RATE)}, teams, touchpoints, start="reception", clock={"days": 1})


def ciw_lognormal(mean: float, cv: float) -> Any:
    variance = log1p(cv * cv)
    return ciw.dists.Lognormal(float(np.log(mean)) - 0.5 * variance, sqrt(variance))


def ciw_network() -> Any:
    return ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(RATE), None],
        service_distributions=[ciw_lognormal(GREETING, CV["greeting"]), ciw.dists.Exponential(1.0 / ADVISING)],
        number_of_servers=list(AGENTS.values()),
        routing=[[0.0, ONWARD["reception"]], [ONWARD["advice"], 0.0]],
        reneging_time_distributions=[
            ciw.dists.Exponential(1.0 / PATIENCE["reception"]),
            ciw_lognormal(PATIENCE["advice"], CV["patience"]),
        ],
    )


def summary(touchpoint_of: np.ndarray, wait: np.ndarray, abandoned: np.ndarray) -> dict[str, float]:
    result = {}
    for place, name in enumerate(AGENTS):
        here = touchpoint_of == place
        result[f"{name} wait of served"] = float(wait[here & ~abandoned].mean())
        result[f"{name} wait of abandoned"] = float(wait[here & abandoned].mean())
        result[f"{name} share abandoned"] = float(abandoned[here].mean())
        result[f"{name} share waiting"] = float((wait[here] > 0).mean())
        result[f"{name} encounters"] = float(here.sum())
    return result


def by_servsim(log: EncounterLog) -> dict[str, float]:
    rows = counted(log, WINDOW)
    return summary(rows.touchpoint, rows.wait, rows.outcome == Outcome.ABANDONED)


def by_ciw(seed: int) -> dict[str, float]:
    ciw.seed(seed)
    simulation = ciw.Simulation(ciw_network())
    simulation.simulate_until_max_time(DAY)
    records = [record for record in simulation.get_all_records() if WINDOW.start <= record.arrival_date < WINDOW.end]
    return summary(
        np.array([record.node - 1 for record in records]),
        np.array([record.waiting_time for record in records]),
        np.array([record.record_type == "renege" for record in records]),
    )


def estimates(rows: list[dict[str, float]]) -> dict[str, Estimate]:
    return {name: Estimate.of(np.array([row[name] for row in rows])) for name in rows[0]}


@pytest.fixture(scope="module")
def ciw_says() -> dict[str, Estimate]:
    return estimates([by_ciw(seed) for seed in range(REPLICATIONS)])


def test_waits_and_abandonment_agree_with_ciw(ciw_says: dict[str, Estimate]) -> None:
    servsim_says = estimates([by_servsim(log) for log in logs(journey(), REPLICATIONS)])
    for name, other in ciw_says.items():
        own = servsim_says[name]
        assert max(own.error, other.error) < SHARE * other.mean, name
        assert own.agrees(other.mean, other.error), name


def test_twin_one_adviser_more_is_noticed(ciw_says: dict[str, Estimate]) -> None:
    raw = journey()
    raw["teams"]["advice"] = team(AGENTS["advice"] + 1)
    twin = estimates([by_servsim(log) for log in logs(raw, REPLICATIONS)])
    for name in ("advice wait of served", "advice share abandoned", "advice share waiting"):
        assert not twin[name].agrees(ciw_says[name].mean, ciw_says[name].error), name
    unchanged = "reception wait of served"
    assert twin[unchanged].agrees(ciw_says[unchanged].mean, ciw_says[unchanged].error)
