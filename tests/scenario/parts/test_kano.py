"""Kano attributes of the planner's own."""

import pytest

from servsim.scenario.parts.kano import FACTS, Ends, Fact, Kano
from tests.scenario.small import faults, loaded, small

CLASS = "kind: must_be, better: 0.2, worse: -0.8, weight: 10"


def kano(attribute: str) -> str:
    return small(more=f"kano: {{attributes: {{own: {{{attribute}}}}}}}\n")


@pytest.mark.parametrize(
    ("stated", "ends"),
    [
        ("fact: wait, bad: 10 min, good: 30 s", Ends(10.0, 0.5)),
        ("fact: handling_time, bad: 1 h, good: 0 min", Ends(60.0, 0.0)),
        ("fact: attempts, bad: 3, good: 1", Ends(3.0, 1.0)),
        ("fact: resolved", Ends(0.0, 1.0)),
        ("fact: self_service, bad: 1, good: 0", Ends(1.0, 0.0)),
        ("fact: quality, bad: 0.6", Ends(0.6, 1.0)),
    ],
)
def test_where_an_attribute_begins_and_ends(stated: str, ends: Ends) -> None:
    assert loaded(kano(f"{stated}, {CLASS}")).kano.attributes["own"].ends == ends


def test_nobody_has_attributes_unless_stated() -> None:
    assert Kano().attributes == {}


def test_every_fact_can_be_named() -> None:
    assert tuple(FACTS) == Fact.__args__  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        (f"fact: wait, bad: 10, good: 0 min, {CLASS}", "bad: found 10, a number without a unit"),
        (f"fact: wait, bad: 10 min, {CLASS}", "the fact wait needs good and bad, each a duration"),
        (f"fact: attempts, good: 1, {CLASS}", "the fact attempts needs good and bad, each a number of attempts"),
        (f"fact: attempts, good: 0, bad: 3, {CLASS}", "good: found 0; a number of attempts is needed"),
        (f"fact: quality, bad: 5 min, {CLASS}", 'bad: found "5 min"; a number from 0 to 1 is needed'),
        (f"fact: resolved, bad: true, {CLASS}", 'found true; a duration ("10 min") or a number is needed'),
        (f"fact: wait, bad: 1 min, good: 60 s, {CLASS}", "good and bad must differ"),
        ("fact: resolved, weight: 10", "state either kind, better and worse, or a tally"),
        (f"fact: mood, {CLASS}", 'found "mood"; '),
        ("fact: resolved, kind: must_be, better: 0.2, worse: -0.8", '"weight" is missing here'),
    ],
)
def test_refusals(attribute: str, expected: str) -> None:
    [fault] = faults(kano(attribute))
    assert fault.split(" ", 1)[1].startswith(expected)


def test_too_many_attributes() -> None:
    many = ", ".join(f"a{number}: {{fact: resolved, {CLASS}}}" for number in range(13))
    [fault] = faults(small(more=f"kano: {{attributes: {{{many}}}}}\n"))
    assert "12" in fault
