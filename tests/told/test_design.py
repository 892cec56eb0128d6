"""Decisions can be linked: numbered without a gap, each short; what is quoted is there."""

import re

import pytest

from tests.paths import ROOT

DESIGN = (ROOT / "DESIGN.md").read_text(encoding="utf-8")
DECISIONS = re.findall(r"^### D(\d+) [^\n]+\n\n(.*?)(?=^#|\Z)", DESIGN, flags=re.MULTILINE | re.DOTALL)
LONGEST = 12
"""Lines of a decision; what needs more is two decisions."""


def test_numbers_are_in_order() -> None:
    assert [int(number) for number, _ in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert len(DECISIONS) > 50


@pytest.mark.parametrize(("number", "text"), DECISIONS, ids=[f"D{number}" for number, _ in DECISIONS])
def test_a_decision_is_short(number: str, text: str) -> None:
    assert 1 <= len(text.strip().splitlines()) <= LONGEST, number


@pytest.mark.parametrize("document", ["DESIGN.md", "CONTRIBUTING.md"])
def test_files_that_are_named_are_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.[a-z]+)?)[:`]", text)
    assert len(named) > 20
    rooms = (ROOT, ROOT / "servsim", ROOT / "servsim" / "feedback", ROOT / "servsim" / "study")
    assert [name for name in named if not any((room / name).exists() for room in rooms)] == []


def test_decisions_that_are_quoted_are_there() -> None:
    known = {number for number, _ in DECISIONS}
    texts = [DESIGN, *((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))]
    assert {number for text in texts for number in re.findall(r"\bD(\d+)\b", text)} <= known
