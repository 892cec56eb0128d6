"""The model of the two dials once more, now through scenario, plan and engine: Monte Carlo against the closed forms."""

from math import sqrt
from typing import Any

import numpy as np
import pytest

from servsim.delivery import compile_plan
from servsim.delivery.encounter.dials import mean_distance, time_factor
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.demand import draw_customers
from servsim.scenario import Scenario
from tests.oracles.encounters import EFFECTS
from tests.oracles.queues import DAY, SEED, Estimate, Raw, simulate
from tests.oracles.reference import Case, cases

MEASURED = {"standardization": 0.5, "personalization": 0.3}
FAMILIES: dict[str, Raw | str] = {
    "constant": "6 min",
    "exponential": {"exponential": {"mean": "6 min"}},
    "lognormal": {"lognormal": {"mean": "6 min", "cv": 0.8}},
    "gamma": {"gamma": {"mean": "6 min", "cv": 0.8}},
    "weibull": {"weibull": {"mean": "6 min", "cv": 0.8}},
    "erlang": {"erlang": {"mean": "6 min", "phases": 3}},
    "uniform": {"uniform": {"low": "2 min", "high": "10 min"}},
    "triangular": {"triangular": {"low": "1 min", "likely": "5 min", "high": "12 min"}},
    "pert": {"pert": {"low": "2 min", "likely": "5 min", "high": "14 min"}},
    "empirical": {"empirical": ["2 min", "4 min", "4 min", "9 min", "11 min"]},
}


def kiosk(handling: Raw | str, spread: float = 0.5, per_hour: float = 900.0) -> Raw:
    """Self-service: nobody waits, so nothing but the dials acts on the handling time."""
    return {
        "segments": {"all": {"arrivals": {"per_hour": per_hour}, "needs": {"spread": spread}}},
        "touchpoints": {"kiosk": {"handling": handling, "defects": "0 %", **MEASURED}},
    }


def one_log(scenario: Scenario) -> EncounterLog:
    log = simulate(compile_plan(scenario), draw_customers(scenario, SEED, 0), None)
    return log.where(log.served & (log.joined < DAY - 120.0))


def spread_of_factor(s: float, p: float, spread: float) -> float:
    """Squared CV of the mean time over needs: needs are normal, distances folded normal."""
    distance = mean_distance(0.0, spread)
    slope = time_factor(s, p, 1.0, EFFECTS) - time_factor(s, p, 0.0, EFFECTS)
    return (slope / time_factor(s, p, distance, EFFECTS)) ** 2 * (spread**2 - distance**2)


@pytest.mark.parametrize("family", FAMILIES)
def test_at_the_anchor_any_family_returns_the_data(family: str) -> None:
    scenario = Scenario.model_validate(kiosk(FAMILIES[family]))
    stated = scenario.touchpoints["kiosk"].handling.family.moments()
    log = one_log(scenario)
    first, second = Estimate.of(log.ended - log.started), Estimate.of((log.ended - log.started) ** 2)
    squares = stated.mean**2 * (1 + stated.cv**2) * (1 + spread_of_factor(0.5, 0.3, 0.5))
    assert first.error < 0.02 * stated.mean
    assert second.error < 0.05 * squares
    assert first.agrees(stated.mean)
    assert second.agrees(squares)


def moved(params: dict[str, float], family: str) -> Scenario:
    measured = Scenario.model_validate(kiosk({family: {"mean": "6 min", "cv": params["cv_obs"]}}, params["h"]))
    dials = {"standardization": params["s"], "personalization": params["p"]}
    return measured.with_changes({"touchpoints.kiosk": dials})


@pytest.mark.parametrize("case", cases("model_handling_time")[1:], ids=str)
@pytest.mark.parametrize("family", ["lognormal", "gamma", "weibull"])
def test_an_option_moves_the_mean_and_the_spread(case: Case, family: str) -> None:
    log = one_log(moved(case.params, family))
    time = log.ended - log.started
    first, second = Estimate.of(time), Estimate.of(time**2)
    assert first.error < 0.02 * case.values["E_T"]
    assert second.error < 0.06 * case.values["E_T2"]
    assert first.agrees(case.values["E_T"])
    assert second.agrees(case.values["E_T2"])
    assert time.min() > 0.0


def test_twin_an_option_without_its_anchor_is_noticed() -> None:
    case = cases("model_handling_time")[1]
    unanchored = kiosk({"lognormal": {"mean": "6 min", "cv": 0.8}}, case.params["h"])
    unanchored["touchpoints"]["kiosk"] |= {"standardization": case.params["s"], "personalization": case.params["p"]}
    log = one_log(Scenario.model_validate(unanchored))
    assert not Estimate.of(log.ended - log.started).agrees(case.values["E_T"])


def test_customers_with_unusual_needs_take_longer_by_the_factor_of_their_distance() -> None:
    scenario = Scenario.model_validate(kiosk("6 min")).with_changes({"touchpoints.kiosk.personalization": 0.8})
    log = one_log(scenario)
    anchor = time_factor(0.5, 0.3, mean_distance(0.0, 0.5), EFFECTS)
    factors = np.array([time_factor(0.5, 0.8, abs(distance), EFFECTS) for distance in log.distance.tolist()])
    assert log.ended - log.started == pytest.approx(6.0 * factors / anchor, rel=1e-9)
    order = np.argsort(np.abs(log.distance))
    assert np.all(np.diff((log.ended - log.started)[order]) > -1e-9)
    assert np.std(np.abs(log.distance)) > 0.2


AGENTS, LOAD = 400, 0.5


def big_team(params: dict[str, Any]) -> Scenario:
    """So many agents that nobody waits: each agent's style shows in some hundred encounters."""
    rate = 60.0 * LOAD * AGENTS / 6.0
    needs = {"mean": params["mu_g"], "spread": params["h"]}
    point = {"handling": "6 min", "defects": "0 %", "standardization": params["s"], "personalization": params["p"]}
    return Scenario.model_validate(
        {
            "segments": {"all": {"arrivals": {"per_hour": rate}, "needs": needs}},
            "teams": {"desk": {"agents": AGENTS}},
            "touchpoints": {"desk": {"team": "desk", **point}},
        }
    )


def between_and_within(log: EncounterLog) -> tuple[float, float, float]:
    """Variance components of the quality by the analysis of variance, and the variance of an agent's mean."""
    counts = np.bincount(log.agent, minlength=AGENTS)
    means = np.bincount(log.agent, log.quality, AGENTS) / counts
    within = float(((log.quality - means[log.agent]) ** 2).sum() / (len(log) - AGENTS))
    squares = float((counts * (means - log.quality.mean()) ** 2).sum() / (AGENTS - 1))
    size = (len(log) - (counts**2).sum() / len(log)) / (AGENTS - 1)
    return (squares - within) / size, within, squares / size


@pytest.mark.parametrize("case", [cases("model_quality")[n] for n in (0, 2, 3)], ids=str)
def test_quality_of_a_team(case: Case) -> None:
    log = one_log(big_team(case.params))
    assert not log.wait.any()
    counts = np.bincount(log.agent, minlength=AGENTS)
    assert counts.min() > 50
    by_agent = np.bincount(log.agent, log.quality, AGENTS) / counts
    between, within, level = between_and_within(log)
    between_error = sqrt(2.0 / AGENTS) * level
    within_error = case.values["var_within"] * sqrt(4.0 / len(log))
    assert Estimate.of(by_agent).error < 0.01
    assert Estimate.of(by_agent).agrees(case.values["E_Q"])
    assert Estimate(between, between_error).agrees(case.values["var_between"])
    assert Estimate(within, within_error).agrees(case.values["var_within"])
    missed = np.bincount(log.agent, ~log.resolved, AGENTS) / counts
    assert Estimate.of(missed).error < 0.05 * case.values["P_beyond"]
    assert Estimate.of(missed).agrees(case.values["P_beyond"])


def test_twin_agents_without_a_style_of_their_own_are_noticed() -> None:
    case = cases("model_quality")[2]
    alike = big_team(case.params).with_changes({"quality.sd_between": 0})
    between, _, level = between_and_within(one_log(alike))
    assert not Estimate(between, sqrt(2.0 / AGENTS) * level).agrees(case.values["var_between"])
