import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from servsim.measures.scopes import Scope
from servsim.report.figures import journey_map
from servsim.report.figures.understand.journey_layout import MapLayout
from servsim.report.figures.understand.journey_route import PAIN, PAIN_TEXT
from servsim.report.parts.understand.journey import journey
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.altered import with_values
from tests.samples import smallest, town_hall

STOPS = ("kiosk", "counter", "back_office")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u2212", "-")


def texts(ax: Axes) -> list[str]:
    return [plain(text.get_text()) for text in ax.texts]


def row(ax: Axes, name: str) -> list[str]:
    """The cells of a row: what follows its name."""
    begin = texts(ax).index(name) + 1
    return texts(ax)[begin : begin + len(STOPS)]


def points(ax: Axes) -> list[tuple[float, float]]:
    return [tuple(float(value[0]) for value in bar.lines[0].get_data()) for bar in ax.containers]


@pytest.mark.parametrize("option", ["baseline", "both"])
def test_points_are_the_satisfaction_at_each_touchpoint(town_study: StudyResult, option: str) -> None:
    ax = journey_map(town_study, option=option)
    intervals = [town_study.interval("satisfaction", option, Scope("touchpoint", name)) for name in STOPS]
    assert points(ax) == [(place, pytest.approx(interval.mean)) for place, interval in enumerate(intervals)]
    for bar, interval in zip(ax.containers, intervals, strict=True):
        [segment] = bar.lines[2][0].get_segments()
        assert segment[:, 1] == pytest.approx([interval.low, interval.high])
    assert ax.get_title(loc="left") == ("Today" if option == "baseline" else "both")


def test_the_scale_lies_on_its_part_of_the_map(town_study: StudyResult) -> None:
    ax = journey_map(town_study)
    band = MapLayout.of(journey(town_study)).emotion
    low, high = ax.get_ylim()
    for _, value in points(ax):
        assert band.low <= (value - low) / (high - low) <= band.high
    assert 0.0 in ax.get_yticks()
    assert (ax.get_yticks()[[0, -1]] - low) / (high - low) == pytest.approx(band)


@pytest.mark.parametrize("value", [-1.0, 1.0])
def test_the_scale_ends_where_satisfaction_ends(town_study: StudyResult, value: float) -> None:
    result = with_values(town_study, "satisfaction", value, scope=Scope("touchpoint", "counter"))
    ticks = journey_map(result).get_yticks()
    assert value in ticks
    assert np.abs(ticks).max() == 1.0


def test_wait_and_handling_are_stacked(town_study: StudyResult) -> None:
    [times] = journey_map(town_study).child_axes
    bars = np.array(times.patches[: 2 * len(STOPS)]).reshape(-1, 2)
    for name, (wait, handling) in zip(STOPS, bars, strict=True):
        scope = Scope("touchpoint", name)
        expected = np.nan_to_num(town_study.interval("wait_mean", scope=scope).mean)
        assert wait.get_height() == pytest.approx(expected)
        assert handling.get_y() == pytest.approx(expected)
        assert handling.get_height() == pytest.approx(town_study.interval("aht", scope=scope).mean)
    assert times.get_ylabel() == "time (min)"


def test_shares_stand_below_their_touchpoints(town_study: StudyResult) -> None:
    result = town_study
    for kpi, value in (("abandonment_rate", 0.062), ("balk_rate", 0.001), ("turned_away_rate", 0.0)):
        result = with_values(result, kpi, value, scope=Scope("touchpoint", "counter"))
    ax = journey_map(result)
    assert row(ax, "give up")[1] == "6 %"
    assert row(ax, "walk past")[1] == "< 1 %"
    assert row(ax, "journey ends here") == ["40 %", "75 %", "100 %"]
    came = town_study.values("customers", scope=Scope("touchpoint", "kiosk")) / town_study.values("customers")
    assert row(ax, "customers who come")[0] == f"{100 * came.mean():.0f} %"


def test_pain_points_are_marked(town_study: StudyResult) -> None:
    result = town_study
    for kpi, values in {"satisfaction": (0.4, -0.12, 0.3), "wait_too_long": (np.nan, 0.41, 0.24)}.items():
        for name, value in zip(STOPS, values, strict=True):
            result = with_values(result, kpi, value, scope=Scope("touchpoint", name))
    ax = journey_map(result)
    coloured = {plain(text.get_text()) for text in ax.texts if text.get_color() == PAIN_TEXT}
    assert coloured == {"-0.12", "41 %"}
    [times] = ax.child_axes
    assert [to_hex(bar.get_facecolor()).upper() == PAIN for bar in times.patches[:6:2]] == [False, True, False]
    names = [text.get_text() for text in times.get_legend().get_texts()]
    assert names == ["average wait", "average wait, too long for one in four or more", "handling"]
    assert ax.get_yticks()[0] < 0.0


def test_below_zero_is_a_pain_point_even_where_it_is_not_the_lowest(town_study: StudyResult) -> None:
    result = town_study
    for name, value in zip(STOPS, (-0.1, -0.3, 0.2), strict=True):
        result = with_values(result, "satisfaction", value, scope=Scope("touchpoint", name))
    shown = {plain(text.get_text()): text.get_color() for text in journey_map(result).texts}
    assert [shown[value] == PAIN_TEXT for value in ("-0.10", "-0.30", "0.20")] == [True, True, False]


def test_unknown_satisfaction_leaves_a_gap(town_study: StudyResult) -> None:
    result = with_values(town_study, "satisfaction", np.nan, scope=Scope("touchpoint", "counter"))
    ax = journey_map(result)
    assert [place for place, _ in points(ax)] == [0, 2]
    ax.figure.canvas.draw()


def test_one_touchpoint_nobody_and_one_replication(tiny_study: StudyResult) -> None:
    journey_map(tiny_study).figure.canvas.draw()
    nobody = run(Scenario.model_validate(smallest(segments={"guests": {"arrivals": {"per_hour": 0}}})), replications=2)
    assert points(journey_map(nobody)) == []
    single = run(Scenario.model_validate(town_hall()), replications=2)
    journey_map(StudyResult(**{**vars(single), "tables": single.tables[:, :1]})).figure.canvas.draw()


def test_an_unknown_option(town_study: StudyResult) -> None:
    with pytest.raises(KeyError):
        journey_map(town_study, option="nothing")
