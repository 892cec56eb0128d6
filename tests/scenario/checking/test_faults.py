"""Every kind of complaint of validation is told in a planner's words."""

import pydantic_core
import pytest
from pydantic import BaseModel, ValidationError

from servsim.scenario.checking.faults import _NEEDED, Finding, findings_of
from servsim.scenario.values.base import Part
from tests.scenario.small import faults, small

KINDS = {
    "days: 0": "1:46 found 0; at least 1 is needed",
    "days: 3661": "1:46 found 3661; at most 3660 is possible",
    "days: 1.5": "1:46 found 1.5; a whole number is needed",
    "days: '1'": '1:46 found "1"; a whole number is needed',
    "days: true": "1:46 found true; a whole number is needed",
    "days: null": "1:46 found nothing; a whole number is needed",
    "days: [1]": "1:46 found a list; a whole number is needed",
    "at_close: sendhome": '1:50 found "sendhome"; did you mean "send_home"?',
    "at_close: 5": "1:50 found 5; allowed: keep_waiting, send_home, serve_those_inside",
    "at_close: [a]": "1:50 found a list; allowed: keep_waiting, send_home, serve_those_inside",
    "first_day: 5": '1:51 found 5; a date is written "1999-01-04"',
    "warmup: 1 h": '1:40 unknown key "warmup"; did you mean "warm_up"?',
    '"a\\tb": 1': '1:40 found the key "a b"; a key is one word of at most 300 characters',
}


@pytest.mark.parametrize("stated", KINDS)
def test_kinds(stated: str) -> None:
    assert faults(small(("days: 5", stated))) == [KINDS[stated]]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("fit: {rigidity: .7, improvisation_noise: true}", "17:42 found true; a plain number is needed, without unit"),
        ("time: {standard_saving: 1}", "17:25 found 1; less than 1 is needed"),
        ("servqual: {score_at_tolerance: 0}", "17:32 found 0; more than 0 is needed"),
        ("about: {a: b}", "17:8 found a mapping of keys; a text is needed"),
        ("survey: {logistic: [1, 2]}", "17:20 found 2 entries; at least 3 needed"),
        ("survey: {table: []}", "17:17 found no entry; at least 5 needed"),
        ("satisfaction: {csat_cuts: [1, 2, 3, 4, 5]}", "17:27 found 5 entries; at most 4 possible"),
        ("satisfaction: {csat_cuts: [0, 1, 2, x]}", '17:37 found "x"; a plain number is needed, without unit'),
        ("satisfaction: {csat_cuts: [0, 1, 2, 2]}", "17:27 each cut must be above the one before"),
        ("kano: {empathy: {tally: {Z: 1}}}", '17:26 found "Z"; allowed: A, I, M, O, Q, R'),
        ("kano: {empathy: {tally: {A: -1}}}", "17:29 found -1; at least 0 is needed"),
        ("observed: {source: x, by_hour: 5}", "17:32 found 5; a mapping of keys is needed"),
        (
            "nothing_like_it: 1",
            '17:1 unknown key "nothing_like_it"; allowed: about, clock, complaints, currency',
        ),
    ],
)
def test_more_kinds(more: str, expected: str) -> None:
    found = faults(small(more=more + "\n"))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_long_and_odd_values_are_shown_on_one_short_line() -> None:
    found = faults(small(("days: 5", f'at_close: "{"x" * 5000}"')))
    assert found == [f'1:50 found "{"x" * 57}..."; allowed: keep_waiting, send_home, serve_those_inside']
    assert faults(small(("5 min", '"5\\nmin\\e[31m"'))) == [
        '5:21 found "5 min [31m"; a duration is a number and one of s, min, h, d, week ("4 min")'
    ]


def kinds_in_use() -> set[str]:
    """The kinds of complaint that the models of a scenario can raise, as far as they can be provoked."""
    provoked = {"missing", "extra_forbidden", "value_error", "literal_error", "too_short", "too_long"}
    return provoked | set(_NEEDED)


def test_the_kinds_exist_in_pydantic() -> None:
    known = (
        {entry["type"] for entry in pydantic_core.list_all_errors()}
        if hasattr(pydantic_core, "list_all_errors")
        else None
    )
    if known is not None:
        assert kinds_in_use() <= known


def test_an_entry_that_is_wrong_itself_is_told_once() -> None:
    class Box(Part):
        entries: tuple[int, ...]

    with pytest.raises(ValidationError) as caught:
        Box.model_validate({"entries": [1]})
    detail = caught.value.errors()[0]
    assert findings_of({"entries": [1]}, detail) == [Finding(("entries",), "found a list; a list is needed")]
    assert issubclass(Box, BaseModel)
