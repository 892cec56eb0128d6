import numpy as np
import pytest

from servsim.measures.scopes import Scope
from servsim.report.figures.understand.gaps import CAUSES, gap_of, gap_sources, gap_sources_by_segment
from servsim.study import StudyResult
from tests.altered import with_values


def bars(ax: object) -> np.ndarray:
    """(rows, causes) widths of the bars."""
    return np.array([bar.get_width() for bar in ax.patches]).reshape(-1, len(CAUSES))


def test_the_causes_of_every_option(town_study: StudyResult) -> None:
    ax = gap_sources(town_study)
    expected = [[town_study.interval(f"gap_{cause}", option).mean for cause in CAUSES] for option in town_study.options]
    assert bars(ax) == pytest.approx(np.array(expected))
    wholes = [float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() == "D"]
    assert wholes == pytest.approx([town_study.interval("servqual_gap", option).mean for option in town_study.options])
    assert bars(ax).sum(axis=1) == pytest.approx(wholes)


def test_the_causes_by_segment(town_study: StudyResult) -> None:
    ax = gap_sources_by_segment(town_study, option="both")
    expected = [gap_of(town_study, "both", Scope("segment", name)).points for name in ("walk_in", "regulars")]
    assert bars(ax) == pytest.approx(np.array(expected))
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["walk in", "regulars"]


def test_what_is_lost_lies_left_of_zero_and_what_is_won_right_without_overlap(town_study: StudyResult) -> None:
    for row in np.array(gap_sources(town_study).patches).reshape(-1, len(CAUSES)):
        sides = {-1: [0.0], 1: [0.0]}
        for bar in row:
            side = sides[-1 if bar.get_width() < 0 else 1]
            assert bar.get_x() == pytest.approx(side[-1])
            side.append(bar.get_x() + bar.get_width())


def test_every_cause_has_a_name_once(town_study: StudyResult) -> None:
    names = gap_sources(with_values(town_study, "gap_standards", 0.0)).get_legend_handles_labels()[1]
    assert len(names) == len(set(names)) == len(CAUSES) + 1
