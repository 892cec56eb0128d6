"""The rows of a CSV file as a spreadsheet shows them: numbered from 1, each as long as the header, or a fault."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from servsim.errors import CellFault, SurveyError

LARGEST_BYTES = 200_000_000


@dataclass(frozen=True, eq=False)
class Rows:
    """The cells of a table as text without surrounding spaces."""

    header: tuple[str, ...]
    cells: dict[int, tuple[str, ...]]
    """By the number of the row, of which the header is 1; only rows that are as long as the header."""
    faults: tuple[CellFault, ...]
    """Rows that are empty, too short or too long."""


def read_rows(path: Path, delimiter: str = ",") -> Rows:
    """The rows of a CSV file in UTF-8, with or without byte order mark; empty rows at its end are no rows.

    Raises SurveyError for a file that cannot be read as such, and for one without a row below its header.
    """
    text = _text(path)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SurveyError(path.name, [CellFault(0, "", f"it is not CSV ({error})")]) from None
    stripped = [tuple(cell.strip() for cell in row) for row in rows]
    while stripped and not any(stripped[-1]):
        stripped.pop()
    if len(stripped) < 2:
        raise SurveyError(path.name, [CellFault(0, "", "there is no row below a header")])
    header, numbered = stripped[0], list(enumerate(stripped[1:], start=2))
    wrong = {row: _wrong(cells, len(header)) for row, cells in numbered}
    return Rows(
        header,
        {row: cells for row, cells in numbered if not wrong[row]},
        tuple(CellFault(row, "", message) for row, message in wrong.items() if message),
    )


def _wrong(cells: tuple[str, ...], columns: int) -> str:
    """What is wrong with a row; "" when nothing is."""
    if not any(cells):
        return "the row is empty; take it out"
    if len(cells) != columns:
        return f"cells in the row: {len(cells)}, in the header: {columns}"
    return ""


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            read = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise SurveyError(path.name, [CellFault(0, "", f"cannot read the file: {error.strerror}")]) from None
    if len(read) > LARGEST_BYTES:
        message = f"the file is larger than {LARGEST_BYTES // 1_000_000} MB"
        raise SurveyError(path.name, [CellFault(0, "", message)])
    try:
        text = read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = read.count(b"\n", 0, error.start) + 1
        found = f"byte {read[error.start]:#04x} in line {line}"
        message = f"the file is not text in UTF-8 ({found}); save it as CSV UTF-8"
        raise SurveyError(path.name, [CellFault(0, "", message)]) from None
    if "\0" in text:
        raise SurveyError(path.name, [CellFault(0, "", "the file is not text but binary; save it as CSV UTF-8")])
    return text
