"""Whatever a scenario says, formulas have a finite answer to it, and the answer keeps the simplest laws."""

import json

from hypothesis import HealthCheck, given, settings
from rich.console import Console

from servsim.explanation.explanation import explain
from servsim.explanation.outlook import FORMULAS, Outlook
from servsim.report.pages.explanation_text import print_explanation
from servsim.scenario import Scenario
from tests.examples import examples
from tests.laws.strategies import scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}
ROUNDING = 1e-9


def keeps_laws(outlook: Outlook) -> bool:
    shares = (outlook.abandonment, outlook.turned_away, outlook.service_level or 0.0)
    served = 1.0 - outlook.abandonment - outlook.turned_away
    return (
        all(-ROUNDING <= share <= 1 + ROUNDING for share in shares)
        and (outlook.service_level or 0.0) <= served + ROUNDING
        and (outlook.wait or 0.0) >= 0
        and outlook.backlog >= 0
        and (outlook.contacts >= outlook.work.arrivals * (1 - ROUNDING))
        and outlook.formula in FORMULAS
    )


@settings(max_examples=examples(150), **FIXED)
@given(scenarios())
def test_every_outlook_is_finite_and_keeps_the_laws(scenario: Scenario) -> None:
    explanation = explain(scenario)
    assert [outlook for outlook in explanation.outlooks if not keeps_laws(outlook)] == []
    json.dumps(explanation.as_dict(), allow_nan=False)


@settings(max_examples=examples(25), **FIXED)
@given(scenarios())
def test_every_explanation_can_be_told(scenario: Scenario) -> None:
    console = Console(width=120, color_system=None)
    with console.capture() as captured:
        print_explanation(explain(scenario), console)
    assert "nan" not in captured.get()
    assert "inf" not in captured.get().replace("informed", "")
