"""CSV files that a scenario names."""

import gzip
import math
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import ValidationInfo

from servsim import tables as table
from servsim.errors import MOST_FAULTS
from servsim.tables import Table, TableError, UnreadableError, number, read_csv, read_table


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


def test_cells_are_read_without_surrounding_spaces_and_empty_rows(tmp_path: Path) -> None:
    found = read(tmp_path, 'a , b\n 1 ,"2, 3"\n\n4,\n"5\n6",7\n')
    assert found.header == ("a", "b")
    assert found.cells("a") == ["1", "4", "5\n6"]
    assert found.cells("b") == ["2, 3", "", "7"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_text_is_read_with_or_without_mark(tmp_path: Path, mark: bytes, end: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + "näme;b".encode() + end + b" 1,5 ;2" + end)
    found = read_csv(path, "a.csv", ";")
    assert (found.header, found.rows) == (("näme", "b"), {2: ("1,5", "2")})


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"two\nlines",1\n\n,\nx\n1,2,3\n5,6\n\n,,,\n', encoding="utf-8")
    found = read_csv(path, "a.csv")
    assert list(found.rows) == [2, 7]
    assert [fault.at("a.csv") for fault in found.faults] == [
        "a.csv, row 3: the row is empty; take it out",
        "a.csv, row 4: the row is empty; take it out",
        "a.csv, row 5: cells in the row: 1, in the header: 2",
        "a.csv, row 6: cells in the row: 3, in the header: 2",
    ]


def test_a_row_of_another_length_is_a_fault(tmp_path: Path) -> None:
    """A comma within a number would shift the columns unseen: "1,5" is two cells."""
    assert refused(tmp_path, "a,b\n1,5,2\n\n3\n4,5\n").splitlines() == [
        "a.csv, row 2: cells in the row: 3, in the header: 2",
        "a.csv, row 4: cells in the row: 1, in the header: 2",
    ]


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


def test_every_bad_cell_is_named_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, "a\n1\nx\n\n2\ny\n").read("a", number)
    assert str(caught.value).splitlines() == [
        'a.csv, row 3, column "a": found "x"; a number is needed',
        'a.csv, row 6, column "a": found "y"; a number is needed',
    ]


def test_the_first_hundred_bad_cells_are_listed(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, "a\n" + "x\n" * (MOST_FAULTS + 7)).read("a", number)
    assert len(caught.value.faults) == MOST_FAULTS + 7
    assert str(caught.value).splitlines()[MOST_FAULTS:] == ["a.csv: and 7 more"]


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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "name\nx\nJosé\n".encode("latin-1"),
            "it is not text in UTF-8 (byte 0xe9 in line 3); save it as CSV UTF-8",
        ),
        (
            "a,b\n1,2\n".encode("utf-16"),
            "it is not text in UTF-8 (byte 0xff in line 1); save it as CSV UTF-8",
        ),
        (b"a,b\n\0,1\n", "it is not text but binary; save it as CSV UTF-8"),
        (b'a,b\n"1,2\n', "it is not CSV (unexpected end of data)"),
    ],
)
def test_what_is_no_table_is_named_with_the_byte_and_the_remedy(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read_csv(path, "a.csv")
    assert str(caught.value) == message


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
