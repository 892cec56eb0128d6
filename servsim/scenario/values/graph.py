"""Where one can come to in a graph: of touchpoints here and of whatever else is linked."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

Node = TypeVar("Node")


def reachable(onward: Mapping[Node, AbstractSet[Node]], start: Iterable[Node]) -> set[Node]:
    """The nodes of ``start`` and all to which a way leads from them; ``onward`` has the next nodes of every node."""
    reached = set(start)
    todo = list(reached)
    while todo:
        for following in onward[todo.pop()] - reached:
            reached.add(following)
            todo.append(following)
    return reached
