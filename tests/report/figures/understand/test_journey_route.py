import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from servsim.report.figures import journey_map
from servsim.report.figures.understand.journey_route import PAIN
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from tests.samples import smallest

SELF = {"handling": "2 min"}
LOOPING = {
    "ticket": {**SELF, "next": {"an_extraordinarily_lengthy_consultation": "90 %", "cash": "10 %"}},
    "an_extraordinarily_lengthy_consultation": {"team": "desk", **SELF, "next": {"tests": "50 %", "cash": "30 %"}},
    "tests": {**SELF, "next": {"an_extraordinarily_lengthy_consultation": "60 %", "tests": "20 %"}},
    "cash": SELF,
}


@pytest.fixture(scope="module")
def looping() -> StudyResult:
    raw = smallest(touchpoints=LOOPING, start="ticket")
    return run(Scenario.model_validate(raw), replications=2)


def arrows(ax: Axes) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Where arrows begin and end, in columns and fractions of the height."""
    paths = [patch._path_original.vertices for patch in ax.patches if isinstance(patch, FancyArrowPatch)]
    return [(tuple(path[0]), tuple(path[-1])) for path in paths]


def boxes(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_zorder() == 3]


def test_every_way_has_its_arrow_and_its_share(looping: StudyResult) -> None:
    ax = journey_map(looping)
    low, high = boxes(ax)[0].get_y(), boxes(ax)[0].get_y() + boxes(ax)[0].get_height()
    above = sorted((round(start[0]), round(end[0])) for start, end in arrows(ax) if start[1] == end[1] == high)
    below = sorted((round(start[0]), round(end[0])) for start, end in arrows(ax) if start[1] == end[1] == low)
    straight = [end[0] - start[0] for start, end in arrows(ax) if low < start[1] < high]
    assert above == [(0, 3), (1, 3)]
    assert below == [(2, 1), (2, 2)]
    assert len(straight) == 2
    assert all(0 < length < 1 for length in straight)
    shares = [text.get_text().split("\u202f")[0] for text in ax.texts if "\u202f%" in text.get_text()]
    assert {"90", "10", "30"} <= set(shares)


def test_self_service_is_drawn_with_dashes_and_pain_in_orange(looping: StudyResult) -> None:
    found = boxes(journey_map(looping))
    assert [box.get_linestyle() for box in found] == ["--", "-", "--", "--"]
    assert sum(plt.matplotlib.colors.to_hex(box.get_edgecolor()).upper() == PAIN for box in found) >= 1


def test_names_stay_in_their_boxes(looping: StudyResult) -> None:
    ax = journey_map(looping)
    ax.figure.canvas.draw()
    names = [text for text in ax.texts if text.get_zorder() == 4]
    assert {"ticket", "lengthy", "self-service"} <= {word for text in names for word in text.get_text().split()}
    for text in names:
        inside = text.get_window_extent()
        box = boxes(ax)[round(text.get_position()[0])].get_window_extent()
        assert box.x0 <= inside.x0
        assert inside.x1 <= box.x1
        assert box.y0 <= inside.y0
        assert inside.y1 <= box.y1


def test_shares_cover_no_box(looping: StudyResult) -> None:
    ax = journey_map(looping)
    ax.figure.canvas.draw()
    shares = [text for text in ax.texts if text.get_zorder() == 5 and "%" in text.get_text()]
    assert len(shares) == 6
    for text in shares:
        assert not any(box.get_window_extent().overlaps(text.get_window_extent()) for box in boxes(ax))
