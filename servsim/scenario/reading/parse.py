"""From the bytes of a YAML file to a document.

Nothing in the text is ever executed: the text is only split into words and brackets, and what a plain word means is
decided here (:mod:`servsim.scenario.reading.reader`), by the core rules of YAML 1.2.
"""

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from servsim.errors import Fault, ScenarioError
from servsim.scenario.reading.document import Document
from servsim.scenario.reading.reader import Reader

LARGEST_BYTES = 500_000
_QUOTES = "put texts with unusual characters in quotes"
_INDENTATION = "the indentation does not fit the lines above"
_TELLING = {
    "<stream end>": "the file ends before a bracket, brace or quotation mark is closed",
    "mapping values are not allowed": "found a colon where none can be; mend the indentation or put the text in quotes",
    "while scanning a simple key": 'found a line without a colon; a key is written "key: value"',
    "while scanning a quoted scalar": "a quotation mark is opened here and not closed",
    "while parsing a flow sequence": "a bracket [ is opened here and not closed, or a comma is missing in it",
    "while parsing a flow mapping": "a brace { is opened here and not closed, or a comma is missing in it",
    "while parsing a block mapping": _INDENTATION,
    "while parsing a block collection": _INDENTATION,
    "cannot start any token": "found a character that cannot stand here; put the text in quotes",
}
_WHERE_OPENED = ("while scanning a quoted scalar", "while parsing a flow")


def parse(text: bytes, file: str) -> Document:
    """Read YAML bytes into a document.

    Raises ScenarioError, with the place, for everything that is not one mapping in UTF-8; faults of single keys and
    values are collected in the document.
    """
    if len(text) > LARGEST_BYTES:
        size = f"{LARGEST_BYTES / 1e6:g} MB"
        raise _refused(file, f"found a file of more than {size}; that is too much for a scenario")
    decoded = _decoded(text, file)
    document = Document(file)
    try:
        Reader(document, YAML(typ="safe", pure=True).parse(decoded)).read()
    except MarkedYAMLError as error:
        raise ScenarioError(file, [*document.faults, _unreadable(error)]) from None
    except ReaderError as error:
        before = decoded[: error.position]
        position = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _refused(file, "found a control character; is this a text file?", *position) from None
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
    message = next(
        (message for fragment, message in _TELLING.items() if fragment in said), f"{error.problem}; {_QUOTES}"
    )
    message = "found a tab; indent with spaces" if "'\\t'" in said else message
    return Fault(mark.line + 1, mark.column + 1, "", f"this is not YAML: {message}")
