"""The one reader of CSV: numbered rows, each as long as the header, columns by name, all faults at once.

A row is numbered as a spreadsheet shows it, the header being row 1. Nothing is guessed or mended in silence.
"""

import csv
import gzip
import io
import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationInfo

from servsim.errors import MOST_FAULTS, CellFault, nearest, shown

LARGEST_BYTES = 200_000_000
Value = TypeVar("Value")


EMPTY_ROW = "the row is empty; take it out"


class UnreadableError(ValueError):
    """A file that is no table at all: the problem, and the detail that helps to find and to mend it."""

    def __init__(self, problem: str, detail: str = "") -> None:
        self.problem = problem
        super().__init__(problem + detail)


class TableError(ValueError):
    """A table with its faults; a ValueError, so that validation of a scenario reports it where the file is named."""

    def __init__(self, file: str, faults: list[CellFault]) -> None:
        self.faults = faults
        lines = [fault.at(file) for fault in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            lines.append(f"{file}: and {len(faults) - MOST_FAULTS} more")
        super().__init__("\n".join(lines))


@dataclass(frozen=True, eq=False)
class Table:
    """The text cells of one CSV file; each table read is one object, so that what is made of it can be kept."""

    file: str
    header: tuple[str, ...]
    rows: Mapping[int, tuple[str, ...]]
    """By the number of the row, of which the header is 1; only rows that are as long as the header, without spaces
    around their cells."""
    faults: tuple[CellFault, ...] = ()
    """Rows that are empty, too short or too long."""

    def cells(self, column: str) -> list[str]:
        """The cells of a column, in the order of the rows.

        Raises ValueError, with the columns there are, for a missing column and for one that is there twice.
        """
        if column not in self.header:
            raise ValueError(f"{self.file} has no column {shown(column)}; {nearest(column, self.header)}")
        if self.header.count(column) > 1:
            raise ValueError(f"{self.file} has two columns {shown(column)}; rename one of them")
        index = self.header.index(column)
        return [row[index] for row in self.rows.values()]

    def read(self, column: str, reader: Callable[[str], Value]) -> list[Value]:
        """What ``reader`` makes of each cell of a column.

        Raises TableError, with every row where the reader raises ValueError.
        """
        result, faults = [], []
        for row, cell in zip(self.rows, self.cells(column), strict=True):
            try:
                result.append(reader(cell))
            except ValueError as error:
                faults.append(CellFault(row, column, str(error)))
        if faults:
            raise TableError(self.file, faults)
        return result


def number(cell: str) -> float:
    """A finite number from a cell, NaN from an empty one.

    Raises ValueError for anything else.
    """
    try:
        value = float(cell or "nan")
    except ValueError:
        value = math.inf
    if math.isinf(value) or (cell and math.isnan(value)):
        raise ValueError(f"found {shown(cell)}; a number is needed")
    return value


def folder_of(info: ValidationInfo) -> Path:
    """The folder against which file names in the scenario are resolved."""
    context = info.context or {}
    return Path(context.get("folder", "."))


def read_table(file: str, info: ValidationInfo) -> Table:
    """A CSV file that a scenario names; the same object until the file changes. Empty rows are left out.

    Raises ValueError for a file that is missing, unreadable or without rows, TableError for rows of another length.
    """
    path = folder_of(info) / file
    try:
        found = path.is_file()
    except (OSError, ValueError):
        found = False
    if not found:
        raise ValueError(f"cannot find the file {shown(file)} in the folder of the scenario")
    return _sound_table(path, path.stat().st_mtime_ns, file)


@lru_cache(maxsize=8)
def _sound_table(path: Path, _modified: int, file: str) -> Table:
    try:
        table = read_csv(path, file)
    except UnreadableError as error:
        raise ValueError(f"cannot read the file {shown(file)} as a table: {error.problem}") from None
    faults = [fault for fault in table.faults if fault.message != EMPTY_ROW]
    if faults:
        raise TableError(file, faults)
    if not table.rows:
        raise ValueError(f"the file {shown(file)} has no row below its header")
    return table


def read_csv(path: Path, file: str, delimiter: str = ",") -> Table:
    """The rows of a CSV file in UTF-8, with or without byte order mark, gzip when its name ends in .gz.

    Empty rows at its end are no rows; ``file`` is what messages call it. Raises UnreadableError.
    """
    lines = io.StringIO(_text(path), newline="")
    try:
        read = [tuple(cell.strip() for cell in row) for row in csv.reader(lines, delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise UnreadableError(f"it is not CSV ({error})") from None
    while read and not any(read[-1]):
        read.pop()
    header, numbered = read[0] if read else (), list(enumerate(read[1:], start=2))
    wrong = {row: _wrong(cells, len(header)) for row, cells in numbered}
    return Table(
        file,
        header,
        {row: cells for row, cells in numbered if not wrong[row]},
        tuple(CellFault(row, "", message) for row, message in wrong.items() if message),
    )


def _wrong(cells: tuple[str, ...], columns: int) -> str:
    """What is wrong with a row; "" when nothing is."""
    if not any(cells):
        return EMPTY_ROW
    if len(cells) != columns:
        return f"cells in the row: {len(cells)}, in the header: {columns}"
    return ""


def _text(path: Path) -> str:
    """Raises UnreadableError for what cannot be read, is too large or is no text."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            read = stream.read(LARGEST_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnreadableError(f"it is not a whole gzip file, as {path.suffix} says") from None
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None
    if len(read) > LARGEST_BYTES:
        raise UnreadableError(f"it is larger than {LARGEST_BYTES // 1_000_000} MB")
    try:
        text = read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = read.count(b"\n", 0, error.start) + 1
        detail = f" (byte {read[error.start]:#04x} in line {line}); save it as CSV UTF-8"
        raise UnreadableError("it is not text in UTF-8", detail) from None
    if "\0" in text:
        raise UnreadableError("it is not text but binary", "; save it as CSV UTF-8")
    return text
