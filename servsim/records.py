"""Rows of named values, declared once by a named tuple: records for compiled code, objects for plain Python.

Code that reads or fills a row by the names of its fields runs on both. A field is a number, a flag, several numbers
(one for each dimension of SERVQUAL), or another such named tuple.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

_KINDS: dict[object, type[np.generic]] = {float: np.float64, int: np.int64, bool: np.bool_}


@cache
def record_type(declared: type) -> np.dtype[Any]:
    """The record with the fields of a named tuple, by their types."""
    return np.dtype([(name, *_stored(kind)) for name, kind in get_type_hints(declared).items()], align=True)


def _stored(kind: Any) -> tuple[Any, ...]:
    """Type, and length when a field holds several numbers."""
    if get_origin(kind) is tuple:
        return np.float64, (len(get_args(kind)),)
    return (_KINDS[kind],) if kind in _KINDS else (record_type(kind),)


def as_records(rows: Sequence[Any], declared: type) -> NDArray[Any]:
    """Named tuples as records, nested ones too."""
    return np.array([tuple(row) for row in rows], dtype=record_type(declared))


def plain_rows(record: np.dtype[Any], number: int) -> list[Any]:
    """So many rows for plain Python, to be filled; several numbers are a list."""
    made = _row_class(record)
    return [made() for _ in range(number)]


def fill_records(records: NDArray[Any], rows: Sequence[Any]) -> None:
    """Copy rows of plain Python into as many records."""
    for name in records.dtype.names or ():
        records[name] = np.array([getattr(row, name) for row in rows]).reshape(records[name].shape)


@cache
def _row_class(record: np.dtype[Any]) -> type:
    """A class with the fields of a record, as quick as plain Python knows."""
    names = record.names or ()
    zeros = [(name, np.zeros(record[name].shape, record[name].base).tolist()) for name in names]

    def begin(row: Any) -> None:
        for name, zero in zeros:
            setattr(row, name, list(zero) if isinstance(zero, list) else zero)

    return type("Row", (), {"__slots__": names, "__init__": begin})
