from pathlib import Path

import pytest

from servsim.calibration.surveys.rows import read_rows
from servsim.errors import SurveyError


def told(path: Path, delimiter: str = ",") -> str:
    with pytest.raises(SurveyError) as error:
        read_rows(path, delimiter)
    return str(error.value)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_text_is_read_with_or_without_mark(tmp_path: Path, mark: bytes, end: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + "näme,b".encode() + end + b" 1 ,2" + end)
    table = read_rows(path)
    assert table.header == ("näme", "b")
    assert table.cells == {2: ("1", "2")}


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"two\nlines",1\n\n,\nx\n1,2,3\n5,6\n\n,,,\n', encoding="utf-8")
    table = read_rows(path)
    assert list(table.cells) == [2, 7]
    assert [fault.at("a.csv") for fault in table.faults] == [
        "a.csv, row 3: the row is empty; take it out",
        "a.csv, row 4: the row is empty; take it out",
        "a.csv, row 5: cells in the row: 1, in the header: 2",
        "a.csv, row 6: cells in the row: 3, in the header: 2",
    ]


def test_other_separators(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1,5;2\n", encoding="utf-8")
    assert read_rows(path, ";").cells == {2: ("1,5", "2")}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.csv: there is no row below a header"),
        (b"a,b\n\n", "a.csv: there is no row below a header"),
        (
            "name\nx\nJosé\n".encode("latin-1"),
            "a.csv: the file is not text in UTF-8 (byte 0xe9 in line 3); save it as CSV UTF-8",
        ),
        (
            "a,b\n1,2\n".encode("utf-16"),
            "a.csv: the file is not text in UTF-8 (byte 0xff in line 1); save it as CSV UTF-8",
        ),
        (b"a,b\n\0,1\n", "a.csv: the file is not text but binary; save it as CSV UTF-8"),
        (b'a,b\n"1,2\n', "a.csv: it is not CSV (unexpected end of data)"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert told(path) == message


def test_a_missing_file(tmp_path: Path) -> None:
    assert told(tmp_path / "none.csv") == "none.csv: cannot read the file: No such file or directory"


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servsim.calibration.surveys.rows.LARGEST_BYTES", 4)
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert told(path) == "a.csv: the file is larger than 0 MB"
