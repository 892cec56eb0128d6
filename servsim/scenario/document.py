"""A YAML text as plain values, with the place (line, column) of every key and value.

Nothing in the text is ever executed: the text is only composed to nodes, tags other than those of plain YAML 1.2 values
are refused, and so are duplicate keys and aliases, which no planner needs and which can be made to explode.
"""

import math
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from servsim.errors import Fault, ScenarioError

Path = tuple[str, ...]
Raw = dict[str, Any]
Place = tuple[int, int]

LARGEST_BYTES = 1_000_000
DEEPEST = 40
_PLAIN = {"str", "int", "float", "bool", "null", "timestamp"}


@dataclass
class Document:
    """The values of one file and where they stand."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path, of_key: bool = False) -> Place:
        """Line and column (from 1) of a value or its key, or of the nearest part around it that has a place."""
        known = self.keys if of_key else self.values
        while path:
            if path in known:
                return known[path]
            known = self.keys
            path = path[:-1]
        return 1, 1


def parse(text: bytes, file: str) -> Document:
    """Read YAML bytes into a document.

    Raises ScenarioError, with the place, for everything that is not one plain mapping in UTF-8.
    """
    if len(text) > LARGEST_BYTES:
        size = f"{len(text) / 1e6:.1f} MB"
        raise _refused(file, f"found a file of {size}; a scenario is a text of at most {LARGEST_BYTES // 10**6} MB")
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        column = error.start - text.rfind(b"\n", 0, error.start)
        raise _refused(file, "found bytes that are not text in UTF-8", line, column) from None
    try:
        node = YAML(typ="safe", pure=True).compose(decoded)
    except (YAMLError, YAMLStreamError) as error:
        raise _unreadable(file, error) from None
    except RecursionError:
        raise _refused(file, f"found brackets nested deeper than {DEEPEST} levels") from None
    return _Reader(file).document(node)


def _refused(file: str, message: str, line: int = 1, column: int = 1) -> ScenarioError:
    return ScenarioError(file, [Fault(line, column, "", message)])


def _unreadable(file: str, error: Exception) -> ScenarioError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if isinstance(error, MarkedYAMLError):
        found = str(error.problem or error.context or "cannot read this").split("\n")[0]
    elif isinstance(error, ReaderError):
        found = f"found a control character (code {error.character!r}) that YAML does not allow"
    else:
        found = str(error).split("\n")[0]
    if "\\t" in found:
        found = "found a tab; indent with spaces"
    return _refused(file, f"this is not YAML: {found}", line, column)


class _Reader:
    def __init__(self, file: str) -> None:
        self.result = Document(file)
        self.faults: list[Fault] = []
        self.seen: set[int] = set()

    def document(self, node: Node | None) -> Document:
        if not isinstance(node, MappingNode):
            found = "nothing" if node is None else "a list" if isinstance(node, SequenceNode) else "a single value"
            raise _refused(
                self.result.file, f"found {found}; a scenario is a mapping of keys such as segments and teams"
            )
        self.result.data = self._value(node, ())
        if self.faults:
            raise ScenarioError(self.result.file, self.faults)
        return self.result

    def _fault(self, node: Node, path: Path, message: str) -> None:
        mark = node.start_mark
        self.faults.append(Fault(mark.line + 1, mark.column + 1, ".".join(path), message))

    def _value(self, node: Node, path: Path) -> Any:
        mark = node.start_mark
        self.result.values[path] = (mark.line + 1, mark.column + 1)
        kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
        if id(node) in self.seen or node.anchor:
            self._fault(node, path, "found an anchor or alias (& or *); write the value out where it is needed")
            return None
        self.seen.add(id(node))
        if len(path) > DEEPEST:
            self._fault(node, path[:3], f"found values nested deeper than {DEEPEST} levels")
            return None
        if isinstance(node, MappingNode) and kind == "map":
            return self._mapping(node, path)
        if isinstance(node, SequenceNode) and kind == "seq":
            return [self._value(item, (*path, str(i))) for i, item in enumerate(node.value)]
        if isinstance(node, ScalarNode) and kind in _PLAIN:
            return self._scalar(node, kind, path)
        self._fault(
            node, path, f'found the tag "{node.tag}"; only plain text and numbers are allowed, nothing is executed'
        )
        return None

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._fault(key, path, "found a list or mapping as a key; a key is a word")
                continue
            name = str(key.value)
            here = (*path, name)
            if name in result:
                first = self.result.keys[here]
                self._fault(key, here, f'found the key "{name}" twice; it is already in line {first[0]}')
                continue
            self.result.keys[here] = (key.start_mark.line + 1, key.start_mark.column + 1)
            result[name] = self._value(value, here)
        return result

    def _scalar(self, node: ScalarNode, kind: str, path: Path) -> Any:
        text = str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "int":
            return self._number(node, path, text, int)
        if kind == "float":
            return self._number(node, path, text, float)
        return text

    def _number(self, node: ScalarNode, path: Path, text: str, read: type[int] | type[float]) -> Any:
        plain = text.replace("_", "").lower()
        try:
            if read is int:
                return int(plain, 0) if len(plain) < 40 else float(plain)
            value = float(plain.replace(".inf", "inf").replace(".nan", "nan"))
        except (ValueError, OverflowError):
            return text
        if not math.isfinite(value):
            self._fault(node, path, f'found "{text}"; a number must be finite')
        return value
