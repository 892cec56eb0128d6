"""Every bad file is refused with all its faults, each at its place, in words that help; and nothing else happens."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from servsim.errors import ScenarioError
from servsim.scenario import Scenario, from_text, load
from servsim.scenario.reading.parse import LARGEST_BYTES
from tests.examples import examples
from tests.scenario.small import DATA, HERE, small

BAD = {path.stem: path for path in sorted((HERE / "bad").glob("*.yaml"))}
TABLE: dict[str, Any] = YAML(typ="safe", pure=True).load((HERE / "bad_faults.yaml").read_bytes())
EXPECTED: dict[str, list[str]] = TABLE["faults"]
MORE = "..."


def told(path: Path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert str(caught.value).splitlines()[0].startswith(f"{path}:")
    return [f"{fault.line}:{fault.column} {fault.message}" for fault in caught.value.faults]


def test_files_and_table_match_one_to_one() -> None:
    assert sorted(BAD) == sorted(EXPECTED)
    assert len(BAD) >= 48


@pytest.mark.parametrize("name", BAD)
def test_every_fault_is_told_at_its_place(name: str) -> None:
    found = told(BAD[name])
    expected = [line for line in EXPECTED[name] if line != MORE]
    assert [line[: len(start)] for line, start in zip(found, expected, strict=False)] == expected
    assert len(found) > len(expected) if MORE in EXPECTED[name] else len(found) == len(expected)


@pytest.mark.parametrize("name", BAD)
def test_every_message_is_one_readable_line(name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(BAD[name])
    for fault in caught.value.faults:
        assert fault.message.isprintable(), fault
        assert len(fault.message) < 500, fault
        assert len(fault.path) < 400, fault
        assert not re.search("Input should|pydantic|Value error|Traceback|NoneType", fault.message), fault


def test_many_faults_are_told_at_once() -> None:
    assert len(told(BAD["many_faults"])) == 13


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"# filler\n" * (10_000_000 // 9))
    found = told(huge)
    assert found == ["1:1 found a file of more than 0.5 MB; that is too much for a scenario"]


def test_a_long_file_is_refused_with_its_first_hundred_faults() -> None:
    line = "".join(f"k{i}: {{a: [1, 2], b: text}}\n" for i in range(10_000)).encode()
    with pytest.raises(ScenarioError) as caught:
        from_text(line[:LARGEST_BYTES], "long.yaml", DATA)
    assert len(str(caught.value).splitlines()) == 101
    assert str(caught.value).endswith("more")


WORDS = [
    "null",
    "true",
    "[]",
    "{}",
    "-1",
    "1e999",
    ".inf",
    "''",
    "5 min",
    "100 %",
    "24:00",
    "&a",
    "*a",
    "!x",
    "? ",
    "---",
]
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((HERE / "good").glob("*.yaml"))] + [small()]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good scenario in which characters, words or lines have been deleted, doubled, replaced or moved."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        cut = draw(st.sampled_from([r"(.)", r"(\s)", r"(\n)"]))
        parts = re.split(cut, text, flags=re.DOTALL)
        place = draw(st.integers(0, len(parts) - 1))
        kind = draw(st.sampled_from(["delete", "double", "replace", "move"]))
        if kind == "delete":
            del parts[place]
        elif kind == "double":
            parts.insert(place, parts[place])
        elif kind == "replace":
            parts[place] = draw(st.sampled_from(WORDS) | st.text(max_size=3))
        else:
            parts.insert(draw(st.integers(0, len(parts) - 1)), parts.pop(place))
        text = "".join(parts)
    return text


def outcome(text: bytes) -> Scenario | ScenarioError:
    try:
        return from_text(text, "spoiled.yaml", DATA)
    except ScenarioError as error:
        return error


@given(mutated())
@settings(max_examples=examples(150))
def test_a_spoiled_file_is_a_scenario_or_its_faults(text: str) -> None:
    found = outcome(text.encode("utf-8", "replace"))
    if isinstance(found, ScenarioError):
        assert found.faults
        assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in found.faults)
    else:
        assert found.segments


@given(st.binary(max_size=400))
@settings(max_examples=examples(100))
def test_any_bytes_are_refused_or_read(text: bytes) -> None:
    with pytest.raises(ScenarioError):
        from_text(text, "noise.yaml", DATA)
