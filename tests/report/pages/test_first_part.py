"""What the page begins with."""

from servsim.report.pages.first_part import first_part
from servsim.report.pages.section import Section
from servsim.scenario import BASELINE
from servsim.study import Study, StudyResult
from servsim.wording import wording
from tests.altered import with_targets

WORDS = wording()


def titles(part: dict[str, object], key: str) -> list[str]:
    sections = part[key]
    assert isinstance(sections, list)
    assert all(isinstance(section, Section) and "<svg" in section.drawing for section in sections)
    return [section.title for section in sections]


def test_the_answer_and_the_figures(town_study: StudyResult) -> None:
    part = first_part(town_study, WORDS)
    assert part["answer"] == "No option meets all targets together in any replication."
    assert isinstance(part["by_kpi"], list)
    assert len(part["by_kpi"]) == len(town_study.scenario.targets)
    assert titles(part, "changes") == [WORDS("report.changes")]
    assert titles(part, "compared") == [WORDS("report.best"), WORDS("report.trade")]


def test_two_figures_stand_beside_each_other(town_study: StudyResult) -> None:
    [changes] = first_part(town_study, WORDS)["changes"]  # type: ignore[misc]
    assert changes.drawing.startswith('<div class="abreast of-2"><svg')
    assert changes.drawing.count("<svg") == 5, "a drawing for each KPI"


def test_what_cannot_be_ranked_is_left_out(town_study: StudyResult) -> None:
    part = first_part(with_targets(town_study, occupancy="<= 80 %"), WORDS)
    assert part["by_kpi"] == []
    assert titles(part, "compared") == [WORDS("report.trade")]


def test_without_options_nothing_is_compared(town_study: StudyResult) -> None:
    alone = Study(town_study.scenario, [BASELINE][1:]).run(2, 1)
    part = first_part(alone, WORDS)
    assert (part["changes"], part["compared"], part["by_kpi"]) == ([], [], [])
    assert str(part["answer"]).startswith("Today's service meets all targets together in")
