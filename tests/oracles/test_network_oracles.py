"""Priorities, networks and repeat contacts against Cobham's and Jackson's formulas.

Walks through a network are limited (``visits_at_most``), theory's are not; the limits here are high enough that fewer
than one customer in a hundred thousand meets them.
"""

from typing import Any

import numpy as np
import pytest

from servsim.delivery.log.encounter_log import EncounterLog
from tests.oracles.queues import (
    Estimate,
    Length,
    Raw,
    Window,
    counted,
    disagreements,
    exponential,
    measure,
    minutes,
    number_present,
    segment,
    service,
    team,
    touchpoint,
    waits,
)
from tests.oracles.reference import Case, cases

QUICK, EXACT = 0.05, 0.02
VISITS = 8


def priority_raw(rates: list[float], handling: list[Raw | str], agents: int) -> Raw:
    names = [f"class_{place}" for place in range(1, len(rates) + 1)]
    segments = {
        name: segment(rate, priority=place) for place, (name, rate) in enumerate(zip(names, rates, strict=True), 1)
    }
    by_segment = dict(zip(names, handling, strict=True))
    return service(segments, {"desk": team(agents)}, {"counter": touchpoint({"by_segment": by_segment})})


def waits_by_class(log: EncounterLog, window: Window) -> dict[str, float]:
    inside = counted(log, window)
    result = {f"Wq_{n + 1}": float(inside.wait[inside.segment == n].mean()) for n in np.unique(inside.segment)}
    return result | {"Wq_mean": float(inside.wait.mean())}


def waits_expected(case: Case) -> dict[str, float]:
    return {name: value for name, value in case.values.items() if name.startswith("Wq_")}


def cobham_raw(case: Case, more_agents: int = 0) -> Raw:
    rates = case.params["lambda"]
    service_time: Raw | str = exponential(1.0 / case.params["mu"])
    return priority_raw(rates, [service_time] * len(rates), case.params["c"] + more_agents)


@pytest.mark.parametrize(
    ("number", "share", "length"),
    [
        pytest.param(0, QUICK, 3000.0),
        pytest.param(0, EXACT, 15_000.0, marks=pytest.mark.long),
        pytest.param(1, EXACT, 12_000.0, marks=pytest.mark.long),
    ],
)
def test_priorities_in_a_team(number: int, share: float, length: float) -> None:
    case = cases("priority_mmc_nonpreemptive")[number]
    found = measure(cobham_raw(case), Length(20, length), waits_by_class)
    assert disagreements(found, waits_expected(case), share) == []


def test_twin_without_priorities_is_noticed() -> None:
    case = cases("priority_mmc_nonpreemptive")[0]
    raw = cobham_raw(case)
    for part in raw["segments"].values():
        part["priority"] = 1
    found = measure(raw, Length(20, 700.0), waits_by_class)
    for name in ("Wq_1", "Wq_2"):
        assert not found[name].agrees(case.values[name]), name


def handling_of(mean: float, second_moment: float) -> Raw | str:
    """Constant or exponential handling, or a gamma with these moments."""
    if second_moment == mean * mean:
        return minutes(mean)
    if second_moment == 2.0 * mean * mean:
        return exponential(mean)
    return {"gamma": {"mean": minutes(mean), "cv": (second_moment / mean**2 - 1.0) ** 0.5}}


@pytest.mark.parametrize(
    ("number", "share", "length"),
    [
        pytest.param(0, QUICK, 4000.0),
        pytest.param(1, EXACT, 30_000.0, marks=pytest.mark.long),
    ],
)
def test_priorities_with_one_agent_and_other_handling_times(number: int, share: float, length: float) -> None:
    case = cases("priority_mg1_nonpreemptive")[number]
    moments = zip(case.params["mean_S"], case.params["E_S2"], strict=True)
    raw = priority_raw(case.params["lambda"], [handling_of(*pair) for pair in moments], 1)
    found = measure(raw, Length(20, length), waits_by_class)
    assert disagreements(found, waits_expected(case), share) == []


def network_raw(params: dict[str, Any], more_agents: int = 0) -> Raw:
    nodes = range(1, len(params["mu"]) + 1)
    total = sum(params["lambda0"])
    agents = {n: params["c"][n - 1] for n in nodes}
    starts = {f"node_{n}": f"{100 * params['lambda0'][n - 1] / total!r} %" for n in nodes if params["lambda0"][n - 1]}
    touchpoints = {
        f"node_{n}": touchpoint(
            exponential(1.0 / params["mu"][n - 1]),
            team=None if agents[n] == "inf" else f"team_{n}",
            next={f"node_{m}": f"{100 * params['P'][n - 1][m - 1]!r} %" for m in nodes},
            visits_at_most=VISITS,
        )
        for n in nodes
    }
    teams = {f"team_{n}": team(agents[n] + more_agents) for n in nodes if agents[n] != "inf"}
    return service({"all": segment(total)}, teams, touchpoints, start=starts)


def network_measures(log: EncounterLog, window: Window) -> dict[str, float]:
    inside = counted(log, window)
    result: dict[str, float] = {}
    for node in np.unique(log.touchpoint):
        here = inside.touchpoint == node
        result[f"Wq_{node + 1}"] = float(inside.wait[here].mean())
        result[f"gamma_{node + 1}"] = float(here.sum()) / (window.end - window.start)
        result[f"L_{node + 1}"] = number_present(log.where(log.touchpoint == node), window)
    return result | journeys(log, window)


def journeys(log: EncounterLog, window: Window) -> dict[str, float]:
    """Mean time in the service and mean number of encounters of customers whose journey began in the window."""
    customers = int(log.customer.max()) + 1
    began, ended = np.full(customers, np.inf), np.full(customers, -np.inf)
    np.minimum.at(began, log.customer, log.joined)
    np.maximum.at(ended, log.customer, np.where(np.isnan(log.ended), np.inf, log.ended))
    visits = np.bincount(log.customer, minlength=customers)
    complete = (began >= window.start) & (began < window.end - 60.0) & np.isfinite(ended)
    return {
        "sojourn": float((ended - began)[complete].mean()),
        "visits_per_arrival": float(visits[complete].mean()),
    }


def network_expected(case: Case, *kinds: str) -> dict[str, float]:
    return {name: value for name, value in case.values.items() if name.startswith(kinds)}


LEVELS = ("gamma_", "L_", "sojourn", "visits_per_arrival")


@pytest.mark.parametrize(
    ("share", "length"),
    [
        pytest.param(QUICK, 4000.0, id="quick"),
        pytest.param(EXACT, 22_000.0, marks=pytest.mark.long, id="exact"),
    ],
)
def test_two_queues_with_feedback(share: float, length: float) -> None:
    case = cases("jackson_open")[1]
    found = measure(network_raw(case.params), Length(20, length, 200.0, 100.0), network_measures)
    assert disagreements(found, network_expected(case, "Wq_", *LEVELS), share) == []


@pytest.mark.long
def test_three_teams_with_rework() -> None:
    """Waits are a small part of the time here: 2 % of their means would take ten times as many customers."""
    case = cases("jackson_open")[0]
    found = measure(network_raw(case.params), Length(20, 4500.0, 200.0, 100.0), network_measures)
    assert disagreements(found, network_expected(case, *LEVELS), EXACT) == []
    assert disagreements(found, network_expected(case, "Wq_"), QUICK) == []


def test_self_service_before_a_team() -> None:
    """The first node has no team (infinitely many servers); hardly anybody waits at the second."""
    case = cases("jackson_open")[2]
    found = measure(network_raw(case.params), Length(10, 200.0, 120.0, 100.0), network_measures)
    assert found["Wq_1"] == Estimate(0.0, 0.0)
    assert disagreements(found, network_expected(case, *LEVELS), EXACT) == []


def test_twin_another_routing_is_noticed() -> None:
    case = cases("jackson_open")[1]
    other = case.params | {"P": [[0.0, 0.6], [0.2, 0.0]]}
    found = measure(network_raw(other), Length(20, 1000.0, 200.0, 100.0), network_measures)
    for name in ("gamma_1", "visits_per_arrival", "sojourn"):
        assert not found[name].agrees(case.values[name]), name


def repeat_raw(params: dict[str, Any], probability: float) -> Raw:
    """Every contact is unresolved (a defect nobody catches), so whether it returns is a matter of the coin alone."""
    return service(
        {"all": segment(params["lambda_first"])},
        {"desk": team(params["c"])},
        {"counter": touchpoint(exponential(1.0 / params["mu"])) | {"defects": "100 %"}},
        repeat={"probability": probability, "delay": "20 min", "attempts_at_most": 5},
    ) | {"defect": {"rework": 0, "detect_base": 0, "detect_standard": 0}}


def repeat_measures(log: EncounterLog, window: Window) -> dict[str, float]:
    inside = counted(log, window)
    return {
        **waits(inside),
        "lambda_eff": len(inside) / (window.end - window.start),
        "resolved": float(inside.resolved.mean()),
        "r": float(inside.comes_back[inside.served].mean()),
    }


@pytest.mark.parametrize(
    ("number", "share", "length"),
    [
        pytest.param(0, QUICK, 1500.0),
        pytest.param(0, EXACT, 9000.0, marks=pytest.mark.long),
    ],
)
def test_repeat_contacts(number: int, share: float, length: float) -> None:
    case = cases("repeat_contacts")[number]
    replications = 15 if share == QUICK else 20
    raw = repeat_raw(case.params, case.params["r"])
    found = measure(raw, Length(replications, length, 240.0, 120.0), repeat_measures)
    assert found["resolved"] == Estimate(0.0, 0.0)
    theory = {name: case.values[name] for name in ("lambda_eff", "P_wait", "Wq")} | {"r": case.params["r"]}
    assert disagreements(found, theory, share) == []


def test_twin_contacts_that_do_not_come_back_are_noticed() -> None:
    case = cases("repeat_contacts")[0]
    found = measure(repeat_raw(case.params, 0.0), Length(6, 600.0, 240.0, 120.0), repeat_measures)
    for name in ("lambda_eff", "P_wait", "Wq"):
        assert not found[name].agrees(case.values[name]), name


def retrial_raw(params: dict[str, Any]) -> Raw:
    """Who finds all agents busy leaves at once and tries again, up to twenty times (theory: until served)."""
    tries = {"probability": 1, "delay": minutes(1.0 / params["theta"]), "attempts_at_most": 20}
    return service(
        {"all": segment(params["lambda"], patience="0 min")},
        {"desk": team(params["c"])},
        {"counter": touchpoint(exponential(1.0 / params["mu"]))},
        redial=tries,
    )


def retrial_measures(log: EncounterLog, window: Window) -> dict[str, float]:
    """What first tries meet, and how long it takes from the first try until handling begins."""
    first = counted(log.where(log.contact == 0), window)
    began = np.full(int(log.customer.max()) + 1, np.nan)
    began[log.customer[log.served]] = log.started[log.served]
    in_orbit = began[first.customer] - first.joined
    return {
        "P_block": float((~first.served).mean()),
        "E_wait_in_orbit": float(np.nanmean(in_orbit)),
        "lost": float(np.isnan(in_orbit).mean()),
    }


@pytest.mark.long
def test_trying_again_until_an_agent_is_free() -> None:
    case = cases("retrial_mmcc")[3]
    found = measure(retrial_raw(case.params), Length(70, 1200.0, 120.0, 100.0), retrial_measures)
    theory = {name: case.values[name] for name in ("P_block", "E_wait_in_orbit")}
    assert disagreements(found, theory, EXACT) == []
    assert found["lost"].mean < 1e-3
    assert not found["P_block"].agrees(case.values["approx_slow_P_block"])
    assert not found["P_block"].agrees(case.values["approx_fast_P_block"])
