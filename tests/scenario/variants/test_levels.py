import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.scenario.variants.levels import Level, given_levels, read_levels


def values(text: str) -> list[object]:
    return [level.value for level in read_levels(text)]


def test_ranges_hold_both_ends_exactly() -> None:
    assert values("3:8") == [3, 4, 5, 6, 7, 8]
    assert values("0:1:0.1") == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
    assert values("4 min:6 min:1 min") == ["4 min", "5 min", "6 min"]
    assert values("-0.5:0.5:0.5") == [-0.5, 0, 0.5]
    assert values("5:5") == [5]


def test_lists_hold_what_is_written() -> None:
    assert values("1,2.5, x ,4 min,30 %,10:30") == [1, 2.5, "x", "4 min", "30 %", "10:30"]
    assert values("true,false") == [True, False]
    assert values("serve_those_inside") == ["serve_those_inside"]


def test_a_plus_sign_adds_to_what_is_stated() -> None:
    assert [level.text for level in read_levels("-1:+1")] == ["-1", "+0", "+1"]
    assert all(level.added for level in read_levels("-1:+1"))
    assert [level.added for level in read_levels("+2,-1")] == [True, False]
    assert not any(level.added for level in read_levels("-1:1"))


def test_values_from_python() -> None:
    roster = {"14:00": 3, "17:00": 5}
    assert given_levels([3, "4 min", roster, "+1"]) == [
        Level("3", 3), Level("4 min", "4 min"), Level("14:00 3, 17:00 5", roster), Level("+1", 1, True),
    ]  # fmt: skip


@given(first=st.integers(-50, 50), count=st.integers(0, 60), step=st.sampled_from(["0.1", "0.25", "1", "3"]))
def test_a_range_rises_by_its_step(first: int, count: int, step: str) -> None:
    last = first + count * float(step)
    found = values(f"{first}:{last:.10g}:{step}")
    assert len(found) == count + 1
    assert found == [pytest.approx(first + place * float(step), abs=1e-12) for place in range(count + 1)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty entry"),
        ("1,,2", "empty entry"),
        ("8:3", "rises from its first end"),
        ("0:1:0", "by a step above 0"),
        ("0:0.5", "a range of fractions needs a step"),
        ("4 min:6 s:1 min", "have the same unit"),
        ("a:b", "levels are written"),
        ("1:2:3:4", "levels are written"),
        ("0:1:0.0001", "10,001 levels; at most 1,000"),
        ("3,3", 'found "3" twice'),
        ("+1 min:+2 min:1 min", "only plain numbers can be added"),
    ],
)
def test_what_is_no_level(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_levels(text)


def test_the_number_of_a_level() -> None:
    assert [level.number for level in read_levels("3,4 min,30 %,often")] == [3, 4, 30, None]
    assert given_levels([True])[0].number is None
