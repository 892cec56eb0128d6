"""How faults are told."""

import pickle

import pytest

from servsim.errors import Fault, ScenarioError, ServsimError, nearest, shown


def test_a_fault_is_one_line() -> None:
    assert Fault(3, 7, "a.b", "no").at("f.yaml") == "f.yaml:3:7: a.b: no"
    assert Fault(3, 7, "", "no").at("f.yaml") == "f.yaml:3:7: no"
    assert Fault(0, 0, "a", "no").at("f.yaml") == "f.yaml: a: no"


def test_faults_are_sorted_and_told_once() -> None:
    error = ScenarioError("f", [Fault(2, 1, "", "b"), Fault(1, 9, "", "a"), Fault(2, 1, "", "b")])
    assert str(error) == "f:1:9: a\nf:2:1: b"
    assert isinstance(error, ServsimError)


def test_a_hundred_faults_are_enough_to_read() -> None:
    error = ScenarioError("f", [Fault(line, 1, "", "x") for line in range(1, 250)])
    assert len(error.faults) == 249
    assert str(error).splitlines()[-2:] == ["f:100:1: x", "f: and 149 more"]


def test_an_error_travels_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(ScenarioError("f", [Fault(1, 1, "a", "b")])))
    assert (error.file, error.faults, str(error)) == ("f", (Fault(1, 1, "a", "b"),), "f:1:1: a: b")


def test_nearest() -> None:
    assert nearest("touchpiont", ["touchpoint", "team"]) == 'did you mean "touchpoint"?'
    assert nearest("x", ["b", "a"]) == "allowed: a, b"
    assert nearest("x", []) == "nothing is allowed here"
    assert nearest("!", [f"k{i:02}" for i in range(33)]).endswith("k28, k29 and 3 more")


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "nothing"), (True, "true"), (False, "false"), (5, "5"), (2.5, "2.5"), (1e7, "10000000"), ("a", '"a"'),
     ({}, "a mapping of keys"), ([1], "a list"), ((1,), "a list"), ("a\n\tb\x1b", '"a  b "'), ("é企", '"é企"'),
     ("x" * 60, f'"{"x" * 60}"'), ("x" * 61, f'"{"x" * 57}..."')],
)  # fmt: skip
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text
