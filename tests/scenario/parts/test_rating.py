"""How customers rate: what of it can be stated."""

import pytest

from servsim.scenario.parts.kano import Kano
from servsim.scenario.parts.rating import DIMENSIONS, Weights
from tests.scenario.small import faults, loaded, small


def test_defaults() -> None:
    assert Weights().points == (32, 22, 19, 16, 11)
    assert [getattr(Kano(), dimension).kind for dimension in DIMENSIONS] == [
        "must_be",
        "one_dimensional",
        "one_dimensional",
        "attractive",
        "attractive",
    ]


def test_a_tally_instead_of_a_class() -> None:
    made = loaded(small(more="kano: {empathy: {tally: {A: 3, O: 1}}}\n"))
    assert made.kano.empathy.tally == {"A": 3, "O": 1}
    assert made.kano.empathy.kind is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("kano: {empathy: {}}", "17:17 state either kind, better and worse, or a tally"),
        (
            "kano: {empathy: {kind: must_be, better: 0.5, worse: -0.5, tally: {A: 1}}}",
            "17:17 state either kind, better",
        ),
        ("kano: {empathy: {kind: mustbe, better: 0.5, worse: -0.5}}", '17:24 found "mustbe"; did you mean "must_be"?'),
        ("kano: {empathy: {tally: {}}}", "17:17 the tally needs at least one answer in A, O, M or I"),
        ("servqual: {weights: {empathy: -1}}", "17:31 found -1; at least 0 is needed"),
        ("survey: {response: table, table: [1 %, 2 %, 3 %, 4 %, 5]}", "17:55 found 5; a share is stated in per cent"),
        ("survey: {response: table}", "17:9 response: table needs the key table with five shares, for ratings 1 to 5"),
        ("loyalty: {return_width: 0}", "17:25 found 0; at least 0.01 is needed"),
    ],
)
def test_refusals(more: str, expected: str) -> None:
    found = faults(small(more=more + "\n"))
    assert len(found) == 1
    assert found[0].startswith(expected)
