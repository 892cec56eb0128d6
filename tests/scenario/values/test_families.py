"""One loop over all families: their quantile function has the moments they state."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import ndtri

from servsim.scenario.values.distributions import (
    Constant,
    Distribution,
    Empirical,
    Erlang,
    Exponential,
    Family,
    Gamma,
    Lognormal,
    Pert,
    Triangular,
    Uniform,
    Weibull,
)
from servsim.scenario.values.families import NO_SPREAD
from servsim.scenario.values.quantiles import standard_normal

FAMILIES: dict[str, Family] = {
    "exponential": Exponential(mean="4 min"),
    "lognormal": Lognormal(mean="4 min", cv=0.7),
    "lognormal wide": Lognormal(mean="30 s", cv=2),
    "lognormal of no spread": Lognormal(mean="4 min", cv=0),
    "gamma": Gamma(mean="4 min", cv="70 %"),
    "gamma wide": Gamma(mean="1 h", cv=1.8),
    "gamma of no spread": Gamma(mean="4 min", cv=0),
    "weibull falling": Weibull(mean="4 min", cv=1.5),
    "weibull rising": Weibull(mean="4 min", cv=0.4),
    "weibull narrow": Weibull(mean="4 min", cv=0.01),
    "erlang": Erlang(mean="4 min", phases=3),
    "uniform": Uniform(low="1 min", high="200 s"),
    "triangular": Triangular(low="1 min", likely="2 min", high="6 min"),
    "triangular at its low": Triangular(low="1 min", likely="1 min", high="6 min"),
    "triangular at its high": Triangular(low="0 min", likely="6 min", high="6 min"),
    "pert": Pert(low="1 min", likely="2 min", high="6 min"),
    "constant": Constant(value="4 min"),
    "empirical": Empirical(values=["3 min", "1 min", "1 min", "240 s"]),
}  # type: ignore[arg-type]
FREE_CV = [name for name, family in FAMILIES.items() if family.with_cv(0.9) is not None]


def value(family: Family, share: float) -> float:
    return float(family.quantile(np.asarray([share]))[0])


def integral(family: Family, power: int) -> float:
    """Integral of the quantile function to a power, the upper end on a stretched axis u = 1 - exp(-t)."""

    def stretched(t: float) -> float:
        return value(family, -np.expm1(-t)) ** power * float(np.exp(-t))

    steps = np.concatenate([np.linspace(0, 2, 41), np.linspace(2.5, 36, 68)])
    corners = sorted({*steps, *(-np.log1p(-k / 4) for k in range(4))})
    return float(sum(quad(stretched, low, high, limit=50)[0] for low, high in pairwise(corners)))


@pytest.mark.parametrize("name", FAMILIES)
def test_quantile_has_the_stated_moments(name: str) -> None:
    family = FAMILIES[name]
    mean, cv = family.moments()
    first, second = integral(family, 1), integral(family, 2)
    assert first == pytest.approx(mean, rel=2e-5)
    assert np.sqrt(max(0.0, second - first**2)) / first == pytest.approx(cv, rel=2e-3, abs=2e-4)


@pytest.mark.parametrize("name", FAMILIES)
def test_quantile_rises_from_the_minimum(name: str) -> None:
    family = FAMILIES[name]
    shares = np.linspace(1e-9, 1 - 1e-9, 1001)
    values = family.quantile(shares)
    assert values.shape == shares.shape
    assert np.all(np.diff(values) >= 0)
    assert np.isfinite(values).all()
    assert values[0] >= family.minimum() >= 0
    assert (
        values[0] == pytest.approx(family.minimum(), abs=0.2 * family.moments().mean)
        or "narrow" in name
        or "no" in name
    )
    assert family.quantile(shares.reshape(7, 143)).shape == (7, 143)


@pytest.mark.parametrize("name", FREE_CV)
@pytest.mark.parametrize("cv", [0.3, 0.9, 2.5])
def test_with_cv_keeps_the_mean_and_sets_the_cv(name: str, cv: float) -> None:
    changed = FAMILIES[name].with_cv(cv)
    assert changed is not None
    assert changed.moments() == (FAMILIES[name].moments().mean, cv)


def test_families_without_a_free_cv_say_so() -> None:
    assert set(FAMILIES) - set(FREE_CV) == {
        "uniform", "triangular", "triangular at its low", "triangular at its high", "pert", "constant", "empirical",
    }  # fmt: skip
    assert FAMILIES["constant"].with_cv(0) is FAMILIES["constant"]
    assert FAMILIES["weibull rising"].with_cv(0.001) is None
    assert FAMILIES["weibull rising"].with_cv(2000) is None


@given(st.sampled_from(["lognormal", "gamma", "weibull rising"]), st.floats(0.02, 20), st.floats(1e-16, 1 - 1e-12))
def test_any_cv_gives_finite_values(name: str, cv: float, share: float) -> None:
    family = FAMILIES[name].with_cv(cv)
    assert family is not None
    assert 0 <= value(family, share) < 1e9


@given(st.floats(1e-9, 1e-3), st.floats(0.001, 0.999))
def test_next_to_no_spread_is_next_to_constant(cv: float, share: float) -> None:
    family = FAMILIES["gamma"].with_cv(cv)
    assert family is not None
    assert value(family, share) == pytest.approx(4, rel=5 * max(cv, NO_SPREAD))


def test_exponential_and_erlang_are_gammas() -> None:
    shares = np.linspace(0.01, 0.99, 50)
    as_gamma = FAMILIES["exponential"].with_cv(1.0)
    assert as_gamma is not None
    np.testing.assert_allclose(as_gamma.quantile(shares), FAMILIES["exponential"].quantile(shares), rtol=1e-8)
    one_phase = Distribution.model_validate({"erlang": {"mean": "4 min", "phases": 1}})
    np.testing.assert_allclose(one_phase.family.quantile(shares), FAMILIES["exponential"].quantile(shares), rtol=1e-8)


def test_empirical_gives_only_observed_values() -> None:
    family = FAMILIES["empirical"]
    assert isinstance(family, Empirical)
    assert family.minutes == (1, 1, 3, 4)
    assert set(family.quantile(np.linspace(0, 1 - 1e-9, 999))) == {1.0, 3.0, 4.0}
    assert family.quantile(np.asarray([0, 0.49, 0.5, 0.75, 0.999])).tolist() == [1, 1, 3, 4, 4]
    assert "minutes" in family.model_dump()


@pytest.mark.parametrize("name", ["gamma", "gamma wide", "erlang", "pert"])
def test_a_grid_is_true_to_the_special_function(name: str) -> None:
    shares = np.concatenate([np.linspace(1e-9, 1 - 1e-9, 20_001), 10.0 ** -np.arange(1, 15)])
    family = FAMILIES[name]
    exact = family.exact_quantile(shares)
    error = np.abs(family.quantile(shares) - exact)
    assert (error < 1e-8 * (family.moments().mean + exact)).all()


@given(st.floats(2.0**-53, 1.0 - 2.0**-53))
def test_the_normal_quantile_is_scipys(share: float) -> None:
    assert standard_normal(share) == pytest.approx(float(ndtri(share)), rel=1e-14, abs=1e-15)


def test_the_base_family_promises_nothing() -> None:
    with pytest.raises(NotImplementedError):
        Family().moments()
    with pytest.raises(NotImplementedError):
        Family().quantile(np.zeros(1))
