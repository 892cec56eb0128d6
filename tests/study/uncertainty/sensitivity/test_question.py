import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from tests.samples import smallest


@pytest.fixture(scope="module")
def tiny() -> StudyResult:
    return run(Scenario.model_validate(smallest(options={"more": {"teams.desk.agents": 3}})), replications=2)


def test_a_question_is_about_a_kpi_and_an_option_of_the_study(tiny: StudyResult) -> None:
    KpiQuestion("csat").check(tiny)
    KpiQuestion("csat", "more").check(tiny)
    for wrong in (KpiQuestion("cast"), KpiQuestion("csat", "less")):
        with pytest.raises(ServsimError, match=r"there is no KPI \w+ of an option \w+ in this study"):
            wrong.check(tiny)
