"""Whatever a scenario says, its options are compared, gone over the ranges, checked and told, and no NaN is shown."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from rich.console import Console

from servsim.errors import ScenarioError
from servsim.report.pages.page import html_report
from servsim.report.pages.terminal_text import print_summary
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.laws.strategies import FOLDER, raw_scenarios

FIXED = {
    "derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck),
    "phases": (Phase.generate,),
}  # fmt: skip
"""A smaller example would take minutes to find: every one is a whole study with its report."""
MONEY = {
    "targets": {"wait_p90": "<= 5 min", "csat": ">= 3.5", "labour_cost": "<= 500"},
    "loyalty": {"customers": 900, "acquisition": "6 per week", "margin": 30},
    "economics": {"overtime_premium": "25 %"},
    "study": {"engine": "compiled"},
}
NO_NUMBER = re.compile(r"\b(nan|inf)\b", re.IGNORECASE)


def studied(raw: dict[str, Any]) -> StudyResult:
    """Three periods of it, with one team changed and one touchpoint scripted, and eight points of the ranges."""
    team, touchpoint = next(iter(raw["teams"])), next(iter(raw["touchpoints"]))
    options = {
        "two_agents": {f"teams.{team}.agents": 2},
        "script_it": {f"touchpoints.{touchpoint}": {"standardization": 0.9, "personalization": 0.1}},
    }
    scenario = Scenario.model_validate(raw | MONEY | {"options": options}, context={"folder": FOLDER})
    try:
        return run(scenario, replications=3, parameter_sets=8)
    except ScenarioError:  # times that were measured at a full script cannot become more variable
        assume(False)
        raise


@pytest.mark.long
@settings(max_examples=8, **FIXED)
@given(raw_scenarios())
def test_every_study_can_be_told(raw: dict[str, Any]) -> None:
    result, console = studied(raw), Console(width=120, color_system=None)
    assert result.checked.failed == ()
    with console.capture() as captured:
        print_summary(result, console)
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", " ", html_report(result), flags=re.DOTALL)
    assert not NO_NUMBER.findall(captured.get() + text)
