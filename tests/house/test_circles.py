"""No module imports itself, over however many others, and lazy imports count: what needs each other lies together."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.source import PACKAGE, files

LONGEST_CHAIN = 56
"""Modules on the longest way of imports. It may get shorter: a chain is how much one has to know to read one module."""

Graph = dict[str, set[str]]


def module_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_in(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """All imports, those inside functions too; not those for type checkers only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for other in node.orelse:
                yield from imports_in(other)
        else:
            yield from imports_in(node)


def imported(node: ast.Import | ast.ImportFrom, modules: set[str]) -> Iterator[str]:
    """The modules of the package that a statement names; a name from a package is that of a module, or its __init__."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in modules)
        return
    assert not node.level, "imports are absolute"
    for alias in node.names:
        whole = f"{node.module}.{alias.name}"
        found = whole if whole in modules else node.module or ""
        if found in modules:
            yield found


def graph_of(sources: dict[str, str]) -> Graph:
    modules = set(sources)
    return {
        name: {other for node in imports_in(ast.parse(text)) for other in imported(node, modules)} - {name}
        for name, text in sources.items()
    }


@cache
def graph() -> Graph:
    return graph_of({module_of(file): file.read_text(encoding="utf-8") for file in files(PACKAGE)})


def reached(edges: Graph, start: str) -> set[str]:
    """What a module imports, directly or over others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = edges[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def components(edges: Graph) -> list[set[str]]:
    """The groups of modules that reach each other."""
    beyond = {node: reached(edges, node) for node in edges}
    circular = sorted(node for node in edges if node in beyond[node])
    groups = {frozenset(other for other in beyond[node] if node in beyond[other]) for node in circular}
    return sorted(map(set, groups), key=min)


def longest_chain(edges: Graph) -> list[str]:
    """The longest way of imports; modules in a circle count all, one after the other."""
    groups = [sorted(group) for group in components(edges)]
    group_of = {node: tuple(group) for group in groups for node in group}

    @cache
    def from_here(group: tuple[str, ...]) -> tuple[str, ...]:
        beyond = {group_of.get(other, (other,)) for node in group for other in edges[node]} - {group}
        return (*group, *max(map(from_here, sorted(beyond)), key=len, default=()))

    return list(max((from_here(group_of.get(node, (node,))) for node in sorted(edges)), key=len))


def test_there_are_no_circles() -> None:
    found = components(graph())
    assert [sorted(group) for group in found] == []


def test_the_longest_chain_is_no_longer_than_it_was() -> None:
    chain = longest_chain(graph())
    print(f"the longest chain has {len(chain)} modules:", *chain, sep="\n  ")
    assert len(chain) <= LONGEST_CHAIN


def test_a_circle_over_a_lazy_import_would_be_seen() -> None:
    """The twin: an import inside a function closes a circle, one for type checkers does not."""
    lazy = {"servsim.a": "def f():\n    from servsim.b import g", "servsim.b": "from servsim import a"}
    assert components(graph_of(lazy)) == [{"servsim.a", "servsim.b"}]
    typed = {**lazy, "servsim.a": "if TYPE_CHECKING:\n    from servsim.b import g"}
    assert components(graph_of(typed)) == []
    assert longest_chain(graph_of(typed)) == ["servsim.b", "servsim.a"]
