"""The model of the two dials against its closed forms, by integrating the encounter's own functions.

Every draw enters ``y`` linearly, so a Gauss-Hermite rule over the four normals is exact for moments of ``y`` and good
to ten digits for those of the quality.
"""

from itertools import product
from math import log, sqrt
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize, minimize_scalar
from scipy.stats import norm

from servsim.delivery.encounter.dials import Dials, Effects, adaptation, mean_distance, time_factor, work_cv_ratio
from servsim.delivery.encounter.encounter import Chance, Condition, Need, Served, defect_probability, serve
from servsim.delivery.encounter.person import USUAL
from servsim.delivery.encounter.practice import practice_of
from tests.oracles.encounters import EFFECTS
from tests.oracles.reference import Case, cases

NO_DEFECT = -700.0
LEVELS = np.linspace(0.0, 1.0, 6).tolist()


def dials(s: float, p: float, measured: dict[str, float] | None = None) -> Dials:
    """A touchpoint at (s, p); ``measured`` says where and what was observed (else: here, 1 minute, no defects)."""
    known = measured or {}
    s_obs, p_obs, spread = known.get("s_obs", s), known.get("p_obs", p), known.get("h", 0.5)
    return Dials(
        standardization=s,
        personalization=p,
        target=0.0,
        standardization_observed=s_obs,
        personalization_observed=p_obs,
        handling_min=known.get("m_obs", 1.0),
        time_factor_observed=time_factor(s_obs, p_obs, mean_distance(0.0, spread), EFFECTS),
        work_cv_ratio=1.0,
        defect_logit=known.get("logit", NO_DEFECT),
    )


def normals(nodes: int) -> tuple[np.ndarray, np.ndarray]:
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    return points, weights / sqrt(2.0 * np.pi)


def outcome(at: Dials, needs: tuple[float, float], draws: tuple[float, ...], effects: Effects = EFFECTS) -> Served:
    """The encounter of a customer of a segment (mean, spread) with draws (Z1, Z2, B, W)."""
    visible, hidden, bias, variation = draws
    chance = Chance(work=1.0, bias=bias, variation=variation, defect=1.0, detection=1.0)
    return serve(practice_of(at, effects), USUAL, Need(*needs, visible, hidden), chance, Condition())


def deviations(at: Dials, needs: tuple[float, float], effects: Effects = EFFECTS) -> tuple[float, float]:
    """Mean and mean square of y, exact with two nodes for each normal."""
    points, weights = normals(2)
    pairs = [
        (outcome(at, needs, draws, effects).deviation, float(np.prod(weight)))
        for draws, weight in zip(product(points, repeat=4), product(weights, repeat=4), strict=True)
    ]
    return sum(y * w for y, w in pairs), sum(y * y * w for y, w in pairs)


def mean_square(s: float, p: float, h: float, effects: Effects = EFFECTS) -> float:
    return deviations(dials(s, p), (0.0, h), effects)[1]


def qualities(at: Dials, needs: tuple[float, float], nodes: int = 14) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """E[Q | B] and E[Q^2 | B] at the nodes of B, and the weights of those nodes."""
    points, weights = normals(nodes)
    weight = np.prod(list(product(weights, repeat=3)), axis=1)
    triples = list(product(points, repeat=3))
    first, second = np.empty(nodes), np.empty(nodes)
    for place, bias in enumerate(points.tolist()):
        quality = np.array([outcome(at, needs, (z1, z2, bias, w)).quality for z1, z2, w in triples])
        first[place], second[place] = (quality * weight).sum(), (quality**2 * weight).sum()
    return first, second, weights


@pytest.mark.parametrize("case", cases("model_quality"), ids=str)
def test_quality_and_its_variance_between_and_within_agents(case: Case) -> None:
    params, expected = case.params, case.values
    at, needs = dials(params["s"], params["p"]), (params["mu_g"], params["h"])
    mean, square = deviations(at, needs)
    first, second, weights = qualities(at, needs)
    mean_quality, between = float(first @ weights), float(first**2 @ weights)
    found = {
        "phi": adaptation(params["p"], params["s"], 1.0, EFFECTS.rigidity),
        "m": mean,
        "E_y2": square,
        "E_Q": mean_quality,
        "var_Q": float(second @ weights) - mean_quality**2,
        "var_between": between - mean_quality**2,
        "var_within": float(second @ weights) - between,
        "P_beyond": norm.sf((1 - mean) / sqrt(square - mean**2)) + norm.cdf((-1 - mean) / sqrt(square - mean**2)),
    }
    for name, value in found.items():
        assert value == pytest.approx(expected[name], rel=2e-7, abs=1e-9), name


@pytest.mark.parametrize("case", cases("model_quality"), ids=str)
def test_parts_of_the_variance_of_a_delivery(case: Case) -> None:
    params = case.params
    at, needs = dials(params["s"], params["p"]), (params["mu_g"], params["h"])
    middle = outcome(at, needs, (0.0, 0.0, 0.0, 0.0)).deviation
    steps = [outcome(at, needs, tuple(row)).deviation - middle for row in np.eye(4).tolist()]
    assert steps[0] ** 2 + steps[1] ** 2 == pytest.approx(case.values["V_fit"], abs=1e-9)
    assert steps[2] ** 2 == pytest.approx(case.values["V_between"], abs=1e-9)
    assert steps[3] ** 2 == pytest.approx(case.values["V_within"], abs=1e-9)


def handling_moments(params: dict[str, float]) -> tuple[float, float]:
    """E[T] and E[T^2]: work takes the values 1 - cv and 1 + cv, which gives the same moments as any other work."""
    at = dials(params["s"], params["p"], params)
    visible_only = practice_of(at, EFFECTS._replace(need_visibility=1.0))

    def time(visible: float, work: float) -> float:
        chance = Chance(work, 0.0, 0.0, 1.0, 1.0)
        return serve(visible_only, USUAL, Need(0.0, params["h"], visible, 0.0), chance, Condition()).handling_min

    works = (1.0 - params["cv_obs"], 1.0 + params["cv_obs"])
    moments = []
    for power in (1, 2):
        parts = [
            quad(lambda z, x=x, n=power: time(z, x) ** n * norm.pdf(z), *half, epsabs=1e-12, epsrel=1e-12)[0]
            for x in works
            for half in ((-12.0, 0.0), (0.0, 12.0))
        ]
        moments.append(sum(parts) / 2.0)
    return moments[0], moments[1]


@pytest.mark.parametrize("case", cases("model_handling_time"), ids=str)
def test_handling_time_and_its_spread(case: Case) -> None:
    params = case.params
    first, second = handling_moments(params)
    ratio = work_cv_ratio(dials(params["s"], params["p"], params), params["p"], EFFECTS)
    assert ratio == pytest.approx(case.values["r"], rel=1e-9)
    assert first == pytest.approx(case.values["E_T"], rel=1e-9)
    assert second == pytest.approx(case.values["E_T2"], rel=1e-9)
    assert sqrt(second / first**2 - 1.0) == pytest.approx(case.values["cv_T"], rel=1e-8)


@pytest.mark.parametrize("family_cv", [0.0, 0.3, 0.8])
def test_at_the_anchor_the_data_come_back(family_cv: float) -> None:
    params = {"m_obs": 6.0, "cv_obs": family_cv, "s_obs": 0.5, "p_obs": 0.3, "s": 0.5, "p": 0.3, "h": 0.5}
    first, second = handling_moments(params)
    of_needs = handling_moments(params | {"cv_obs": 0.0})
    cv_needs = sqrt(of_needs[1] / of_needs[0] ** 2 - 1.0)
    assert first == pytest.approx(6.0, rel=1e-9)
    assert second / first**2 - 1.0 == pytest.approx((1 + family_cv**2) * (1 + cv_needs**2) - 1.0, rel=1e-8, abs=1e-12)
    assert 0.001 < cv_needs < 0.04


@pytest.mark.parametrize("case", cases("model_interaction"), ids=str)
def test_the_dials_can_be_complements_or_substitutes(case: Case) -> None:
    params, step = case.params, 1e-3
    effects = EFFECTS._replace(rigidity=params["omega"], improvisation_noise=params["nu"])
    cross = sum(
        ds * dp * -mean_square(params["s"] + ds * step, params["p"] + dp * step, params["h"], effects)
        for ds, dp in product((-1, 1), repeat=2)
    )
    assert cross / (4 * step * step) == pytest.approx(case.values["cross_partial"], rel=1e-4, abs=1e-7)


def loss(point: np.ndarray | tuple[float, float], params: dict[str, Any]) -> float:
    s, p = (float(x) for x in point)
    return mean_square(s, p, params["h"]) + params["c_t"] * time_factor(s, p, mean_distance(0.0, params["h"]), EFFECTS)


@pytest.mark.parametrize("case", cases("model_optimum"), ids=str)
def test_the_best_dials_move_from_the_line_to_the_craft_with_the_spread_of_needs(case: Case) -> None:
    starts = [(0.9, 0.1), (0.6, 0.9)]
    found = [
        minimize(loss, start, args=(case.params,), bounds=[(0, 1), (0, 1)], options={"ftol": 1e-14, "gtol": 1e-9})
        for start in starts
    ]
    best = min(found, key=lambda result: result.fun)
    assert best.fun == pytest.approx(case.values["J_star"], rel=1e-8)
    assert best.x == pytest.approx([case.values["s_star"], case.values["p_star"]], abs=5e-4)
    assert loss((1.0, 0.0), case.params) == pytest.approx(case.values["J_production_line(1,0)"], rel=1e-9)
    assert loss((0.0, 1.0), case.params) == pytest.approx(case.values["J_craft(0,1)"], rel=1e-9)


@pytest.mark.parametrize("case", cases("model_p_star_given_s"), ids=str)
def test_personalization_pays_when_needs_differ_visibly(case: Case) -> None:
    s, h = case.params["s"], case.params["h"]
    inside = minimize_scalar(lambda p: mean_square(s, p, h), bounds=(0, 1), method="bounded", options={"xatol": 1e-10})
    best = min([0.0, 1.0, float(inside.x)], key=lambda p: mean_square(s, p, h))
    assert best == pytest.approx(case.values["p_star"], abs=1e-5)
    assert mean_square(s, best, h) == pytest.approx(case.values["loss"], rel=1e-9)


def noise(s: float, p: float) -> tuple[float, float]:
    """Standard deviations of a delivery between and within agents."""
    factor = 1.0 + EFFECTS.improvisation_noise * p * (1.0 - s)
    at, nobody = dials(s, p), (0.0, 0.0)
    found = [outcome(at, nobody, (0.0, 0.0, *row)).deviation for row in ((1.0, 0.0), (0.0, 1.0))]
    assert found[0] == pytest.approx((1 - EFFECTS.cut_between * s) * factor * EFFECTS.sd_between, rel=1e-12)
    return found[0], found[1]


@pytest.mark.parametrize("p", [0.0, 0.4, 1.0])
def test_a_standard_makes_delivery_alike_and_sound_but_fits_less(p: float) -> None:
    measured = {"s_obs": 0.5, "p_obs": 0.3, "logit": log(0.05 / 0.95)}
    at = [dials(s, p, measured) for s in LEVELS]
    between, within = np.array([noise(s, p) for s in LEVELS]).T
    defects = [defect_probability(practice_of(here, EFFECTS), USUAL, p, Condition()) for here in at]
    spread = [work_cv_ratio(here, p, EFFECTS) for here in at]
    misfit = [outcome(here, (0.0, 1.0), (1.0, 0.0, 0.0, 0.0)).misfit ** 2 for here in at]
    for falling in (between, within, defects, spread):
        assert np.all(np.diff(falling) < 0.0)
    assert np.all(np.diff(misfit) > 0.0) if p > 0 else np.allclose(misfit, EFFECTS.need_visibility)


def test_the_production_line_leaves_the_spread_of_needs_and_some_noise() -> None:
    residual = (0.4 * EFFECTS.sd_between) ** 2 + (0.6 * EFFECTS.sd_within) ** 2
    for h in (0.0, 0.5, 1.5):
        assert mean_square(1.0, 0.0, h) == pytest.approx(h * h + residual, rel=1e-12)


def test_without_base_and_rigidity_the_dials_act_apart() -> None:
    apart = EFFECTS._replace(rigidity=0.0, improvisation_noise=0.0)
    for s, p in product(LEVELS[1:], repeat=2):
        corner = mean_square(0.0, 0.0, 0.7, apart)
        alone = mean_square(s, 0.0, 0.7, apart) + mean_square(0.0, p, 0.7, apart) - corner
        assert mean_square(s, p, 0.7, apart) == pytest.approx(alone, rel=1e-12)
        assert mean_square(s, p, 0.7) != pytest.approx(mean_square(s, 0.0, 0.7) + mean_square(0.0, p, 0.7) - corner)
