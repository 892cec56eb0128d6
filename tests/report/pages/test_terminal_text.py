from io import StringIO

import pytest
from rich.console import Console

from servsim.report.pages.terminal_text import SHOWN, print_summary
from servsim.report.parts.tables import ReportTables
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.samples import smallest


def printed(result: StudyResult, width: int = 200) -> str:
    out = StringIO()
    print_summary(result, Console(file=out, width=width, highlight=False, emoji=False))
    return out.getvalue().replace("\u202f", " ")


def test_a_table_a_chance_for_each_target_and_a_sentence_for_each_option(town_study: StudyResult) -> None:
    text = printed(town_study)
    for kpi in SHOWN:
        assert set(wording()(f"short.{kpi}").split()) <= set(text.split())
    for name in ("Today", "one more clerk", "script it", "both"):
        assert name in text
    assert {"Chance", "of", "90", "%", "wait", "≤", "15", "min"} <= set(text.split())
    assert "100 %" in text
    assert "Today customers wait" in text
    for start in ("One more clerk: Shortens the 90 % wait by", "Script it: ", "Both: Shortens the 90 % wait by"):
        assert start in text


def test_marks_stand_behind_the_numbers(town_study: StudyResult) -> None:
    [row] = [line for line in printed(town_study).splitlines() if line.startswith("one more clerk ")][:1]
    assert "▲" in row
    assert "▼" in row  # it costs more
    today = next(line for line in printed(town_study).splitlines() if line.startswith("Today "))
    assert not set("▲▼●") & set(today)


@pytest.mark.parametrize("width", [60, 80])
def test_narrow_terminals_lose_no_sentence(town_study: StudyResult, width: int) -> None:
    text = printed(town_study, width)
    assert max(map(len, text.splitlines())) <= width
    assert "labour costs" in text


@pytest.mark.parametrize("width", [80, 200])
def test_cells_of_the_table_are_never_broken(town_study: StudyResult, width: int) -> None:
    table = printed(town_study, width).split("Chance of")[0]
    for group in ReportTables(town_study, wording()).groups(SHOWN):
        for row in group.rows:
            for cell in row.cells:
                assert cell.value.replace("\u202f", " ") in table
    assert "…" not in table


def test_without_targets_and_options_only_today_is_told() -> None:
    text = printed(run(Scenario.model_validate(smallest()), replications=2))
    assert "Chance of" not in text
    assert "Today customers wait" in text


def test_words_of_the_planner_are_no_markup() -> None:
    raw = smallest(currency="[/x] :smile: [bold]", options={"more": {"teams.desk.agents": 3}})
    text = printed(run(Scenario.model_validate(raw), replications=4), width=300)
    assert text.count("[/x] :smile: [bold]") >= 4


def test_the_answer_goes_to_the_screen_by_default(tiny_study: StudyResult, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(tiny_study)
    assert "Today customers wait" in capsys.readouterr().out.replace("\n", " ")


def test_who_stays_best_over_the_ranges_is_told() -> None:
    raw = smallest(options={"more": {"teams.desk.agents": 3}})
    result = run(Scenario.model_validate(raw), replications=2, parameter_sets=8)
    assert "stays best in 100 % of the parameter ranges" in printed(result)
