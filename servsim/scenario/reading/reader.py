"""From the words and brackets of a YAML text to plain values, in one walk.

Tags, anchors and aliases are refused: no planner needs them, and they can be made to run code or to explode. A fault of
one key or value is noted in the document and reading goes on, so that a planner hears of all faults at once.
"""

import math
import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml.error import StreamMark
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from servsim.errors import Fault, ScenarioError, shown
from servsim.scenario.reading.document import Document
from servsim.scenario.values.base import Path, Raw

_CORE = "tag:yaml.org,2002:"
DEEPEST = 40
LONGEST_KEY = 300
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class Reader:
    """Walks the events of a YAML text and fills a document."""

    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document = document
        self.events = events

    def read(self) -> None:
        """Read the one document there should be.

        Raises ScenarioError when there is none, or another, or when it is not a mapping.
        """
        event = next((event for event in self.events if isinstance(event, NodeEvent)), None)
        if not isinstance(event, MappingStartEvent):
            raise self._unusable(event)
        self.document.data = self._value(event, ())
        for following in self.events:
            if isinstance(following, DocumentStartEvent):
                raise self._stop(following.start_mark, "found a second document (---); a scenario is a single one")

    def _unusable(self, event: Event | None) -> ScenarioError:
        empty = event is None or (isinstance(event, ScalarEvent) and not event.value)
        found = "nothing" if empty else "a list" if isinstance(event, SequenceStartEvent) else "a single value"
        message = f"found {found}; a scenario is a mapping of keys such as segments and teams"
        return ScenarioError(self.document.file, [Fault(1, 1, "", message)])

    def _stop(self, mark: StreamMark, message: str) -> ScenarioError:
        fault = Fault(mark.line + 1, mark.column + 1, "", message)
        return ScenarioError(self.document.file, [*self.document.faults, fault])

    def _fault(self, event: Event, path: Path, message: str) -> None:
        mark = event.start_mark
        self.document.faults.append(Fault(mark.line + 1, mark.column + 1, ".".join(path), message))

    def _refuse(self, event: Event, path: Path, message: str) -> None:
        self.document.refused.add(path)
        self._fault(event, path, message)

    def _value(self, event: Event, path: Path) -> Any:
        mark = event.start_mark
        nothing = isinstance(event, ScalarEvent) and not event.value
        position = (mark.line + 1, mark.column + 1)
        self.document.values[path] = self.document.keys.get(path, position) if nothing else position
        if len(path) > DEEPEST:
            raise self._stop(mark, f"found values nested deeper than {DEEPEST} levels")
        self._refuse_extras(event, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event, path) if isinstance(event, ScalarEvent) else None

    def _refuse_extras(self, event: Event, path: Path) -> None:
        tag = getattr(event, "tag", None)
        if getattr(event, "anchor", None):
            self._refuse(event, path, "found an anchor or alias (& or *); write the value out where it is needed")
        elif tag is not None:
            written = shown(str(tag).replace(_CORE, "!!"))
            self._refuse(event, path, f"found the tag {written}; only plain text and numbers are allowed")

    def _sequence(self, path: Path) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            result.append(self._value(event, (*path, str(len(result)))))
        return result

    def _mapping(self, path: Path) -> Raw:
        result: Raw = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            name = self._key(event, path)
            if name is None:
                self._pass_over(next(self.events))
            else:
                result[name] = self._value(next(self.events), (*path, name))
        return result

    def _key(self, event: Event, path: Path) -> str | None:
        """The key that an event stands for; None, with a fault, when there can be no value for it."""
        if not isinstance(event, ScalarEvent):
            self._fault(event, path, "found a list, mapping or alias as a key; a key is a word")
            self._pass_over(event)
            return None
        name = str(event.value)
        here = (*path, name)
        if not name.isprintable() or not 0 < len(name) <= LONGEST_KEY:
            self._fault(
                event, path, f"found the key {shown(name)}; a key is one word of at most {LONGEST_KEY} characters"
            )
        elif here in self.document.keys:
            line = self.document.keys[here][0]
            self._fault(event, here, f"found the key {shown(name)} twice; it is already in line {line}")
        else:
            self.document.keys[here] = (event.start_mark.line + 1, event.start_mark.column + 1)
            self._refuse_extras(event, here)
            return name
        return None

    def _pass_over(self, event: Event) -> None:
        depth = 0
        while True:
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth == 0:
                return
            event = next(self.events)

    def _whole_characters(self, event: ScalarEvent, path: Path) -> str:
        """The text of a scalar, in which two escaped halves of a character (as JSON writes them) have become one."""
        try:
            return str(event.value).encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            self._refuse(
                event, path, "found half a character (a lone surrogate such as \\ud800); write the character itself"
            )
            return ""

    def _scalar(self, event: ScalarEvent, path: Path) -> Any:
        text = self._whole_characters(event, path)
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text) and len(text) < 19:
            return int(text)
        number = float(text) if _DECIMAL.fullmatch(text) else None
        if _NOT_FINITE.fullmatch(text) or (number is not None and math.isinf(number)):
            self._refuse(event, path, f"found the number {shown(text)}; it must be finite")
        return text if number is None else number
