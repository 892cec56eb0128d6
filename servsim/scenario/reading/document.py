"""The plain values of a YAML text, with the position (line, column) of every key and value."""

from dataclasses import dataclass, field

from servsim.errors import Fault
from servsim.scenario.values.base import Path, Raw

Position = tuple[int, int]


@dataclass
class Document:
    """The values of one file, where they stand, and what is wrong with their form."""

    file: str
    data: Raw = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    values: dict[Path, Position] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)

    def position(self, path: Path, of_key: bool = False) -> Position:
        """Line and column (from 1) of a value or its key, or of the nearest part around it that has a position."""
        known = self.keys if of_key else self.values
        while path:
            if path in known:
                return known[path]
            known = self.keys
            path = path[:-1]
        return 1, 1

    def spoiled(self, path: Path) -> bool:
        """Whether the value at a path, or one around it, has been refused already."""
        return any(path[:depth] in self.refused for depth in range(1, len(path) + 1))
