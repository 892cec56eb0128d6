"""Functions fill the KPIs they are registered for, in the scopes these are declared for and in no others."""

import numpy as np
import pytest

from servsim.measures.counted import Counted
from servsim.measures.functions import FUNCTIONS
from servsim.measures.kpi_table import COLUMN, fill_ratios, kpi_table
from servsim.measures.scopes import scopes
from servsim.measures.summary import Summary, summary_of
from servsim.scenario import Scenario
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import simulate
from tests.samples import town_hall


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summary_of(simulate(Scenario.model_validate(town_hall()), seed=8))


def test_kpis_are_unknown_outside_of_their_scopes(summary: Summary) -> None:
    table, kinds = kpi_table(summary), [scope.kind for scope in scopes(summary.model.scenario)]
    for name, kpi in KPIS.items():
        elsewhere = [kind not in kpi.scopes for kind in kinds]
        assert np.isnan(table[elsewhere, COLUMN[name]]).all(), name


def test_twin_a_kpi_that_exists_everywhere_is_known_there(summary: Summary) -> None:
    assert not np.isnan(kpi_table(summary)[:, COLUMN["contacts"]]).any()


def test_each_function_gives_the_kpis_that_it_is_registered_for(summary: Summary) -> None:
    counted = Counted.of(summary)
    with np.errstate(invalid="ignore"):
        fill_ratios(counted)
        for function in dict.fromkeys(FUNCTIONS.values()):
            found = function(counted)
            assert set(found) == {name for name, own in FUNCTIONS.items() if own is function}
            assert {values.shape for values in found.values()} == {counted.kpis.shape[:2]}


def test_a_ratio_that_is_empty_is_unknown_unless_declared_as_zero(summary: Summary) -> None:
    for empty, expected in (("unknown", np.nan), ("zero", 0.0)):
        counted = Counted.of(summary)
        counted.counters[:] = 0.0
        with np.errstate(invalid="ignore"):
            fill_ratios(counted, (KPIS["wait_mean"]._replace(empty=empty),))
        assert np.array_equal(counted.kpi("wait_mean"), np.full(counted.kpis.shape[:2], expected), equal_nan=True)
