import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.report.figures import queue_over_day
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.samples import smallest, town_hall


def tick_labels(result: StudyResult) -> list[str]:
    return [tick.get_text() for tick in queue_over_day(result).get_xticklabels()]


def test_the_first_team_when_none_is_named(town_study: StudyResult) -> None:
    for team, title in ((None, "desk"), ("office", "office")):
        ax = queue_over_day(town_study, team=team)
        assert title in (ax.get_title(), ax.get_title(loc="left"))


def test_averages_over_replications(town_study: StudyResult) -> None:
    ax = queue_over_day(town_study, team="desk")
    busy, scheduled = (patch.get_data().values for patch in ax.patches)
    assert scheduled == pytest.approx([2.0] * 4 + [3.0] * 8 + [2.0] * 2)
    assert busy == pytest.approx(town_study.profiles[0].busy[0] / 6)
    assert (busy > 0).all()
    for place, line in enumerate(ax.lines):
        assert line.get_ydata() == pytest.approx(town_study.profiles[place].waiting[0] / 6)
    assert [line.get_label() for line in ax.lines] == [
        "customers waiting",
        "waiting: one more clerk",
        "waiting: script it",
        "waiting: both",
    ]


def test_whole_hours_of_the_day_on_the_axis(town_study: StudyResult) -> None:
    assert tick_labels(town_study) == ["09:00", "10:00", "11:00", "12:00"]


@pytest.mark.parametrize(
    ("clock", "labels"),
    [
        ({"open": "09:20", "close": "12:00"}, ["10:00", "11:00", "12:00"]),
        ({"open": "22:30", "close": "01:00"}, ["23:00", "24:00", "01:00"]),
        ({"days": 1}, ["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "24:00"]),
    ],
)
def test_hours_of_other_clocks(clock: dict[str, object], labels: list[str]) -> None:
    assert tick_labels(run(Scenario.model_validate(smallest(clock=clock)), replications=2)) == labels


def test_an_option_that_opens_earlier_is_drawn_at_its_hours() -> None:
    raw = town_hall(options={"early": {"clock.open": "08:00"}})
    ax = queue_over_day(run(Scenario.model_validate(raw), replications=2))
    scheduled = ax.patches[1].get_data()
    assert scheduled.values[:4].tolist() == [0.0] * 4
    assert scheduled.values[4:8] == pytest.approx([2.0] * 4)
    assert ax.get_xticklabels()[0].get_text() == "08:00"
    today, early = (line.get_ydata() for line in ax.lines)
    assert np.all(today[:4] == 0.0)
    assert early[:4].sum() > 0.0


def test_a_team_that_is_nowhere(town_study: StudyResult) -> None:
    with pytest.raises(ServsimError, match='unknown team "offce"; did you mean "office"'):
        queue_over_day(town_study, team="offce")
    nobody = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    with pytest.raises(ServsimError, match="unknown team"):
        queue_over_day(run(Scenario.model_validate(nobody), replications=2))
