"""When something deals with the easy needs first, people get the hard ones: longer handling, more misses (T1.6).

The bot itself is not part of servsim yet; here it only picks, from the encounters of the real engine, those that it
would have passed on.
"""

from math import sqrt

import numpy as np
import pytest

from servsim.scenario import Scenario
from servsim.study import simulate
from tests.oracles.reference import Case, cases

CUSTOMERS_PER_HOUR = 2500


def served(spread: float) -> dict[str, np.ndarray]:
    """Distances, handling minutes and misses of one day of a service with ample staff."""
    scenario = Scenario.model_validate(
        {
            "segments": {
                "callers": {
                    "arrivals": {"per_hour": CUSTOMERS_PER_HOUR},
                    "needs": {"mean": 0, "spread": spread},
                }
            },
            "touchpoints": {"call": {"handling": {"constant": "6 min"}, "defects": "0 %"}},
        }
    )
    log = simulate(scenario, seed=6).log
    done = log.served
    return {
        "distance": log.distance[done],
        "handling": (log.ended - log.started)[done],
        "missed": (np.abs(log.deviation[done]) > 1.0).astype(float),
    }


def passed_on(distance: np.ndarray, params: dict[str, float]) -> np.ndarray:
    """Which encounters a bot leaves to people: it resolves with probability rho exp(-delta^2 / 2w^2)."""
    resolves = params["rho_b"] * np.exp(-(distance**2) / (2 * params["w"] ** 2))
    return np.random.default_rng(16).random(distance.size) >= resolves


@pytest.mark.parametrize("case", cases("model_bot_deflection"), ids=str)
def test_the_needs_that_are_left_are_harder(case: Case) -> None:
    all_calls = served(case.params["h"])
    left = passed_on(all_calls["distance"], case.params)
    squares = all_calls["distance"][left] ** 2
    error = squares.std(ddof=1) / sqrt(squares.size)
    assert error < 0.02 * case.values["E_theta2_escalated"]
    assert abs(squares.mean() - case.values["E_theta2_escalated"]) < 4 * error
    share = 1 - left.mean()
    assert abs(share - case.values["P_resolve"]) < 4 * sqrt(share * (1 - share) / left.size)
    # the twin: everybody's needs are not the needs that are left
    everybody = all_calls["distance"] ** 2
    assert abs(everybody.mean() - case.values["E_theta2_escalated"]) > 4 * everybody.std() / sqrt(everybody.size)


@pytest.mark.parametrize("case", cases("model_bot_deflection"), ids=str)
@pytest.mark.parametrize("what", ["handling", "missed"])
def test_people_take_longer_and_miss_more(case: Case, what: str) -> None:
    all_calls = served(case.params["h"])
    left = passed_on(all_calls["distance"], case.params)
    people, bot = all_calls[what][left], all_calls[what][~left]
    error = sqrt(people.var(ddof=1) / people.size + bot.var(ddof=1) / bot.size)
    assert people.mean() - bot.mean() > 4 * error
