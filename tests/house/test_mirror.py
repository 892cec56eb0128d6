"""Tests mirror the source: every module has a test file of its own, or a reason why it has none."""

import ast
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, files
from tests.paths import TESTS

REASONS = {
    "__main__": "run as a process by tests/cli/test_command_line.py",
    "cli/__init__": "tests/cli/test_command_line.py",
    "cli/progress": "tests/cli/test_command_line.py",
    **dict.fromkeys(
        [
            f"delivery/compiled/{name}"
            for name in (
                "__init__",
                "changes",
                "customers",
                "handling",
                "durations",
                "heap",
                "loop",
                "queues",
                "records",
                "world",
            )
        ],
        "held to the other engines, to the bit, by tests/laws/test_engines_agree.py",
    ),
    "delivery/log/waits_compiled": "tests/delivery/log/test_encounter_log.py",
    "delivery/log/logs": "held to the logs of single replications, to the bit, by tests/laws/test_batches_agree.py",
    "delivery/hooks": "tests/laws/test_walls.py",
    "delivery/encounter/person": "tests/delivery/encounter/test_practice.py and tests/oracles/test_model_oracles.py",
    "delivery/plan/duty": "tests/delivery/plan/test_compile.py and tests/laws/test_walls.py",
    **dict.fromkeys(
        [f"delivery/plan/{name}" for name in ("customers", "journey", "openings", "practices", "queues")],
        "parts of what tests/delivery/plan/test_compile.py compiles",
    ),
    "delivery/reference/queue": "tests/delivery/reference/test_team.py and tests/laws/test_littles_law.py",
    "delivery/reference/customer_state": "tests/delivery/reference/test_recorder.py",
    "delivery/plan/plan": "values only; made and tested by tests/delivery/plan/test_compile.py",
    "demand/poisson": "tests/demand/test_arrivals.py",
    "demand/compiled": "tests/demand/test_arrays.py",
    "errors": "read by the tests of all messages, tests/scenario and tests/cli",
    "feedback/complaining": "tests/feedback/test_complaint_model.py",
    "feedback/complaint_model_compiled": "tests/feedback/test_complaint_model.py",
    "report/pages/section": "values only; tests/report/pages/test_page.py reads what they become",
    "report/sweeps": "tests/report/figures/decide/test_grid.py",
    "report/parts/trust/warm_up_text": "tests/report/figures/trust/test_warm_up.py",
    "report/figures/understand/survey": "tests/report/parts/understand/test_survey.py",
    "report/figures/understand/observed": "tests/report/parts/understand/test_observed.py",
    "scenario/values/bounded": "tests/scenario/values/test_families.py, in one loop over all families",
    "scenario/values/empirical": "tests/scenario/values/test_families.py, in one loop over all families",
    "scenario/declaration": "tests/scenario/test_scenario.py, by the scenarios that are declarations",
    "scenario/parts/complaints": "tests/scenario/checking/test_checks.py and tests/feedback/test_complaint_model.py",
    "scenario/checking/examine": "tests/scenario/reading/test_load.py and tests/scenario/test_bad_files.py",
    "scenario/reading/parse": "tests/scenario/reading/test_document.py",
    "scenario/values/quantiles": "tests/scenario/values/test_families.py",
    "scenario/reading/reader": "tests/scenario/reading/test_document.py",
    "scenario/parts/touchpoint": "tests/scenario/checking/test_checks.py and tests/scenario/parts/test_work.py",
    "scenario/parts/effects": "values only; read by tests/report/parts/trust/test_assumptions.py",
    "scenario/reading/gallery": "tests/cli/test_new.py",
    "scenario/kpis/kpi": "tests/scenario/kpis/test_declarations.py",
    "measures/counted": "tests/measures/test_kpi_table.py, by the definitions",
    **dict.fromkeys(
        [f"measures/functions/{name}" for name in ("customer_base", "money", "quantiles", "staffing", "variances")],
        "tests/measures/test_kpi_table.py, by the definitions, and tests/measures/functions/test_functions.py",
    ),
    "measures/functions/__init__": "tests/measures/functions/test_functions.py",
    "measures/baseline/pilots": "tests/measures/baseline/test_baseline.py",
    "feedback/feedback": "tests/feedback/test_rate.py and tests/feedback/test_compiled.py",
    "feedback/block": "tests/feedback/test_rate.py and tests/laws/test_summaries_agree.py",
    "feedback/tables": "tests/feedback/test_compiled.py",
    "measures/counting/compiled": "held to the plain source, to the bit, by tests/laws/test_summaries_agree.py",
    "study/sweeping/grid": "tests/study/sweeping/test_sweep_result.py",
    "study/checking/check": "values only; read by tests/study/checking/test_checks.py",
    "study/checking/replication": "tests/study/checking/test_conservation.py",
    "measures/counting/frame": "tests/measures/test_profile.py",
    "measures/model": "tests/measures/test_replication.py and tests/delivery/test_engines.py",
    "measures/counting/accumulate_batch": "to the bit, by tests/laws/test_batches_agree.py",
    "measures/summary": "tests/measures/test_kpi_table.py and tests/measures/test_profile.py, by the definitions",
    "study/searching/search": "tests/study/searching/test_optimize.py",
    "study/searching/evaluation": "tests/study/searching/test_optimize.py",
    "measures/counting/counters": "values only; read by tests/measures/test_kpi_table.py",
    "measures/counting/times": "tests/measures/counting/test_scheduled_minutes.py, minute by minute",
    "measures/counting/accumulate": "tests/measures/test_kpi_table.py and test_scheduled_minutes.py",
    "wording/__init__": "tests/house/test_catalogue.py",
    "__init__": "tests/house/test_public_names.py",
}


def only_names(file: Path) -> bool:
    """Whether a file says what its room is and lists names, and nothing else."""
    listing = ast.Expr | ast.Import | ast.ImportFrom | ast.Assign
    return file.name == "__init__.py" and all(
        isinstance(node, listing) for node in ast.parse(file.read_text(encoding="utf-8")).body
    )


MODULES = sorted(
    str(file.relative_to(PACKAGE).with_suffix("").as_posix()) for file in files(PACKAGE) if not only_names(file)
)


def has_test(module: str) -> bool:
    *room, name = module.split("/")
    return any(name in path.stem for path in (TESTS.joinpath(*room)).glob("test_*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_test(module: str) -> None:
    assert has_test(module) or module in REASONS


def test_no_reason_is_left_over() -> None:
    assert {module for module in REASONS if module not in MODULES} == set()
    named = [word.strip(",;.") for reason in REASONS.values() for word in reason.split() if word.startswith("tests/")]
    assert [place for place in named if not (TESTS.parent / place.removesuffix(".")).exists()] == []
