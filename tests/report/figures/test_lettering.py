import pytest

from servsim.report.figures.lettering import columns, wrapped


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("desk 1", 6), ("顾客", 4), ("顾客 A", 6), ("한글", 4), ("e\u0301", 1), ("，", 2)]
)
def test_wide_letters_count_twice_and_marks_not_at_all(text: str, width: int) -> None:
    assert columns(text) == width


def test_latin_text_breaks_between_words() -> None:
    assert wrapped("the front desk", 9) == ["the front", "desk"]
    assert wrapped("counterpart", 5, break_long_words=False) == ["counterpart"]
    assert wrapped("counterpart", 6) == ["counte", "rpart"]


def test_chinese_breaks_after_any_letter() -> None:
    assert wrapped("酒店前台接待处", 8) == ["酒店前台", "接待处"]
    assert max(columns(line) for line in wrapped("酒店前台接待处" * 5, 12)) == 12


def test_words_among_wide_letters_stay_whole() -> None:
    assert wrapped("前台 Check-in desk 接待", 8) == ["前台", "Check-in", "desk 接", "待"]
    assert "".join(wrapped("前台接待", 3)) == "前台接待"
