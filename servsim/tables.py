"""Columns of CSV files that a scenario names, read from the folder of the scenario."""

import csv
import gzip
import io
import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationInfo

from servsim.errors import nearest, shown

LARGEST_BYTES = 200_000_000
Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Table:
    """The text cells of one CSV file; each table read is one object, so that what is made of it can be kept."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def cells(self, column: str) -> list[str]:
        """The cells of a column without surrounding spaces, "" where a row is short; the first is in row 2.

        Raises ValueError, with the columns there are, for a missing column and for one that is there twice.
        """
        if column not in self.columns:
            hint = nearest(column, self.columns)
            raise ValueError(f"{self.file} has no column {shown(column)}; {hint}")
        if self.columns.count(column) > 1:
            raise ValueError(f"{self.file} has two columns {shown(column)}; rename one of them")
        place = self.columns.index(column)
        return [row[place].strip() if place < len(row) else "" for row in self.rows]

    def read(self, column: str, reader: Callable[[str], Value]) -> list[Value]:
        """What ``reader`` makes of each cell of a column.

        Raises ValueError, naming file, row and column, where the reader does.
        """
        result = []
        for row, cell in enumerate(self.cells(column), start=2):
            try:
                result.append(reader(cell))
            except ValueError as error:
                raise ValueError(f"{self.file}, row {row}, column {shown(column)}: {error}") from None
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
    """A CSV file (gzip when its name ends in .gz); the same object until the file changes.

    Raises ValueError for a missing, too large, unreadable, binary or empty file.
    """
    path = folder_of(info) / file
    try:
        found = path.is_file()
    except (OSError, ValueError):
        found = False
    if not found:
        raise ValueError(f"cannot find the file {shown(file)} in the folder of the scenario")
    return _table(path, path.stat().st_mtime_ns, file)


@lru_cache(maxsize=8)
def _table(path: Path, _modified: int, file: str) -> Table:
    try:
        text = _bytes(path).decode("utf-8-sig")
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"cannot read the file {shown(file)} as a table: {_why(path, error)}") from None
    if len(rows) < 2:
        raise ValueError(f"the file {shown(file)} has no row below its header")
    return Table(file, tuple(name.strip() for name in rows[0]), tuple(rows[1:]))


def _why(path: Path, error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not text in UTF-8"
    if isinstance(error, csv.Error):
        return f"it is not CSV ({error})"
    if isinstance(error, (EOFError, zlib.error, gzip.BadGzipFile)):
        return f"it is not a whole gzip file, as {path.suffix} says"
    return str(error)


def _bytes(path: Path) -> bytes:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        read = stream.read(LARGEST_BYTES + 1)
    if len(read) > LARGEST_BYTES:
        raise OSError(f"it is larger than {LARGEST_BYTES // 1_000_000} MB")
    return read
