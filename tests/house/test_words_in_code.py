"""One word, one meaning: no class name twice, and no identifier that a reader would have to ask about.

Identifiers are the names, arguments, attributes and keywords of the code, split at underscores and capitals. Words in
texts and comments may stay homely.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, files

WORDS = {
    "place", "places", "told", "tell", "tells", "lived", "yardstick", "yardsticks", "moods", "crew", "ledger", "hands",
    "book", "nest", "tally", "contest", "ignorance", "outer", "sureness", "blueprint", "lineup", "traveller",
    "clockwork", "hearing",
}  # fmt: skip
"""A place is an index, a slot, a position, a key, a row or a column; the others had a field term all along."""

KNOWN = {
    ("calibration/surveys/kano_intervals.py", "tally"), ("calibration/surveys/kano_survey.py", "tally"),
    ("calibration/surveys/predictors.py", "tally"), ("scenario/parts/kano.py", "tally"),
    ("feedback/rating_plan.py", "tally"), ("feedback/satisfaction/kano_questionnaire.py", "tally"),
}  # fmt: skip
"""The key ``tally`` of a Kano entry, and its class: how often each answer was counted."""


def words_of(identifier: str) -> set[str]:
    """``weak_intervals`` and ``WeakPlaces`` are both made of weak and places."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", identifier)
    return {word for word in parted.lower().split("_") if word}


def identifiers(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Name):
            yield node.id, line
        elif isinstance(node, ast.Attribute):
            yield node.attr, line
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield node.arg, line
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, line
        elif isinstance(node, ast.alias):
            yield from ((name, line) for name in (*node.name.split("."), node.asname or ""))


def homely(file: Path) -> list[str]:
    """The identifiers of a file that are made of one of the words, with their lines."""
    where = file.relative_to(PACKAGE).as_posix()
    found = identifiers(ast.parse(file.read_text(encoding="utf-8")))
    wrong = {(line, name) for name, line in found for word in words_of(name) & WORDS if (where, word) not in KNOWN}
    return [f"{where}:{line}: {name}" for line, name in sorted(wrong)]


def test_identifiers_are_field_terms_or_plain_words() -> None:
    assert [line for file in files(PACKAGE) for line in homely(file)] == []


@pytest.mark.parametrize(
    "code",
    ["place = 1", "a.places", "f(told=1)", "def f(lived): ...", "class WeakPlaces: ...", "import a.ledger", "_tell()"],
)
def test_twin_such_an_identifier_is_found(code: str) -> None:
    assert any(words_of(name) & WORDS for name, _ in identifiers(ast.parse(code)))


def test_replacing_is_no_place() -> None:
    assert not any(words_of(name) & WORDS for name, _ in identifiers(ast.parse("replace(a.placed, retold=bookable)")))


def classes() -> dict[str, list[str]]:
    """Where the classes (and aliases of types) of the package are defined, by public name."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in files(PACKAGE):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(file.relative_to(PACKAGE).as_posix())
    return found


def test_no_class_name_is_defined_twice() -> None:
    twice = {name: where for name, where in classes().items() if len(where) > 1}
    assert twice == {}
    assert len(classes()) > 200, "the classes are found"
