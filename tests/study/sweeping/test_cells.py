import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.scenario.variants.factors import factors_of
from servsim.study.sweeping.cells import full_grid, with_cells


def test_every_combination_once(town: Scenario) -> None:
    factors = factors_of(town, [("teams.office.agents", "1:2"), ("touchpoints.counter.standardization", "0:1:0.5")])
    cells = full_grid(factors)
    assert [tuple(cell.changes.values()) for cell in cells] == [(1, 0), (1, 0.5), (1, 1), (2, 0), (2, 0.5), (2, 1)]
    assert len({cell.name for cell in cells}) == 6
    assert cells[1].text == "teams.office.agents 1, touchpoints.counter.standardization 0.5"


def test_a_cell_is_the_scenario_with_its_changes(town: Scenario) -> None:
    [cell] = full_grid(factors_of(town, [("teams.office.agents", "4")]))
    made = with_cells(town, [cell])
    changed = town.with_changes({"teams.office.agents": 4})
    assert made.option(cell.name).teams == changed.teams
    assert made.option(cell.name).anchor.teams == town.teams
    assert tuple(made.options) == (cell.name,)


def test_too_many_cells_are_counted(town: Scenario) -> None:
    factors = factors_of(town, [("teams.office.agents", "1:40"), ("touchpoints.counter.standardization", "0:1:0.02")])
    with pytest.raises(ServsimError, match="found 40 x 51 = 2,040 cells; at most 1,000 are possible"):
        full_grid(factors)


def test_cells_that_are_no_scenario_together_are_told_together() -> None:
    raw = {
        "segments": {"a": {"arrivals": {"per_hour": 3}, "balking": {"starts_at": 2, "certain_at": 9}}},
        "touchpoints": {"only": {"handling": "1 min"}},
    }
    scenario = Scenario.model_validate(raw)
    stated = [("segments.a.balking.starts_at", "2,8"), ("segments.a.balking.certain_at", "5,9")]
    with pytest.raises(ServsimError) as error:
        with_cells(scenario, full_grid(factors_of(scenario, stated)))
    [told] = str(error.value).splitlines()
    assert told.startswith(
        "segments.a.balking.starts_at 8, segments.a.balking.certain_at 5: starts_at (8) must be below"
    )
