"""What differs between two runs of the same case, by the names of the first and told in words of both."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.goldens.probe import Found
from tests.goldens.renames import COLUMNS, KPIS, SCOPES

Array = NDArray[Any]
Names = dict[str, str]

RELATIVE = 1e-12
"""By how much a KPI may differ: sums may be made in another order, no more."""


def differences(
    old: Found, new: Found, columns: Names = COLUMNS, kpis: Names = KPIS, scopes: Names = SCOPES
) -> Iterator[str]:
    """What the new run of a case lacks or has otherwise; what it has beside does not matter."""
    for name, values in old["columns"].items():
        told, other = named("column", name, columns), new["columns"].get(columns.get(name, name))
        if other is None:
            yield f"{told}: not there"
        elif (rows := different_rows(values, other)) is not None:
            yield f"{told}: {_first(values, other, rows)}"
    rows_of = {scope: row for row, scope in enumerate(new["scopes"])}
    places = {kpi: place for place, kpi in enumerate(new["kpis"])}
    new_rows = [rows_of.get(" ".join([scopes.get(word, word) for word in _words(scope)])) for scope in old["scopes"]]
    lacking = [scope for scope, row in zip(old["scopes"], new_rows, strict=True) if row is None]
    if lacking:
        yield f"scope {lacking[0]}: not there"
        return
    for place, name in enumerate(old["kpis"]):
        told, there = named("KPI", name, kpis), places.get(kpis.get(name, name))
        if there is None:
            yield f"{told}: not there"
            continue
        before, now = old["table"][:, place], new["table"][new_rows, there]
        apart = np.flatnonzero(~close(before, now, RELATIVE))
        if apart.size:
            row = apart[0]
            numbers = f"{before[row].item()!r} is now {now[row].item()!r}"
            yield f"{told}, {old['scopes'][row]}: {numbers} ({apart.size} of {len(before)} scopes differ)"


def named(what: str, old: str, names: Names) -> str:
    """A part by its old name, and its new one where it has another."""
    return f"{what} {old}" + (f" ({names[old]})" if old in names else "")


def different_rows(old: Array, new: Array) -> Array | None:
    """The rows in which two columns differ in any bit, as values of their common type; None when they are equal."""
    if len(old) != len(new):
        return np.empty(0, np.int64)
    common = np.result_type(old.dtype, new.dtype)
    one, other = (np.ascontiguousarray(values, common) for values in (old, new))
    if one.tobytes() == other.tobytes():
        return None
    bits = [values.view(np.uint8).reshape(len(old), -1) for values in (one, other)]
    return np.flatnonzero((bits[0] != bits[1]).any(axis=1))


def close(old: Array, new: Array, relative: float) -> NDArray[np.bool_]:
    """Where two arrays are equal up to a relative error, NaN where NaN was."""
    with np.errstate(invalid="ignore"):
        near = np.abs(old - new) <= relative * np.maximum(np.abs(old), np.abs(new))
    return np.asarray((old == new) | (np.isnan(old) & np.isnan(new)) | (near & np.isfinite(old) & np.isfinite(new)))


def _words(scope: str) -> list[str]:
    """The kind of a scope and the name behind it, if any."""
    return scope.split(" ", 1)


def _first(old: Array, new: Array, rows: Array) -> str:
    if len(old) != len(new):
        return f"{len(old)} rows are now {len(new)}"
    row = rows[0]
    return f"row {row}: {old[row].item()!r} is now {new[row].item()!r} ({rows.size} of {len(old)} rows differ)"
