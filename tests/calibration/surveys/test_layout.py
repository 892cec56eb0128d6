import pytest

from servsim.calibration.surveys.layout import AnswerCell, KanoItem, ServqualItem, SurveyLayout, groups_of
from servsim.errors import ServsimError


@pytest.mark.parametrize(
    ("label", "place"),
    [("like", 0), ("must_be", 1), ("must-be", 1), (" Must  Be ", 1), ("NEUTRAL", 2), ("live with", 3), ("5", 4)],
)
def test_labels_are_known_by_name_and_code(label: str, place: int) -> None:
    assert SurveyLayout(overall=("total",)).answer(label) == place


@pytest.mark.parametrize("label", ["love", "0", "6", "1.0", "", "likes"])
def test_other_labels_are_not_guessed(label: str) -> None:
    assert SurveyLayout(overall=("total",)).answer(label) is None


def test_own_labels_replace_the_others() -> None:
    layout = SurveyLayout(overall=("total",), answers={"This would be very helpful": "like", "5": "like"})
    assert layout.answer("this would be VERY helpful") == 0
    assert layout.answer("5") == 0
    assert layout.answer("like") is None


def test_cells_say_what_their_columns_hold() -> None:
    layout = SurveyLayout(
        (KanoItem("speed", "f", "d"),), (ServqualItem("speed", "e", "p"),), ("o",), scale=(1, 5), overall_scale=(0, 10)
    )
    assert layout.columns == ("f", "d", "e", "p", "o")
    assert layout.cells == (
        AnswerCell("f", True),
        AnswerCell("d", True),
        AnswerCell("e", False, 1, 5),
        AnswerCell("p", False, 1, 5),
        AnswerCell("o", False, 0, 10),
    )


def test_all_contradictions_are_told_at_once() -> None:
    with pytest.raises(ServsimError) as told:
        SurveyLayout(
            (KanoItem("speed", "a", "b"), KanoItem("speed", "c", "a")),
            answers={"super": "love", "fine": "neutral"},
            scale=(7, 1),
            overall_scale=(2, 2),
            delimiter="||",
        )
    assert str(told.value).splitlines() == [
        'layout: names the column "a" twice',
        'layout: names two items "speed"',
        'layout: answers: "super" stands for "love"; allowed: dislike, like, live-with, must-be, neutral',
        "layout: scale: found 7 to 1; the second must be higher than the first",
        "layout: overall_scale: found 2 to 2; the second must be higher than the first",
        'layout: delimiter: found "||"; one character is needed',
    ]


def test_a_layout_without_answers_is_refused() -> None:
    with pytest.raises(ServsimError, match=r"^layout: names no column with answers$"):
        SurveyLayout(respondent="id")


def test_items_are_grouped_by_name_and_by_dimension() -> None:
    items = [KanoItem("a", "", "", "x"), KanoItem("b", "", ""), KanoItem("c", "", "", "y"), KanoItem("d", "", "", "x")]
    assert groups_of(items, "item") == {"a": [0], "b": [1], "c": [2], "d": [3]}
    assert groups_of(items, "dimension") == {"x": [0, 3], "y": [2]}


def test_groups_that_there_are_not() -> None:
    with pytest.raises(ServsimError, match=r'^by: found "items"; did you mean "item"\?$'):
        groups_of([], "items")
    with pytest.raises(ServsimError, match=r"^the layout names no dimension for this$"):
        groups_of([KanoItem("a", "", "")], "dimension")
