"""CSV files that a scenario names."""

import gzip
import math
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import ValidationInfo

from servsim import tables as table
from servsim.tables import Table, number, read_table


class Info:
    def __init__(self, folder: Path) -> None:
        self.context = {"folder": folder}


def read(folder: Path, text: str | bytes, file: str = "a.csv") -> Table:
    (folder / file).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_table(file, cast(ValidationInfo, Info(folder)))


def refused(folder: Path, text: str | bytes, file: str = "a.csv") -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        read(folder, text, file)
    return str(caught.value)


def test_cells_and_short_rows(tmp_path: Path) -> None:
    found = read(tmp_path, 'a , b\n 1 ,"2, 3"\n\n4\n"5\n6",7,8\n')
    assert found.columns == ("a", "b")
    assert found.cells("a") == ["1", "4", "5\n6"]
    assert found.cells("b") == ["2, 3", "", "7"]


def test_columns(tmp_path: Path) -> None:
    found = read(tmp_path, "seconds,day,day\n1,2,3\n")
    for column, message in {
        "secnds": 'a.csv has no column "secnds"; did you mean "seconds"?',
        "x": 'a.csv has no column "x"; allowed: day, day, seconds',
        "day": 'a.csv has two columns "day"; rename one of them',
    }.items():
        with pytest.raises(ValueError, match=r".") as caught:
            found.cells(column)
        assert str(caught.value) == message


def test_the_row_of_a_bad_cell_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r'^a.csv, row 3, column "a": found "x"; a number is needed$'):
        read(tmp_path, "a\n1\nx\n").read("a", number)


@pytest.mark.parametrize("cell", ["x", "inf", "-inf", "nan", "1e999", "1,5", "12 s"])
def test_not_numbers(cell: str) -> None:
    with pytest.raises(ValueError, match="a number is needed"):
        number(cell)


def test_numbers() -> None:
    assert [number("1"), number("-2.5"), number("1e3")] == [1, -2.5, 1000]
    assert math.isnan(number(""))


def test_the_same_file_is_one_table_until_it_changes(tmp_path: Path) -> None:
    first = read(tmp_path, "a\n1\n")
    assert read_table("a.csv", cast(ValidationInfo, Info(tmp_path))) is first
    assert read(tmp_path, "a\n1\n2\n") is not first


def test_unreadable_files(tmp_path: Path) -> None:
    whole = gzip.compress(b"a\n1\n")
    cannot = 'cannot read the file "{}" as a table: '
    assert refused(tmp_path, "a\n") == 'the file "a.csv" has no row below its header'
    assert refused(tmp_path, "") == 'the file "a.csv" has no row below its header'
    assert refused(tmp_path, b"\xff\xfe") == cannot.format("a.csv") + "it is not text in UTF-8"
    assert refused(tmp_path, 'a\n"b\n') == cannot.format("a.csv") + "it is not CSV (unexpected end of data)"
    assert "it is not CSV (field larger" in refused(tmp_path, "a\n" + "x" * 200_000)
    for broken in (b"no gzip", whole[:-4], whole[:15] + b"\x00\xff\x00" + whole[18:]):
        assert (
            refused(tmp_path, broken, "b.csv.gz")
            == cannot.format("b.csv.gz") + "it is not a whole gzip file, as .gz says"
        )


def test_missing_files_folders_and_odd_names(tmp_path: Path) -> None:
    for name in ("no.csv", ".", "a\x00b.csv", "x" * 5000):
        with pytest.raises(ValueError, match=r"^cannot find the file .* in the folder of the scenario$"):
            read_table(name, cast(ValidationInfo, Info(tmp_path)))


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LARGEST_BYTES", 1_000_000)
    bomb = gzip.compress(b"a\n" + b"1\n" * 1_000_000)
    assert (
        refused(tmp_path, bomb, "bomb.csv.gz")
        == 'cannot read the file "bomb.csv.gz" as a table: it is larger than 1 MB'
    )


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    (tmp_path / "locked.csv").touch()
    with pytest.raises(ValueError, match="Permission denied"):
        read_table("locked.csv", cast(ValidationInfo, Info(tmp_path)))
