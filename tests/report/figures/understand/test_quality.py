import numpy as np
import pytest

from servsim.report.figures import quality_by_agent, quality_component
from servsim.study import StudyResult
from tests.altered import with_values


def test_one_dot_for_each_agent_of_the_first_replications(town_study: StudyResult) -> None:
    ax = quality_by_agent(town_study)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    for place, line in enumerate(dots):
        kept = [agents.mean[agents.count >= 10] for agents in town_study.agents[place]]
        assert len(kept) == 5
        assert line.get_xdata() == pytest.approx(np.concatenate(kept))
        assert (np.abs(line.get_ydata() - place) < 0.5).all()
    assert len(dots) == 4


def test_the_stroke_is_the_mean_of_the_dots(town_study: StudyResult) -> None:
    lines = quality_by_agent(town_study).lines
    for dots, stroke in zip(lines[::2], lines[1::2], strict=True):
        assert stroke.get_xdata() == pytest.approx([np.mean(dots.get_xdata())] * 2)


@pytest.mark.parametrize("part", ["between", "within"])
def test_bars_are_the_variance_components(town_study: StudyResult, part: str) -> None:
    ax = quality_component(town_study, part=part)
    expected = [town_study.interval(f"quality_{part}", option).mean for option in town_study.options]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(expected)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Today", "one more clerk", "script it", "both"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # today on top


def test_where_there_is_nothing_between_agents_a_dash_says_so(town_study: StudyResult) -> None:
    ax = quality_component(with_values(town_study, "quality_between", np.nan))
    assert [(text.get_text(), text.xy) for text in ax.texts] == [("–", (0.0, 0))]
    assert len(ax.patches) == len(town_study.options) - 1


def test_another_part_is_refused(town_study: StudyResult) -> None:
    with pytest.raises(KeyError):
        quality_component(town_study, part="somewhere")


def test_agents_with_few_encounters_are_left_out(tiny_study: StudyResult) -> None:
    shown = sum(len(line.get_xdata()) for line in quality_by_agent(tiny_study).lines if line.get_marker() == "o")
    enough = sum(int((agents.count >= 10).sum()) for option in tiny_study.agents for agents in option)
    assert shown == enough
