"""Small sweeps for the tests of pages and figures."""

from servsim.report import sweep
from servsim.scenario import Scenario
from servsim.study import SweepResult
from tests.samples import town_hall

OFFICE, DIAL, WAGE = "teams.office.agents", "touchpoints.counter.standardization", "teams.desk.wage"


def swept(**levels: str) -> SweepResult:
    """The town hall, varied by ``office``, ``dial`` and ``wage``."""
    paths = {"office": OFFICE, "dial": DIAL, "wage": WAGE}
    return sweep(
        Scenario.model_validate(town_hall()), vary={paths[name]: text for name, text in levels.items()}, replications=3
    )
