"""The formulas of servsim.theory against values that were computed apart from them, mostly by two routes."""

from collections.abc import Callable, Mapping
from math import exp, sin
from typing import Any

import pytest

from servsim import theory
from tests.oracles.reference import Case, cases

EXACT = 1e-8
SOLVED = 1e-6


def agree(found: Mapping[str, float], case: Case, within: float = EXACT) -> None:
    assert found, "proves nothing"
    assert {name: case.values[name] for name in found} == pytest.approx(dict(found), rel=within, abs=1e-12)


def parametrized(group: str) -> Callable[[Any], Any]:
    return pytest.mark.parametrize("case", cases(group), ids=str)


@parametrized("erlang_b")
def test_erlang_b(case: Case) -> None:
    agree({"P_block": theory.erlang_b(case.params["a"], case.params["c"])}, case)


@parametrized("mmc")
def test_erlang_c(case: Case) -> None:
    p = case.params
    queue = theory.ErlangC(float(p["lambda"]), 1 / p["mu"], p["c"])
    quantiles = {f"wait_q{q}": queue.wait_quantile(q / 100) for q in (50, 80, 90, 95, 99)}
    agree(
        {
            "rho": queue.occupancy,
            "P_wait": queue.wait_probability,
            "Lq": queue.mean_queue,
            "Wq": queue.mean_wait,
            "var_Wq": queue.wait_variance,
            "P_wait_gt_t": queue.wait_exceedance(p["t"]),
            **quantiles,
        },
        case,
    )


@parametrized("erlang_a")
def test_erlang_a(case: Case) -> None:
    p = case.params
    queue = theory.ErlangA(p["lambda"], 1 / p["mu"], p["c"], 1 / p["theta"])
    agree(
        {
            "P_wait": queue.wait_probability,
            "P_abandon": queue.abandonment,
            "Lq": queue.mean_queue,
            "E_wait": queue.mean_wait,
            "E_wait_served": queue.mean_wait_served,
            "E_wait_abandoned": queue.mean_wait_abandoned,
            "utilization": queue.occupancy,
            "P_wait_gt_T": queue.wait_exceedance(p["T"]),
            "P_served_within_T": queue.service_level(p["T"]),
        },
        case,
    )


@parametrized("mmcK")
def test_finite_room(case: Case) -> None:
    p = case.params
    room = theory.FiniteRoom(p["lambda"], 1 / p["mu"], p["c"], p["K"] - p["c"])
    found = {
        "P_block": room.turned_away,
        "Lq": room.mean_queue,
        "Wq": room.mean_wait,
        "utilization": room.occupancy,
    }
    agree(found, case)


@parametrized("mg1")
def test_pollaczek_khinchine(case: Case) -> None:
    p = case.params
    queue = theory.SingleAgent(p["lambda"], p["mean_S"], max(0.0, p["E_S2"] / p["mean_S"] ** 2 - 1) ** 0.5)
    found = {"Wq": queue.mean_wait, "Lq": queue.mean_queue, "P_wait": queue.occupancy}
    agree({**found, "var_Wq": queue.wait_variance(p["E_S3"])}, case)


@parametrized("mgc")
def test_general_handling(case: Case) -> None:
    p = case.params
    queue, cv = theory.ErlangC(p["lambda"], 1.0, p["c"]), p["cv2"] ** 0.5
    found = {"approx_LL": theory.lee_longton(queue, cv), "approx_interp": theory.two_moment(queue, cv)}
    agree(found, case)
    exact = case.values["Wq_exact"]
    assert abs(found["approx_interp"] - exact) < 0.08 * exact
    assert abs(found["approx_interp"] - exact) < abs(found["approx_LL"] - exact) + 1e-9


@parametrized("gim1")
def test_renewal_arrivals(case: Case) -> None:
    rate, kind = case.params["lambda"], case.params["interarrival"]
    queue = theory.RenewalArrivals(rate, 1 / case.params["mu"], transform_of(kind, rate))
    agree({"sigma": queue.wait_probability, "Wq": queue.mean_wait}, case)


def transform_of(kind: str, rate: float) -> Callable[[float], float]:
    if kind == "deterministic":
        return lambda s: exp(-s / rate)
    if kind == "erlang k=2":
        return lambda s: (2 * rate / (2 * rate + s)) ** 2
    share = 0.5 * (1 + (3 / 5) ** 0.5)  # balanced means, squared CV 4
    one, other = 2 * share * rate, 2 * (1 - share) * rate
    return lambda s: share * one / (one + s) + (1 - share) * other / (other + s)


@parametrized("gg1")
def test_general_arrivals(case: Case) -> None:
    p = case.params
    given = (p["lambda"], p["mean_S"], theory.Variability(p["ca2"], p["cs2"]))
    found = {
        "kingman": theory.kingman(*given),
        "klb": theory.kraemer_langenbach_belz(*given),
        "kingman_upper_bound": theory.kingman_bound(*given),
    }
    agree(found, case)
    assert case.values["Wq_exact"] <= found["kingman_upper_bound"]


def waits_by_class(waits: list[float]) -> dict[str, float]:
    return {f"Wq_{place}": wait for place, wait in enumerate(waits, start=1)}


@parametrized("priority_mg1_nonpreemptive")
def test_priorities_of_one_agent(case: Case) -> None:
    p = case.params
    agree(waits_by_class(theory.priority_waits_single(p["lambda"], p["mean_S"], p["E_S2"])), case)


@parametrized("priority_mmc_nonpreemptive")
def test_priorities_of_a_team(case: Case) -> None:
    p = case.params
    agree(waits_by_class(theory.priority_waits(p["lambda"], 1 / p["mu"], p["c"])), case)


@parametrized("priority_mg1_preemptive_resume")
def test_interrupting_priorities(case: Case) -> None:
    p = case.params
    times = theory.preemptive_times(p["lambda"], p["mean_S"], p["E_S2"])
    agree({f"T_{place}": time for place, time in enumerate(times, start=1)}, case)


@parametrized("jackson_open")
def test_jackson(case: Case) -> None:
    p = case.params
    agents = tuple(None if count == "inf" else count for count in p["c"])
    network = theory.JacksonNetwork(p["lambda0"], p["P"], [1 / mu for mu in p["mu"]], agents)
    found = {"sojourn": network.journey_minutes, "visits_per_arrival": network.visits}
    for place, queue in enumerate(network.queues):
        found[f"gamma_{place + 1}"] = network.arrivals[place]
        found[f"L_{place + 1}"] = network.present[place]
        if queue is not None:
            found[f"Wq_{place + 1}"], found[f"rho_{place + 1}"] = queue.mean_wait, queue.occupancy
    agree(found, case)


@parametrized("repeat_contacts")
def test_repeat_contacts(case: Case) -> None:
    p = case.params
    arrivals = p["lambda_first"] * theory.contacts_per_issue(p["r"])
    queue = theory.ErlangC(arrivals, 1 / p["mu"], p["c"])
    found = {"lambda_eff": arrivals, "rho": queue.occupancy, "P_wait": queue.wait_probability, "Wq": queue.mean_wait}
    agree(found, case)


@parametrized("staffing_min_servers")
def test_smallest_team(case: Case) -> None:
    p = case.params
    rate, handling = p["lambda_per_min"], p["mean_handling_min"]

    def level(agents: int) -> float:
        return theory.ErlangC(rate, handling, agents).service_level(p["T_min"])

    agents = theory.smallest_team(rate * handling, lambda count: level(count) >= p["target"])
    found = {"c_min": agents, "service_level": level(agents), "service_level_c_minus_1": level(agents - 1)}
    agree({**found, "ASA_min": theory.ErlangC(rate, handling, agents).mean_wait}, case)


@parametrized("halfin_whitt")
def test_halfin_whitt(case: Case) -> None:
    p = case.params
    exact = theory.ErlangC(p["R"], 1.0, p["c"]).wait_probability
    agree({"hw_P_wait": theory.halfin_whitt(p["beta"]), "exact_P_wait": exact}, case)
    assert theory.square_root_staffing(p["R"], p["beta"]) == p["c"]


@parametrized("mt_m_inf_sine")
def test_infinite_agents_exponential(case: Case) -> None:
    p = case.params
    sine, mean = theory.Sine(p["lbar"], p["beta"], p["g"]), 1 / p["mu"]
    found = {name: sine.load_exponential(mean, float(name[2:-1])) for name in case.values if name.startswith("m(")}
    agree({**found, "lag": sine.lag_minutes(mean), "m_max": sine.peak_exponential(mean)}, case)


@parametrized("mt_d_inf_sine")
def test_infinite_agents_constant(case: Case) -> None:
    p = case.params
    sine = theory.Sine(p["lbar"], p["beta"], p["g"])
    agree({name: sine.load_constant(p["d"], float(name[2:-1])) for name in case.values}, case)


@parametrized("mt_m_c_transient")
def test_transient(case: Case) -> None:
    p = case.params
    moments = {name: float(name.split("(")[1][:-1]) for name in case.values}
    queue = theory.Transient(rate_of(p), 1 / p["mu"], p["c"], max(moments.values()))
    found = {
        name: queue.present(at) if name.startswith("E_N") else queue.wait_probability(at)
        for name, at in moments.items()
    }
    agree(found, case, SOLVED)


def rate_of(params: dict[str, Any]) -> Callable[[float], float]:
    return lambda minute: params["lbar"] + params["beta"] * sin(params["g"] * minute)


def test_twin_a_wrong_value_is_noticed() -> None:
    case = cases("erlang_b")[0]
    with pytest.raises(AssertionError):
        agree({"P_block": case.values["P_block"] * (1 + 3 * EXACT)}, case)
