"""Rows declared once: as records, and as objects of plain Python with the same fields."""

from typing import NamedTuple

import numpy as np

from servsim.records import as_records, fill_records, plain_rows, record_type


class Part(NamedTuple):
    number: float
    several: tuple[float, float, float]


class Whole(NamedTuple):
    part: Part
    count: int
    flag: bool


def test_a_record_has_the_fields_of_a_named_tuple_nested_ones_too() -> None:
    [record] = as_records([Whole(Part(1.5, (1.0, 2.0, 3.0)), 7, True)], Whole)
    assert record["part"]["number"] == 1.5
    assert record["part"]["several"].tolist() == [1.0, 2.0, 3.0]
    assert (record["count"], record["flag"]) == (7, True)


def test_rows_of_plain_python_become_records() -> None:
    rows = plain_rows(record_type(Part), 2)
    rows[1].number, rows[1].several[2] = 4.0, 9.0
    records = np.empty(2, record_type(Part))
    fill_records(records, rows)
    assert records["number"].tolist() == [0.0, 4.0]
    assert records["several"].tolist() == [[0.0] * 3, [0.0, 0.0, 9.0]]


def test_twin_rows_share_no_list() -> None:
    one, other = plain_rows(record_type(Part), 2)
    one.several[0] = 1.0
    assert other.several == [0.0] * 3
