import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from servsim.calibration import SurveyLayout, read_survey
from servsim.errors import MOST_FAULTS, CellFault, SurveyError
from tests.calibration.kiosk import GOOD, HEADER, KIOSK, SMALL, kiosk_layout, table, written


def told(path: Path, layout: SurveyLayout = SMALL, skip_incomplete: bool = False) -> list[str]:
    with pytest.raises(SurveyError) as error:
        read_survey(path, layout, skip_incomplete)
    return str(error.value).splitlines()


def test_a_survey_is_its_answers(tmp_path: Path) -> None:
    survey = read_survey(written(tmp_path, GOOD, "b,must_be,3,1,7,1.5"), SMALL)
    assert survey.people == 2
    assert survey.rows == (2, 3)
    assert survey.skipped == ()
    assert survey.functional.tolist() == [[0], [1]]
    assert survey.dysfunctional.tolist() == [[4], [2]]
    assert survey.expectation.tolist() == [[6.0], [1.0]]
    assert survey.perception.tolist() == [[5.0], [7.0]]
    assert survey.overall.tolist() == [4.0, 1.5]


def test_columns_are_found_by_name_and_others_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("note,note,overall,perceived,expected,without,with,id\n,,4,5,6,dislike,like,a\n", encoding="utf-8")
    survey = read_survey(path, SMALL)
    assert (survey.functional[0, 0], survey.dysfunctional[0, 0], survey.expectation[0, 0]) == (0, 4, 6.0)


def test_the_kiosk_survey_is_read_whole() -> None:
    survey, lines = read_survey(KIOSK, kiosk_layout()), table(KIOSK)
    assert survey.people == len(lines) == 194
    assert survey.functional.shape == survey.dysfunctional.shape == (194, 29)
    assert survey.expectation.tolist() == [[float(line[f"sq{n}_expect"]) for n in range(1, 25)] for line in lines]
    assert survey.overall.tolist() == [(float(line["total1"]) + float(line["total2"])) / 2 for line in lines]


def test_every_fault_is_told_with_row_and_column(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        GOOD,
        "b,love,dislike,6,5,4",
        "c,like,liked,8,0,nan",
        "d,like,,6,five,5",
        "e,like",
        ",like,dislike,6,5,4,extra",
        "",
        "a,like,dislike,6,5,0.5",
        ",like,dislike,6,5,4",
    )
    labels = "1, 2, 3, 4, 5, dislike, like, live with, live-with, live_with, must be, must-be, must_be, neutral"
    empty = "no answer; fill it in, or read the file with skip_incomplete=True"
    assert told(path) == [
        f'answers.csv, row 3, column "with": found "love"; allowed: {labels}',
        'answers.csv, row 4, column "expected": found 8; the scale goes from 1 to 7',
        'answers.csv, row 4, column "overall": found "nan"; a number from 1 to 5 is needed',
        'answers.csv, row 4, column "perceived": found 0; the scale goes from 1 to 7',
        'answers.csv, row 4, column "without": found "liked"; did you mean "like"?',
        'answers.csv, row 5, column "perceived": found "five"; a number from 1 to 7 is needed',
        f'answers.csv, row 5, column "without": {empty}',
        "answers.csv, row 6: cells in the row: 2, in the header: 6",
        "answers.csv, row 7: cells in the row: 7, in the header: 6",
        "answers.csv, row 8: the row is empty; take it out",
        'answers.csv, row 9, column "id": found "a" again; row 2 has the same person',
        'answers.csv, row 9, column "overall": found 0.5; the scale goes from 1 to 5',
        'answers.csv, row 10, column "id": nobody is named here',
    ]


def test_incomplete_people_are_left_out_only_when_asked(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "b,like,,6,5,4", "c,,,,,", "d,like,dislike,6,5,4")
    assert len(told(path)) == 6
    survey = read_survey(path, SMALL, skip_incomplete=True)
    assert survey.rows == (2, 5)
    assert survey.skipped == (3, 4)
    assert survey.people == 2


def test_leaving_out_the_incomplete_hides_no_other_fault(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "b,love,,6,5,9", "c,like")
    assert [line.split(":")[0] for line in told(path, skip_incomplete=True)] == [
        'answers.csv, row 3, column "overall"',
        'answers.csv, row 3, column "with"',
        "answers.csv, row 4",
    ]


def test_nobody_left_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, "a,,dislike,6,5,4")
    assert told(path, skip_incomplete=True) == ["answers.csv: nobody answered every question"]


def test_missing_and_repeated_columns(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("id,withs,without,without,expected,perceived\na,1,1,1,1,1\n", encoding="utf-8")
    names = "allowed: expected, id, perceived, without, without, withs"
    assert told(path) == [
        f'answers.csv, row 1, column "overall": there is no such column; {names}',
        'answers.csv, row 1, column "with": there is no such column; did you mean "withs"?',
        'answers.csv, row 1, column "without": 2 columns have this name; rename all but one',
    ]


def test_another_separator_is_recognised_but_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n".replace(",", ";"), encoding="utf-8")
    hint = "answers.csv, row 1: the cells seem to be separated by ';'; state it in the layout: delimiter"
    assert told(path)[0] == hint
    assert read_survey(path, replace(SMALL, delimiter=";")).people == 1


def test_many_faults_are_counted_and_not_all_printed(tmp_path: Path) -> None:
    lines = [f"{person},love,dislike,6,5,4" for person in range(MOST_FAULTS + 7)]
    path = written(tmp_path, *lines)
    shown = told(path)
    assert len(shown) == MOST_FAULTS + 1
    assert shown[-1] == "answers.csv: and 7 more"
    with pytest.raises(SurveyError) as error:
        read_survey(path, SMALL)
    assert len(error.value.faults) == MOST_FAULTS + 7


def test_the_error_survives_the_way_between_processes() -> None:
    error = SurveyError("a.csv", [CellFault(3, "x", "wrong")])
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.faults) == ('a.csv, row 3, column "x": wrong', error.faults)


def test_several_columns_of_overall_satisfaction_are_averaged_and_none_is_unknown() -> None:
    both, none = (read_survey(KIOSK, kiosk_layout(overall)) for overall in (("total1", "total3"), ()))
    assert both.overall[0] == np.mean([float(table(KIOSK)[0][name]) for name in ("total1", "total3")])
    assert np.isnan(none.overall).all()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot read the file: No such file or directory"),
        (b"", "there is no row below a header"),
        (b"a,b\n\n", "there is no row below a header"),
        (b"a,b\n\xff,1\n", "cannot read the file: it is not text in UTF-8 (byte 0xff in line 2); save it as CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_a_survey_error(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "a.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SurveyError) as error:
        read_survey(path, SMALL)
    assert str(error.value) == f"a.csv: {message}"
