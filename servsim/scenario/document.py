"""A YAML text as plain values, with the place (line, column) of every key and value.

Nothing in the text is ever executed: the text is only split into words and brackets, and what a plain word means is
decided here (:mod:`servsim.scenario.reader`), by the core rules of YAML 1.2.
"""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from servsim.errors import Fault, ScenarioError

Path = tuple[str, ...]
Raw = dict[str, Any]
Place = tuple[int, int]

LARGEST_BYTES = 500_000
_QUOTES = "put texts with unusual signs in quotes"
_INDENTATION = "the indentation does not fit the lines above"
_TELLING = {
    "mapping values are not allowed": "found a colon where none can be; mend the indentation or put the text in quotes",
    "while scanning a simple key": 'found a line without a colon; a key is written "key: value"',
    "while scanning a quoted scalar": "a quotation mark is opened here and not closed",
    "while parsing a flow sequence": "a bracket [ is opened here and not closed, or a comma is missing in it",
    "while parsing a flow mapping": "a brace { is opened here and not closed, or a comma is missing in it",
    "while parsing a block mapping": _INDENTATION,
    "while parsing a block collection": _INDENTATION,
    "cannot start any token": "found a sign that cannot stand here; put the text in quotes",
}
_WHERE_OPENED = ("while scanning a quoted scalar", "while parsing a flow")


@dataclass
class Document:
    """The values of one file, where they stand, and what is wrong with their form."""

    file: str
    data: Raw = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)

    def place(self, path: Path, of_key: bool = False) -> Place:
        """Line and column (from 1) of a value or its key, or of the nearest part around it that has a place."""
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


def parse(text: bytes, file: str) -> Document:
    """Read YAML bytes into a document.

    Raises ScenarioError, with the place, for everything that is not one mapping in UTF-8; faults of single keys and
    values are collected in the document.
    """
    from servsim.scenario.reader import Reader

    if len(text) > LARGEST_BYTES:
        size = f"{len(text) / 1e6:.1f} MB"
        raise _refused(file, f"found a file of {size}; a scenario is a text of at most {LARGEST_BYTES / 1e6:g} MB")
    decoded = _decoded(text, file)
    document = Document(file)
    try:
        Reader(document, YAML(typ="safe", pure=True).parse(decoded)).read()
    except MarkedYAMLError as error:
        raise ScenarioError(file, [*document.faults, _unreadable(error)]) from None
    except ReaderError as error:
        before = decoded[: error.position]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _refused(file, "found a control character; is this a text file?", *place) from None
    return document


def _decoded(text: bytes, file: str) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        column = error.start - text.rfind(b"\n", 0, error.start)
        raise _refused(file, "found bytes that are not text in UTF-8; save the file as UTF-8", line, column) from None


def _refused(file: str, message: str, line: int = 1, column: int = 1) -> ScenarioError:
    return ScenarioError(file, [Fault(line, column, "", message)])


def _unreadable(error: MarkedYAMLError) -> Fault:
    said = f"{error.context or ''} | {error.problem or ''}"
    opened_here = error.context_mark is not None and any(start in said for start in _WHERE_OPENED)
    mark = error.context_mark if opened_here else error.problem_mark
    told = next((told for fragment, told in _TELLING.items() if fragment in said), f"{error.problem}; {_QUOTES}")
    told = "found a tab; indent with spaces" if "'\\t'" in said else told
    return Fault(mark.line + 1, mark.column + 1, "", f"this is not YAML: {told}")
