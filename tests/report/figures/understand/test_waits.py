import numpy as np
import pytest

from servsim.report.figures import wait_exceedance, wait_histogram
from servsim.scenario import Scenario
from servsim.study import StudyResult, run, simulate
from tests.altered import with_targets
from tests.samples import smallest


def test_bars_are_shares_of_all_who_joined_a_queue(town_study: StudyResult) -> None:
    heights = np.array([bar.get_height() for bar in wait_histogram(town_study).patches])
    waits = town_study.profiles[0].waits.sum(axis=0)
    bins, at_once, longer = heights[:-2], heights[-2], heights[-1]
    assert at_once + bins.sum() == pytest.approx(100.0)
    assert [at_once, *bins] == pytest.approx(100.0 * waits / waits.sum())
    assert longer == pytest.approx(bins[-1])  # the last bin again, in the darker tone of "longer"
    assert wait_histogram(town_study).patches[0].get_y() == at_once  # those who waited stand on those who did not


def test_curves_are_the_shares_of_longer_waits(town_study: StudyResult) -> None:
    ax = wait_exceedance(town_study)
    assert [line.get_label() for line in ax.lines[:4]] == ["Today", "one more clerk", "script it", "both"]
    waits = [simulate(town_study.scenario, seed=5, replication=number).queue_wait for number in range(6)]
    known = np.concatenate([wait[~np.isnan(wait)] for wait in waits])
    for edge, share in zip(*ax.lines[0].get_data(), strict=True):
        assert share == pytest.approx(100.0 * ((known > 0.0) & (known >= edge)).mean())
    for line in ax.lines[:4]:
        assert (np.diff(line.get_ydata()) <= 1e-9).all()
        assert 0.0 < line.get_ydata()[0] < 100.0  # some waited, and some did not


def test_marks_at_what_is_tolerated_and_promised(town_study: StudyResult) -> None:
    result = with_targets(town_study, wait_p90="<= 15 min", csat=">= 4", wait_mean="<= 4 min")
    ax = wait_histogram(result)
    assert [line.get_xdata()[0] for line in ax.lines] == [5.0, 8.0, 15.0, 4.0]
    texts = [text.get_text() for text in ax.texts]
    assert texts == [
        "tolerated: walk in",
        "tolerated: regulars",
        "target 90 % wait ≤ 15 min",
        "target Average wait ≤ 4 min",
    ]
    assert len(wait_exceedance(result).texts) == 0


def test_short_waits_are_shown_in_seconds_and_far_marks_left_out() -> None:
    segments = {"callers": {"arrivals": {"per_hour": 20}, "tolerated_wait": "20 s"}}
    raw = smallest(segments=segments, targets={"wait_p90": "<= 1 h"})
    ax = wait_histogram(run(Scenario.model_validate(raw), replications=2))
    assert ax.get_xlabel() == "wait (s)"
    assert [line.get_xdata()[0] for line in ax.lines] == [pytest.approx(20.0)]


def test_the_axis_reaches_what_99_of_100_wait_and_every_mark(town_study: StudyResult) -> None:
    right = wait_histogram(town_study).get_xlim()[1]
    assert right > 1.1 * 8.0
    for profile in town_study.profiles:
        counts = profile.waits.sum(axis=0)
        beyond = counts[1:][town_study.frame.wait_edges >= right].sum()
        assert beyond <= 0.01 * counts.sum()


def test_many_segments_with_one_tolerance_share_one_mark() -> None:
    segments = {f"kind_{number}": {"arrivals": {"per_hour": 5}} for number in range(5)}
    result = run(Scenario.model_validate(smallest(segments=segments)), replications=2)
    assert [text.get_text() for text in wait_histogram(result).texts] == ["tolerated: 5"]


def test_long_waits_are_gathered_in_the_last_bar() -> None:
    segments = {"guests": {"arrivals": {"per_hour": 60}, "tolerated_wait": "1 min"}}
    result = run(Scenario.model_validate(smallest(segments=segments)), replications=2)
    ax = wait_histogram(result)
    assert "longer" in [text.get_text() for text in ax.texts]
    assert ax.patches[-1].get_height() > 20.0
