import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import run
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from servsim.study.uncertainty.sensitivity.rank_correlations import correlated
from tests.samples import smallest


def test_what_moves_with_a_kpi_is_that_of_the_study() -> None:
    scenario = Scenario.model_validate(smallest(options={"more": {"teams.desk.agents": 3}}))
    result = run(scenario, replications=4, seed=3, parameter_sets=16)
    assert result.uncertainty is not None
    found = correlated(result, KpiQuestion("csat"))
    assert list(found.drivers) == result.uncertainty.drivers("csat")
    assert found.points == 16
    assert found.today == result.interval("csat").mean
    assert found.table()["parameter"][0] == found.drivers[0].parameter.name
    change = correlated(result, KpiQuestion("csat", "more"))
    assert list(change.drivers) == result.uncertainty.drivers("csat", "more")


def test_without_ranges_nothing_is_known() -> None:
    result = run(Scenario.model_validate(smallest()), replications=2)
    with pytest.raises(ServsimError, match="the ranges of this study were not gone over"):
        correlated(result, KpiQuestion("csat"))
