"""Rates that change by time of day: infinitely many servers (Eick, Massey & Whitt) and a team that starts empty.

A sine becomes a profile of many steps, each with the mean rate of its interval; the unit of time is chosen so that the
sine's period is a whole share of a day.
"""

from math import cos, exp, pi
from typing import Any

import numpy as np
import pytest

from servsim.delivery.log.encounter_log import EncounterLog
from tests.oracles.queues import (
    DAY,
    Estimate,
    Raw,
    disagreements,
    exponential,
    logs,
    pool,
    segment,
    service,
    touchpoint,
)
from tests.oracles.reference import Case, cases

QUICK, EXACT = 0.05, 0.02
STEP = 5.0
PERIOD = {0: 1440.0, 1: 360.0, 2: 1440.0}
DAYS = {0: 420, 1: 30, 2: 20}
OPENED = 480.0


def time_of_day(minute: float) -> str:
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"


def mean_rate(params: dict[str, Any], start: float, end: float) -> float:
    """Mean of ``lbar + beta sin(g t)`` over an interval."""
    g = params["g"]
    return params["lbar"] + params["beta"] * (cos(g * start) - cos(g * end)) / (g * (end - start))


def profile(params: dict[str, Any], unit: float, step: float, length: float, opened: float = 0.0) -> dict[str, float]:
    """Arrivals per hour of each step; ``unit`` is the length in minutes of the oracle's unit of time."""
    starts = np.arange(0.0, length, step)
    return {
        time_of_day(opened + start): 60.0 / unit * mean_rate(params, start / unit, (start + step) / unit)
        for start in starts.tolist()
    }


def mean_of_steps(params: dict[str, Any], unit: float, instant: float, period: float) -> float:
    """Exact mean number at ``instant`` minutes with infinitely many servers and the stepwise rate since long ago."""
    total, decay = 0.0, params["mu"] / unit
    for start in np.arange(-20.0 * unit / params["mu"] // STEP * STEP, instant, STEP).tolist():
        end, place = min(start + STEP, instant), start % period
        rate = mean_rate(params, place / unit, (place + STEP) / unit)
        total += rate / params["mu"] * (exp(-decay * (instant - end)) - exp(-decay * (instant - start)))
    return total


def present_at(log: EncounterLog, instants: np.ndarray) -> np.ndarray:
    """Number of customers inside at each instant (in rising order)."""
    left = np.sort(np.where(np.isnan(log.ended), np.inf, log.ended))
    return np.searchsorted(np.sort(log.joined), instants, side="right") - np.searchsorted(left, instants, "right")


def unlimited(number: int, params: dict[str, Any]) -> tuple[Raw, float]:
    period = PERIOD[number]
    unit = period * params["g"] / (2.0 * pi)
    once = profile(params, unit, STEP, period)
    rates = {
        time_of_day(shift + STEP * place): rate
        for shift in np.arange(0.0, DAY, period).tolist()
        for place, rate in enumerate(once.values())
    }
    kiosk = touchpoint(exponential(unit / params["mu"]), team=None)
    return service({"all": segment(rates)}, {}, {"kiosk": kiosk}, clock={"days": DAYS[number]}), unit


def numbers_at(log: EncounterLog, minute: float, number: int) -> np.ndarray:
    """Numbers present at ``minute`` of each period from the third day on, far enough apart to be independent."""
    return present_at(log, np.arange(2.0 * DAY + minute, DAYS[number] * DAY, PERIOD[number]))


@pytest.mark.parametrize("case", cases("mt_m_inf_sine"), ids=str)
def test_infinitely_many_servers_follow_the_sine_with_its_lag(case: Case) -> None:
    raw, unit = unlimited(case.number, case.params)
    (log,) = logs(raw, 1)
    for name, value in case.values.items():
        if not name.startswith("m("):
            continue
        minute = float(name[2:-1]) * unit
        numbers = numbers_at(log, minute, case.number)
        exact = mean_of_steps(case.params, unit, minute, PERIOD[case.number])
        assert abs(exact - value) < 0.002 * value  # what the steps cost
        assert disagreements({name: Estimate.of(numbers)}, {name: exact}, EXACT) == []
        dispersion = numbers.var(ddof=1) / numbers.mean()
        assert abs(dispersion - 1.0) < 4.5 * (2.0 / numbers.size) ** 0.5  # Poisson


def test_twin_without_lag_is_noticed() -> None:
    case = cases("mt_m_inf_sine")[2]
    raw, unit = unlimited(2, case.params)
    (log,) = logs(raw, 1)
    at_once = case.params["lbar"] / case.params["mu"]  # what the rate of hour 0 and hour 12 would keep busy
    for hour in (0.0, 12.0):
        assert not Estimate.of(numbers_at(log, hour * unit, 2)).agrees(at_once)


def from_empty(params: dict[str, Any], unit: float, last: float, days: int, more_agents: int = 0) -> Raw:
    """A service that opens empty each day: as many independent runs as days."""
    length = (last + 1.0) * unit
    rates = profile(params, unit, 1.0, length, OPENED)
    raw = pool(0.0, params["c"] + more_agents, exponential(unit / params["mu"]))
    raw["segments"] = {"all": segment(rates)}
    clock = {"open": time_of_day(OPENED), "close": time_of_day(OPENED + length), "days": days}
    return raw | {"clock": clock}


def transient(raw: Raw, replications: int, agents: int, times: dict[float, float]) -> dict[str, Estimate]:
    """Estimates at ``times``: the oracle's times with their minutes since opening."""
    opened = np.arange(raw["clock"]["days"]) * DAY + OPENED
    numbers: dict[float, list[np.ndarray]] = {time: [] for time in times}
    for log in logs(raw, replications):
        for time, minute in times.items():
            numbers[time].append(present_at(log, opened + minute))
    result = {}
    for time, parts in numbers.items():
        result[f"E_N({time:g})"] = Estimate.of(np.concatenate(parts))
        result[f"P_busy({time:g})"] = Estimate.of(np.concatenate(parts) >= agents)
    return result


def transient_theory(case: Case, rare: float) -> dict[str, float]:
    return {name: value for name, value in case.values.items() if name.startswith("E_N") or value > rare}


@pytest.mark.parametrize(
    ("number", "unit", "replications", "share"),
    [
        pytest.param(0, 1.0, 1, QUICK, id="constant"),
        pytest.param(0, 1.0, 5, EXACT, marks=pytest.mark.long, id="constant-exact"),
        pytest.param(1, 10.0, 6, EXACT, marks=pytest.mark.long, id="sine-exact"),
    ],
)
def test_a_team_that_opens_empty(number: int, unit: float, replications: int, share: float) -> None:
    case = cases("mt_m_c_transient")[number]
    times = {float(name[4:-1]): float(name[4:-1]) * unit for name in case.values if name.startswith("E_N")}
    raw = from_empty(case.params, unit, max(times), 750)
    found = transient(raw, replications, case.params["c"], times)
    assert disagreements(found, transient_theory(case, rare=0.35), share) == []


def test_twin_an_agent_more_is_noticed_only_when_it_matters() -> None:
    case = cases("mt_m_c_transient")[0]
    raw = from_empty(case.params, 1.0, 20.0, 400, more_agents=1)
    found = transient(raw, 1, case.params["c"], {1.0: 1.0, 20.0: 20.0})
    assert found["E_N(1)"].agrees(case.values["E_N(1)"])
    assert not found["E_N(20)"].agrees(case.values["E_N(20)"])
