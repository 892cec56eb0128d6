import pytest

from servsim.errors import ServsimError
from servsim.report.figures import warm_up
from servsim.report.pages.page import html_report
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.samples import smallest


def test_a_line_for_each_option_and_one_where_counting_begins() -> None:
    clock = {"days": 2, "warm_up": "auto"}
    result = run(
        Scenario.model_validate(smallest(clock=clock, options={"three": {"teams.desk.agents": 3}})), replications=2
    )
    assert result.baseline.warm_up is not None
    ax = warm_up(result)
    today, three, cut = ax.get_lines()
    assert today.get_ydata().tolist() == result.baseline.warm_up.inside[0].tolist()
    assert three.get_ydata().tolist() == result.baseline.warm_up.inside[1].tolist()
    assert cut.get_xdata()[0] == pytest.approx(result.baseline.warm_up.minutes / 1440)
    assert wording()("report.warm_up") in html_report(result)


def test_a_stated_warm_up_has_no_figure(tiny_study: StudyResult) -> None:
    with pytest.raises(ServsimError, match="the warm-up of this study was stated"):
        warm_up(tiny_study)
    assert wording()("report.warm_up") not in html_report(tiny_study)
