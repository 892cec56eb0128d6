"""Columns of CSV files that a scenario names, read from the folder of the scenario."""

import csv
import math
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationInfo

LARGEST_BYTES = 200_000_000


def folder_of(info: ValidationInfo) -> Path:
    """The folder against which file names in the scenario are resolved."""
    context = info.context or {}
    return Path(context.get("folder", "."))


def read_column(file: str, column: str, info: ValidationInfo) -> tuple[float, ...]:
    """The numbers of one column, empty cells left out.

    Raises ValueError, naming file and row, for a missing file or column, and for a cell that is not a number >= 0.
    """
    rows = read_rows(file, info)
    values = []
    for number, row in enumerate(rows, start=2):
        cell = pick(row, column, file).strip()
        if not cell:
            continue
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if not value >= 0 or math.isinf(value):
            raise ValueError(f'{file}, row {number}, column "{column}": found "{cell}"; a number >= 0 is needed')
        values.append(value)
    if not values:
        raise ValueError(f'{file}: column "{column}" holds no number')
    return tuple(values)


def pick(row: dict[str, str], column: str, file: str) -> str:
    """One cell; raises ValueError with the columns there are when the column is missing."""
    if column not in row:
        raise ValueError(f'{file} has no column "{column}"; its columns: {", ".join(row)}')
    return row[column] or ""


def read_rows(file: str, info: ValidationInfo) -> tuple[dict[str, str], ...]:
    """All rows of a CSV file as dictionaries (gzip when the name ends in .gz).

    Raises ValueError for a missing, unreadable, binary or empty file.
    """
    path = folder_of(info) / file
    try:
        stat = path.stat()
    except OSError:
        raise ValueError(f'cannot find the file "{file}" in the folder of the scenario') from None
    if stat.st_size > LARGEST_BYTES:
        raise ValueError(f'the file "{file}" is larger than {LARGEST_BYTES // 1_000_000} MB')
    return _rows(path, stat.st_mtime_ns, file)


@lru_cache(maxsize=8)
def _rows(path: Path, _modified: int, file: str) -> tuple[dict[str, str], ...]:
    import gzip

    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ValueError(f'cannot read the file "{file}" as text in UTF-8 ({error})') from None
    rows = tuple(csv.DictReader(text.splitlines()))
    if not rows:
        raise ValueError(f'the file "{file}" has no row below its header')
    return rows
