"""The source code as the house rules see it: files, functions, and what they say about themselves."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.paths import ROOT

PACKAGE = ROOT / "servsim"

Definition = ast.FunctionDef | ast.AsyncFunctionDef


class Function(NamedTuple):
    """A function or method with the classes and functions around it."""

    file: Path
    name: str
    node: Definition

    @property
    def lines(self) -> int:
        return (self.node.end_lineno or 0) - self.node.lineno + 1

    @property
    def parameters(self) -> int:
        """Without self and cls."""
        given = self.node.args
        names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        return len(names) - (names[:1] in (["self"], ["cls"]))

    @property
    def public(self) -> bool:
        return not any(part.startswith("_") for part in self.name.split("."))

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}: {self.name}"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def functions(file: Path) -> Iterator[Function]:
    yield from _inside(file, ast.parse(file.read_text(encoding="utf-8")), "")


def _inside(file: Path, node: ast.AST, around: str) -> Iterator[Function]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, Definition):
            yield Function(file, f"{around}{inner.name}", inner)
            yield from _inside(file, inner, f"{around}{inner.name}._inner.")
        elif isinstance(inner, ast.ClassDef):
            yield from _inside(file, inner, f"{around}{inner.name}.")
        else:
            yield from _inside(file, inner, around)


@cache
def all_functions(folder: Path) -> list[Function]:
    return [function for file in files(folder) for function in functions(file)]
