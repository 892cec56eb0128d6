"""Pages that are made from the code hold all of it: every key, KPI, column, verb and public name."""

import re
from types import ModuleType

import pytest

import servsim
from servsim import calibration, theory
from servsim.cli import app
from servsim.delivery import EncounterLog, Outcome
from servsim.delivery.log.encounter_log import COLUMNS
from servsim.delivery.rules import outcomes
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.reading.schema import json_schema
from tests.told.pages import DOCS, MADE


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS))
        import reference_pages

        return dict(reference_pages.pages())


def first_cells(page: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", page, flags=re.MULTILINE)


def test_these_pages_are_made(made: dict[str, str]) -> None:
    assert set(made) == MADE


def test_every_key_of_the_yaml_has_a_row(made: dict[str, str]) -> None:
    schema = json_schema()
    kinds = [schema, *schema["$defs"].values()]
    kinds = [next((choice for choice in kind.get("anyOf", []) if "properties" in choice), kind) for kind in kinds]
    keys = sorted(key for kind in kinds for key in kind["properties"])
    assert sorted(first_cells(made["scenario_file.md"])) == keys


def test_a_default_comes_with_its_source(made: dict[str, str]) -> None:
    [row] = [line for line in made["scenario_file.md"].splitlines() if line.startswith("| `wage` |")]
    assert "`20 per hour`" in row
    assert "assumption, range 10 per hour to 60 per hour" in row


def test_every_kpi_has_a_row_and_a_definition(made: dict[str, str]) -> None:
    assert sorted(first_cells(made["kpis.md"])) == sorted(KPIS)
    assert "{" not in made["kpis.md"]


def test_every_column_outcome_and_cause_of_the_log_has_a_row(made: dict[str, str]) -> None:
    causes = [cause.name for cause in getattr(outcomes, "ENDINGS", ())]
    assert first_cells(made["log.md"]) == [*COLUMNS, *(outcome.name.lower() for outcome in Outcome), *causes]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_is_told_as_the_log_declares_it(made: dict[str, str], name: str) -> None:
    column = vars(EncounterLog)[name]
    [row] = [line for line in made["log.md"].splitlines() if line.startswith(f"| `{name}` | {column.kind.__name__}")]
    for declared in ("unit", "absent", "about"):
        assert f"| {getattr(column, declared, '')}".rstrip() in row


def test_every_verb_has_its_help(made: dict[str, str]) -> None:
    for command in app.registered_commands:
        assert f"Usage: servsim {command.callback.__name__}" in made["commands.md"]


@pytest.mark.parametrize("module", [servsim, theory, calibration], ids=lambda module: module.__name__)
def test_every_public_name_is_described(made: dict[str, str], module: ModuleType) -> None:
    for name in module.__all__:
        assert re.search(rf"(auto\w+|rubric):: {re.escape(module.__name__)}\.{name}\n", made["api.md"])
