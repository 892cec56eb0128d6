"""Results of studies with chosen numbers in them, to see what is made of these numbers."""

from collections.abc import Sequence
from dataclasses import replace

from servsim.measures.kpi_table import COLUMN
from servsim.measures.scopes import EVERYBODY, Scope
from servsim.scenario import BASELINE, Scenario
from servsim.study import StudyResult
from tests.samples import town_hall


def with_values(
    result: StudyResult,
    kpi: str,
    values: float | Sequence[float],
    option: str = BASELINE,
    scope: Scope = EVERYBODY,
) -> StudyResult:
    """The result with other values of one KPI under one option."""
    tables = result.tables.copy()
    tables[result.index_of(option), :, result.scopes.index(scope), COLUMN[kpi]] = values
    return replace(result, tables=tables)


def with_targets(result: StudyResult, **targets: str) -> StudyResult:
    """The result of the town hall with other targets."""
    return replace(result, scenario=Scenario.model_validate(town_hall(targets=targets)))
