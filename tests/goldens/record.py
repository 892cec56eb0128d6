"""The frozen record: what came out, in little room, for machines that have no history and other last bits.

Whole numbers and flags must be the same: their hash is kept. Numbers with a fraction may differ in the last places from
machine to machine: kept are their number of NaN, the sum of their sizes, and two sums with fixed weights, which move
when a value moves or changes places with another. One row is an option of a scenario, all its replications together.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.goldens.differences import Names, close, named
from tests.goldens.probe import HERE, Case, Found
from tests.goldens.renames import COLUMNS, KPIS

Array = NDArray[Any]
Record = Mapping[str, Array]
"""Arrays by name: what :func:`frozen` makes, and what lies in the file."""

FILE = HERE / "frozen.npz"
RELATIVE, ABSOLUTE = 1e-9, 1e-12
"""How far fractions may lie apart; the absolute part is for KPIs that are differences, and all but zero."""
STEPS = ((5**0.5 - 1) / 2, 2**0.5 - 1)
"""Weights are multiples of these, without their whole part: as good as random, and the same for ever."""


def fractions(values: Array) -> Array:
    """(4,) number of NaN, sum of sizes, and two weighted sums."""
    flat = np.asarray(values, np.float64).reshape(-1)
    known = np.isfinite(flat)
    some, places = flat[known], np.flatnonzero(known) + 1
    sums = [float(some @ (0.5 + np.mod(places * step, 1.0))) for step in STEPS]
    return np.array([np.isnan(flat).sum(), np.abs(some).sum(), *sums])


def digest(values: Array) -> Array:
    """(32,) SHA-256 of whole numbers or flags, however wide they are stored."""
    return np.frombuffer(sha256(np.asarray(values).astype("<i8").tobytes()).digest(), np.uint8)


def frozen(found: Mapping[Case, Found]) -> dict[str, Array]:
    """The record of some cases."""
    groups: dict[tuple[str, str, int], list[Found]] = {}
    for (scenario, option, seed, _), one in found.items():
        groups.setdefault((scenario, option, seed), []).append(one)
    first = next(iter(found.values()))
    whole = [name for name, values in first["columns"].items() if values.dtype.kind in "iub"]
    others = [name for name in first["columns"] if name not in whole]
    each = {key: {name: np.concatenate([run["columns"][name] for run in runs]) for name in (*whole, *others)}
            for key, runs in groups.items()}  # fmt: skip
    tables = [np.stack([run["table"] for run in runs]) for runs in groups.values()]
    return {
        "rows": np.array(["/".join(map(str, key)) for key in groups]),
        "whole": np.array(whole),
        "fractions": np.array(others),
        "kpis": np.array(first["kpis"]),
        "whole_digests": np.array([[digest(columns[name]) for name in whole] for columns in each.values()]),
        "fraction_sums": np.array([[fractions(columns[name]) for name in others] for columns in each.values()]),
        "everybody": np.array([table[:, 0] for table in tables]),
        "kpi_sums": np.array([[fractions(part) for part in np.moveaxis(table, -1, 0)] for table in tables]),
    }


def faults(old: Record, new: Record, columns: Names = COLUMNS, kpis: Names = KPIS) -> Iterator[str]:
    """Where a new record of some rows differs from the old one; rows that are only in the old one were not run."""
    rows = {name: row for row, name in enumerate(old["rows"].tolist())}
    for row, name in enumerate(new["rows"].tolist()):
        if name not in rows:
            yield f"{name}: not in the record"
            continue
        for what in _row_faults(old, rows[name], new, row, (columns, kpis)):
            yield f"{name}: {what}"


def _row_faults(old: Record, was: int, new: Record, row: int, names: tuple[Names, Names]) -> Iterator[str]:
    columns, kpis = names
    for what, axis, key, table, differ in (
        ("column", "whole", "whole_digests", columns, _other_bytes),
        ("column", "fractions", "fraction_sums", columns, _other_sums),
        ("KPI of everybody", "kpis", "everybody", kpis, _apart),
        ("KPI in some scope", "kpis", "kpi_sums", kpis, _other_sums),
    ):
        places = {name: place for place, name in enumerate(new[axis].tolist())}
        before, now = old[key][was], new[key][row]
        for place, name in enumerate(old[axis].tolist()):
            there = places.get(table.get(name, name))
            if there is None:
                yield f"{named(what, name, table)}: not there"
                continue
            one, other = (before[:, place], now[:, there]) if key == "everybody" else (before[place], now[there])
            if differ(one, other):
                numbers = "other numbers" if axis == "whole" else f"{one.tolist()} is now {other.tolist()}"
                yield f"{named(what, name, table)}: {numbers}"


def _other_bytes(old: Array, new: Array) -> bool:
    return old.tobytes() != new.tobytes()


def _apart(old: Array, new: Array) -> bool:
    with np.errstate(invalid="ignore"):
        return not (close(old, new, RELATIVE) | (np.abs(old - new) <= ABSOLUTE)).all()


def _other_sums(old: Array, new: Array) -> bool:
    return old[0] != new[0] or bool((np.abs(old[1:] - new[1:]) > RELATIVE * old[1] + ABSOLUTE).any())


def write(found: Mapping[Case, Found], file: Path = FILE) -> None:
    """Freeze what was found anew."""
    np.savez_compressed(file, **frozen(found))  # type: ignore[arg-type]


def read(file: Path = FILE) -> dict[str, Array]:
    """The frozen record."""
    with np.load(file, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
