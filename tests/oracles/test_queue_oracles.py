"""One pool of agents against queueing theory: M/M/c, M/M/c/K, Erlang A, M/G/1.

A reference value counts as met when the mean over replications lies within 4 standard errors of it and the standard
error is below 5 % of the value; the tests marked long ask for 2 %.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from servsim.delivery.log.encounter_log import EncounterLog
from tests.oracles.queues import (
    Length,
    Raw,
    counted,
    disagreements,
    exponential,
    length_for,
    measure,
    number_present,
    pool,
    waits,
)
from tests.oracles.reference import Case, cases

QUICK, EXACT = 0.05, 0.02
SHORT_MEMORY = (120.0, 60.0)  # warm-up and margin, minutes, of queues that forget within a few service times
CONSTANT = "1 min"
SERVICES: dict[int, Raw | str] = {
    0: CONSTANT,
    1: {"erlang": {"mean": "1 min", "phases": 2}},
    3: {"lognormal": {"mean": "1 min", "cv": 0.5}},
    4: {"uniform": {"low": "0 min", "high": "2 min"}},
}


def quick_and_long(group: str, quick: Sequence[int], long: Sequence[int]) -> list[Any]:
    known = cases(group)
    return [pytest.param(known[n], QUICK, id=f"{known[n]}") for n in quick] + [
        pytest.param(known[n], EXACT, marks=pytest.mark.long, id=f"{known[n]}-exact") for n in long
    ]


def measured(raw: Raw, length: Length, beyond: float | None = None) -> dict[str, Any]:
    def measures(log: EncounterLog, window: Any) -> dict[str, float]:
        return {**waits(counted(log, window), beyond), "L": number_present(log, window)}

    return measure(raw, length, measures)


def mmc_raw(params: dict[str, Any], more_agents: int = 0) -> Raw:
    return pool(float(params["lambda"]), params["c"] + more_agents, exponential(1 / params["mu"]))


MMC = ("Wq", "P_wait", "L", "P_wait_gt_t")


@pytest.mark.parametrize(("case", "share"), quick_and_long("mmc", (0, 2), (0, 1, 2)))
def test_erlang_c(case: Case, share: float) -> None:
    asymptotic = case.values["asymvar_N"]
    length = length_for(asymptotic, share * case.values["Lq"])
    found = measured(mmc_raw(case.params), length, case.params["t"])
    assert disagreements(found, {name: case.values[name] for name in MMC}, share) == []
    counted_minutes = length.window.end - length.window.start
    honest = (asymptotic / counted_minutes / length.replications) ** 0.5
    assert 0.5 < found["L"].error / honest < 1.7  # the error over 20 replications is the one theory knows


def test_twin_one_agent_more_is_noticed() -> None:
    case = cases("mmc")[1]
    found = measured(mmc_raw(case.params, more_agents=1), Length(20, 700.0), case.params["t"])
    for name in MMC:
        assert not found[name].agrees(case.values[name]), name


def mmck_raw(params: dict[str, Any], more_places: int = 0) -> Raw:
    places = params["K"] - params["c"] + more_places
    return pool(params["lambda"], params["c"], exponential(1 / params["mu"]), queue_limit=places)


@pytest.mark.parametrize(("case", "share"), quick_and_long("mmcK", (2,), (0, 1, 2)))
def test_limited_places(case: Case, share: float) -> None:
    length = Length(20, 1200.0 if share == QUICK else min(4000.0 / case.params["c"], 1250.0), *SHORT_MEMORY)
    found = measured(mmck_raw(case.params), length)
    assert disagreements(found, {name: case.values[name] for name in ("Wq", "P_block", "L")}, share) == []


def test_twin_one_place_more_is_noticed() -> None:
    case = cases("mmcK")[2]
    found = measured(mmck_raw(case.params, more_places=1), Length(20, 1200.0, *SHORT_MEMORY))
    assert not found["P_block"].agrees(case.values["P_block"])
    assert not found["Wq"].agrees(case.values["Wq"])


def erlang_a_raw(params: dict[str, Any], more_agents: int = 0) -> Raw:
    return pool(params["lambda"], params["c"] + more_agents, exponential(1 / params["mu"]), 1 / params["theta"])


def erlang_a_values(case: Case) -> dict[str, float]:
    same = {name: case.values[name] for name in ("P_wait", "P_abandon", "E_wait_served", "E_wait_abandoned", "L")}
    return same | {
        "Wq": case.values["E_wait"],
        "P_wait_gt_t": case.values["P_wait_gt_T"],
        "P_served_within": case.values["P_served_within_T"],
    }


@pytest.mark.parametrize(("case", "share"), quick_and_long("erlang_a", (1,), (1, 2, 3)))
def test_erlang_a(case: Case, share: float) -> None:
    length = Length(20, 1200.0 if share == QUICK else 20000.0 / case.params["c"], *SHORT_MEMORY)
    found = measured(erlang_a_raw(case.params), length, case.params["T"])
    assert disagreements(found, erlang_a_values(case), share) == []


def test_twin_more_agents_or_more_patience_are_noticed() -> None:
    case = cases("erlang_a")[1]
    length = Length(10, 600.0, *SHORT_MEMORY)
    more_agents = measured(erlang_a_raw(case.params, more_agents=1), length)
    more_patience = measured(erlang_a_raw(case.params | {"theta": 0.25}), length)
    for twin in (more_agents, more_patience):
        assert not twin["P_abandon"].agrees(case.values["P_abandon"])
        assert not twin["E_wait_served"].agrees(case.values["E_wait_served"])


@pytest.mark.parametrize(("case", "share"), quick_and_long("mg1", (0, 3), tuple(SERVICES)))
def test_pollaczek_khinchine(case: Case, share: float) -> None:
    raw = pool(case.params["lambda"], 1, SERVICES[case.number])
    spread = case.params["E_S2"]
    length = Length(20, 1900.0 * spread * (QUICK / share) ** 2)
    found = measured(raw, length)
    theory = {"Wq": case.values["Wq"], "P_wait": case.values["P_wait"]}
    assert disagreements(found, theory, share) == []


@pytest.mark.parametrize(
    ("number", "share", "length"),
    [
        pytest.param(0, QUICK, 1100.0, id="M/D/2"),
        pytest.param(1, EXACT, 11_000.0, marks=pytest.mark.long, id="M/E2/2-exact"),
        pytest.param(3, EXACT, 5000.0, marks=pytest.mark.long, id="M/D/5-exact"),
    ],
)
def test_several_agents_with_regular_services(number: int, share: float, length: float) -> None:
    case = cases("mgc")[number]
    handling = CONSTANT if case.params["service"] == "deterministic" else SERVICES[1]
    found = measured(pool(case.params["lambda"], case.params["c"], handling), Length(20, length))
    theory = {"Wq": case.values["Wq_exact"], "P_wait": case.values["P_wait_exact"]}
    assert disagreements(found, theory, share) == []


def test_twin_another_spread_of_service_is_noticed() -> None:
    found = measured(pool(0.8, 1, CONSTANT), Length(20, 2000.0))
    assert not found["Wq"].agrees(cases("mg1")[1].values["Wq"])
