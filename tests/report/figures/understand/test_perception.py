import numpy as np
import pytest

from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.measures.scopes import Scope
from servsim.report.figures import (
    csat_true_and_measured,
    rating_distribution,
    segment_changes,
    servqual_gaps,
    trade_off,
)
from servsim.study import StudyResult


def positions(ax: object) -> list[tuple[float, float]]:
    """Where the markers of the error bars stand."""
    return [tuple(float(value[0]) for value in bar.lines[0].get_data()) for bar in ax.containers]


def test_gaps_of_every_dimension_and_option(town_study: StudyResult) -> None:
    found = positions(servqual_gaps(town_study))
    expected = [
        town_study.interval(f"gap_{dimension}", option).mean
        for option in town_study.options
        for dimension in DIMENSIONS
    ]
    assert [x for x, _ in found] == pytest.approx(expected)
    assert [round(y) for _, y in found] == [0, 1, 2, 3, 4] * 4


def test_the_error_bars_are_the_intervals(town_study: StudyResult) -> None:
    bar = servqual_gaps(town_study).containers[0]
    [segment] = bar.lines[2][0].get_segments()
    interval = town_study.interval("gap_reliability")
    assert segment[:, 0] == pytest.approx([interval.low, interval.high])


def test_ratings_are_shares_of_all_and_of_those_who_answer(town_study: StudyResult) -> None:
    ax = rating_distribution(town_study, option="both")
    heights = np.array([bar.get_height() for bar in ax.patches]).reshape(2, 5)
    assert heights.sum(axis=1) == pytest.approx([100.0, 100.0])
    counts = town_study.profiles[3].csat
    assert heights == pytest.approx(100.0 * counts / counts.sum(axis=1, keepdims=True))
    assert ax.get_legend_handles_labels()[1] == ["all customers", "survey answers"]


def test_true_and_measured_csat(town_study: StudyResult) -> None:
    found = [x for x, _ in positions(csat_true_and_measured(town_study))]
    expected = [
        town_study.interval(kpi, option).mean for option in town_study.options for kpi in ("csat", "csat_measured")
    ]
    assert found == pytest.approx(expected)


def test_changes_by_segment(town_study: StudyResult) -> None:
    ax = segment_changes(town_study)
    expected = [
        town_study.difference("csat", option, Scope("segment", segment)).difference.mean
        for option in town_study.options[1:]
        for segment in town_study.scenario.segments
    ]
    assert [x for x, _ in positions(ax)] == pytest.approx(expected)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["walk in", "regulars"]


def test_what_options_trade(town_study: StudyResult) -> None:
    ax = trade_off(town_study)
    for option, (wait, csat) in zip(town_study.options, positions(ax), strict=True):
        assert wait == pytest.approx(town_study.interval("wait_mean", option).mean)
        assert csat == pytest.approx(town_study.interval("csat", option).mean)
    assert not ax.texts  # nothing that could overlap where options lie close to each other
    assert all(text.get_text().endswith("EUR") for text in ax.get_legend().get_texts())
    assert ax.get_xlim()[0] >= 0.0
    assert ax.get_xlabel() == "Average wait (min)"
