"""What nobody in the program uses is no part of it: it is deleted, or there is a reason why it stays."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGE, files

REASONS = {
    **dict.fromkeys(["heatmap", "tradeoff"], "figures of a sweep; README shows them"),
    "with_options": "for notebooks; docs/howto/notebooks.md shows it",
    "get_renderer": "asked for by matplotlib",
    "Hooks": "several hooks at once, for what is to come; held to the naive engine by tests/laws/test_walls.py",
    "same_as": "logs held to each other, to the bit, by tests/laws",
    "queue_wait": "a column of a replication, for notebooks",
    **dict.fromkeys(
        ["net_promoter_of", "expected_csat", "expected_nps"], "formulas that tests/oracles hold to references"
    ),
    **dict.fromkeys(["half_life", "future_value", "total_strength"], "formulas that tests/oracles hold to references"),
}
ROOMS_OF_FORMULAS = {"theory"}
"""Formulas are known whole; which of them the program needs today is chance."""


def used(tree: ast.AST) -> Iterator[str]:
    """Every name that is read, as a name, an attribute or a word of a text (code is compiled by names)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
            yield from re.findall(r"\w+", node.value)


def defined(tree: ast.AST) -> Iterator[str]:
    """Public functions, classes and methods."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if not node.name.startswith("_"):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from defined(node)


def unused(sources: dict[Path, str]) -> set[tuple[Path, str]]:
    trees = {file: ast.parse(text) for file, text in sources.items()}
    read = Counter(name for tree in trees.values() for name in used(tree))
    return {(file, name) for file, tree in trees.items() for name in defined(tree) if not read[name]}


def test_everything_public_is_used_somewhere() -> None:
    found = unused({file: file.read_text(encoding="utf-8") for file in files(PACKAGE)})
    left = {(file, name) for file, name in found if file.relative_to(PACKAGE).parts[0] not in ROOMS_OF_FORMULAS}
    assert sorted(f"{file.relative_to(PACKAGE)}: {name}" for file, name in left if name not in REASONS) == []
    assert sorted(REASONS.keys() - {name for _, name in left}) == [], "a reason is left over"


def test_what_only_its_own_definition_names_would_be_found() -> None:
    """The twin."""
    here = Path("a.py")
    text = "class Thing:\n    def asked(self): ...\n    def idle(self): ...\n\nThing().asked()\n"
    assert unused({here: text}) == {(here, "idle")}
