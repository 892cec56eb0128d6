"""Functions fill the KPIs they are registered for, in the scopes these are declared for and in no others."""

import numpy as np
import pytest

from servsim.measures.counted import Counted
from servsim.measures.functions import FUNCTIONS
from servsim.measures.kpi_table import COLUMN, kpi_table, ratio
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
        counted.known.update({name: ratio(kpi, counted) for name, kpi in KPIS.items() if kpi.numerator})
        results = {function: function(counted) for function in (FUNCTIONS["wait_p50"], FUNCTIONS["quality_variance"])}
    for function in dict.fromkeys(FUNCTIONS.values()):
        found = results.get(function) or function(counted)
        assert set(found) == {name for name, own in FUNCTIONS.items() if own is function}
        assert {values.shape for values in found.values()} == {counted.table.shape[:2]}
        counted.known.update(found)


def test_a_ratio_that_is_empty_is_unknown_unless_declared_as_zero(summary: Summary) -> None:
    counted = Counted.of(summary)
    counted.table[:] = 0.0
    kpi = KPIS["wait_mean"]
    with np.errstate(invalid="ignore"):
        assert np.isnan(ratio(kpi, counted)).all()
        assert (ratio(kpi._replace(empty="zero"), counted) == 0.0).all()
