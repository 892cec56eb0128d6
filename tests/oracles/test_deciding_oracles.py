"""The statistics of deciding against reference values: recomputed constants, published examples."""

import numpy as np
import pytest

from servsim.measures.baseline.mser import mser5
from servsim.study.selecting.equicoordinate import below_probability, equicoordinate_point
from servsim.study.selecting.kim_nelson import constants
from servsim.study.selecting.ocba import ocba_shares
from tests.oracles.reference import Case, cases

I400, I1000 = np.arange(400), np.arange(1000)
SERIES = {
    "5 exp(-i/25)+cos(i), i=0..399": 5 * np.exp(-I400 / 25) + np.cos(I400),
    "cos(i), i=0..399": np.cos(I400),
    "-8 exp(-i/60)+sin(1.7 i)+0.5 cos(3.1 i), i=0..999": (
        -8 * np.exp(-I1000 / 60) + np.sin(1.7 * I1000) + 0.5 * np.cos(3.1 * I1000)
    ),
}


@pytest.mark.parametrize("case", cases("nelson_matejcik_constants"), ids=str)
def test_equicoordinate_points(case: Case) -> None:
    k, n0, alpha = case.params["k"], case.params["n0"], case.params["alpha"]
    assert case.values["df"] == (k - 1) * (n0 - 1)
    point = equicoordinate_point(k - 1, (k - 1) * (n0 - 1), 1 - alpha)
    assert point == pytest.approx(case.values["g"], rel=2e-9)
    reached = below_probability(case.values["g"], k - 1, case.values["df"])
    assert reached == pytest.approx(case.values["P_at_g"], abs=1e-9)


@pytest.mark.parametrize("case", cases("kn_constants"), ids=str)
def test_constants_of_kim_and_nelson(case: Case) -> None:
    k, n0, alpha = case.params["k"], case.params["n0"], case.params["alpha"]
    found = (*constants(alpha / (k - 1), n0), *constants(1 - (1 - alpha) ** (1 / (k - 1)), n0))
    names = ("eta_crn", "h2_crn", "eta_independent", "h2_independent")
    assert found == pytest.approx([case.values[name] for name in names], rel=1e-8)


@pytest.mark.parametrize("case", cases("ocba"), ids=str)
def test_shares_of_a_budget(case: Case) -> None:
    less_is_better = -np.array(case.params["means"])
    found = ocba_shares(less_is_better, np.array(case.params["variances"]))
    assert found == pytest.approx(case.values["fractions"], rel=1e-8)


@pytest.mark.parametrize("case", cases("mser5"), ids=str)
def test_warm_ups(case: Case) -> None:
    cut = mser5(SERIES[case.params["series"]])
    assert (cut.batches, cut.observations) == (case.values["d_star"], case.values["truncate"])
    assert cut.statistic == pytest.approx(case.values["mser"], rel=1e-8)
    assert cut.mean == pytest.approx(case.values["truncated_mean"], abs=1e-10)
    assert not cut.run_longer
