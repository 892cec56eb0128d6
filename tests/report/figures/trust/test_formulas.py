from dataclasses import replace

import pytest
from matplotlib.colors import to_hex

from servsim.errors import ServsimError
from servsim.report.figures import formula_waits
from servsim.report.figures.trust.formulas import LOOKS
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.altered import with_values
from tests.samples import smallest


def test_formulas_are_lines_over_their_time_and_simulations_points_in_the_middle(town_study: StudyResult) -> None:
    checks = [one for one in town_study.checked.named("formula") if one.team == "desk"]
    ax = formula_waits(town_study, team="desk")
    spans = [line for line in ax.get_lines() if len(line.get_xdata()) == 2 and line.get_color() == "#222222"]
    assert [tuple(line.get_xdata()) for line in spans] == [(9, 10), (10, 11), (11, 12), (12, 12.5)]
    factor = spans[0].get_ydata()[0] / checks[0].expected
    assert factor in (1, 60)
    points = {
        place: (wait, to_hex(bar[0].get_color()))
        for bar in ax.containers
        for place, wait in zip(bar[0].get_xdata(), bar[0].get_ydata(), strict=True)
    }
    for place, check in zip((9.5, 10.5, 11.5, 12.25), checks, strict=True):
        assert points[place] == (pytest.approx(factor * check.simulated), LOOKS[check.verdict].colour.lower())


def test_no_line_where_no_formula_applies() -> None:
    demand = {"guests": {"arrivals": {"per_hour": {"09:00": 60, "10:00": 10}}}}
    result = run(Scenario.model_validate(smallest(segments=demand)), replications=3)
    assert {check.verdict for check in result.checked.named("formula")} == {"none"}
    ax = formula_waits(result)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["formula", "simulated: no formula applies"]
    assert not [line for line in ax.get_lines() if line.get_color() == "#222222"]


def test_a_night_shift_does_not_run_backwards() -> None:
    demand = {"guests": {"arrivals": {"per_hour": {"22:00": 10, "01:00": 5, "03:00": 12}}}}
    clock = {"open": "22:00", "close": "06:00"}
    ax = formula_waits(run(Scenario.model_validate(smallest(segments=demand, clock=clock)), replications=3))
    assert ax.get_xlim() == (22, 30)
    assert [tick.get_text() for tick in ax.get_xticklabels()][:3] == ["22:00", "23:00", "00:00"]


def test_a_team_to_which_nobody_comes(town_study: StudyResult) -> None:
    with pytest.raises(ServsimError, match='no formula says anything about a team "kiosk"'):
        formula_waits(town_study, team="kiosk")


def test_every_verdict_is_drawn_in_its_own_way(town_study: StudyResult) -> None:
    assert len({(look.marker, look.filled) for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.colour for look in LOOKS.values()}) == len(LOOKS)
    assert with_values(town_study, "csat", 1.0).checked.all == town_study.checked.all


def test_one_period_has_no_interval(town_study: StudyResult) -> None:
    alone = replace(town_study, tables=town_study.tables[:, :1])
    formula_waits(alone).figure.canvas.draw()


def test_a_service_that_never_closes() -> None:
    ax = formula_waits(run(Scenario.model_validate(smallest(clock={"days": 1})), replications=3))
    assert ax.get_xlim() == (0, 24)
