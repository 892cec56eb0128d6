"""YAML 1.2 and nothing more: what plain words mean, where they stand, what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from servsim.errors import ScenarioError
from servsim.scenario.reading.document import Document
from servsim.scenario.reading.parse import parse
from tests.examples import examples


def document(text: str) -> Document:
    return parse(text.encode(), "a.yaml")


def value(text: str) -> Any:
    return document(f"key: {text}\n").data["key"]


def refused(text: str) -> list[str]:
    try:
        found = document(text).faults
    except ScenarioError as error:
        found = list(error.faults)
    return [f"{fault.line}:{fault.column} {fault.message}" for fault in found]


@pytest.mark.parametrize(
    "text", ["10:30", "no", "yes", "on", "off", "y", "N", "1999-01-04", "1_000", "0b1", "0o17", "0x1F", "1,5",
             "12:30:45", ".", "e5", "+", "nan", "inf", "infinity", "1e", "0.1.2", "5 min", "NO", "TRue"],
)  # fmt: skip
def test_words_stay_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5", 5), ("-5", -5), ("+5", 5), ("010", 10), ("0", 0), ("5.", 5.0), (".5", 0.5), ("-1.5e-3", -0.0015),
     ("1e3", 1000.0), ('"\\ud83d\\ude00"', "😀"),
     ("123456789012345678", 123456789012345678), ("1234567890123456789012", 1.234567890123456789e21), ("true", True),
     ("False", False), ("null", None), ("~", None), ("", None),
     ('"5"', "5"), ("'true'", "true"), ('""', ""), ("|-\n  5", "5")],
)  # fmt: skip
def test_plain_values(text: str, expected: Any) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


def test_places() -> None:
    found = document('# top\na:\n  b: [1, "x"]\n  "c": {d: 2}\ne:\n')
    assert found.data == {"a": {"b": [1, "x"], "c": {"d": 2}}, "e": None}
    assert found.index_of(("a", "b", "1")) == (3, 10)
    assert found.index_of(("a", "c", "d")) == (4, 12)
    assert found.index_of(("a", "c", "d"), of_key=True) == (4, 9)
    assert found.index_of(("a", "c", "missing")) == (4, 3)
    assert found.index_of(("a", "b", "1", "x", "y")) == (3, 3)
    assert found.index_of(("e",)) == (5, 1)
    assert found.index_of(("nowhere",)) == found.index_of(()) == (1, 1)


def test_a_byte_order_mark_and_windows_lines_are_read() -> None:
    assert parse(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "a.yaml").data == {"a": 1, "b": 2}


def test_a_yaml_1_1_directive_changes_nothing() -> None:
    assert document("%YAML 1.1\n---\na: no\nb: 10:30\nc: 010\n").data == {"a": "no", "b": "10:30", "c": 10}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", ["1:4 found an anchor or alias", "2:4 found an anchor or alias"]),
        ("&x a: 1\n", ["1:1 found an anchor or alias"]),
        ("*x : 1\n", ["1:1 found a list, mapping or alias as a key; a key is a word"]),
        ("{a: 1}: 2\nb: 1\nb: {c: [1]}\n", ["1:1 found a list, mapping or alias", '3:1 found the key "b" twice']),
        ("? [a, {b: c}]\n: {d: e}\nf: 1\n", ["1:3 found a list, mapping or alias as a key"]),
        ("!!str a: 1\n", ['1:1 found the tag "!!str"; only plain text and numbers are allowed']),
        ("a: !!set {b, c}\n", ['1:4 found the tag "!!set"']),
        ("a: !<tag:x> 1\n", ['1:4 found the tag "tag:x"']),
        ('a: "\\ud800"\n', ["1:4 found half a sign (a lone surrogate such as \\ud800); write the sign itself"]),
        ("a: 1\nb: [c, d\ne: f\n", ["2:4 this is not YAML: a bracket [ is opened here and not closed, or a comma"]),
        ("a: -.INF\n", ['1:4 found the number "-.INF"; it must be finite']),
        ("a: 1e999\n", ['1:4 found the number "1e999"; it must be finite']),
        ('"a\\nb": 1\n', ['1:1 found the key "a b"; a key is one word of at most 300 signs']),
        ("[a]\n", ["1:1 found a list; a scenario is a mapping of keys such as segments and teams"]),
        ("---\n", ["1:1 found nothing; a scenario is"]),
        ("*x\n", ["1:1 found a single value; a scenario is"]),
        ("a: 1\n...\n---\nb: 2\n", ["3:1 found a second document (---); a scenario is a single one"]),
        ("a: 1\nb: [\n", ["3:1 this is not YAML: the file ends before a bracket, brace or quotation mark"]),
        ("a: 1\na: 2\nb: }\n", ['2:1 found the key "a" twice', "3:4 this is not YAML: "]),
        ("a: 'b\n", ["1:4 this is not YAML: a quotation mark is opened here and not closed"]),
        ("a: %b\n", ["1:4 this is not YAML: found a sign that cannot stand here; put the text in quotes"]),
        ("a:\n\tb: 1\n", ["2:1 this is not YAML: found a tab; indent with spaces"]),
        ("a: b: c\n", ["1:5 this is not YAML: found a colon where none can be"]),
        ("a: 1\n  b: 2\n", ["2:4 this is not YAML: found a colon where none can be; mend the indentation"]),
        ("  a: 1\n b: 2\n", ["2:2 this is not YAML: "]),
        ("a: |x\n  b\n", ["1:5 this is not YAML: expected chomping or indentation indicators, but found 'x'; put"]),
        ("a: b\x07\n", ["1:5 found a control character; is this a text file?"]),
        ("é: 1\nüa: b\x00\n", ["2:6 found a control character"]),
    ],
)  # fmt: skip
def test_refusals(text: str, expected: list[str]) -> None:
    found = refused(text)
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


def test_depth() -> None:
    assert refused("a: " + "[" * 38 + "]" * 38) == []
    assert refused("a: " + "[" * 41 + "]" * 41) == ["1:44 found values nested deeper than 40 levels"]
    assert refused("a: " + "[" * 20_000) == ["1:44 found values nested deeper than 40 levels"]


def test_not_utf_8() -> None:
    message = "a.yaml:2:4: found bytes that are not text in UTF-8; save the file as UTF-8"
    with pytest.raises(ScenarioError, match=f"^{message}$"):
        parse(b"a: 1\nb: \xe9\n", "a.yaml")


def _deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)


PLAIN = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
NESTED = st.recursive(PLAIN | st.text(), _deeper, max_leaves=5)


@given(st.dictionaries(st.text("abcé_", min_size=1), NESTED, max_size=4))
@settings(max_examples=examples(60))
def test_json_is_read_back(data: dict[str, Any]) -> None:
    assert parse(json.dumps(data).encode(), "a.yaml").data == data


@given(st.from_regex(r"[-+.0-9eE]{1,8}", fullmatch=True))
def test_numbers_are_read_as_another_reader_reads_them(text: str) -> None:
    try:
        other = YAML(typ="safe", pure=True).load(f"key: {text}\n")["key"]
    except (MarkedYAMLError, ValueError):
        return
    if isinstance(other, int | float):
        assert value(text) == pytest.approx(other) or refused(f"key: {text}")
