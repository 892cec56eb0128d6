import os
from pathlib import Path

import pytest

from servsim.report.text_files import write_text, write_texts


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_readable_by_others_as_usual(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        path = write_text(tmp_path / "a.txt", "x")
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o644


def test_texts_can_be_given_in_blocks(tmp_path: Path) -> None:
    write_texts({tmp_path / "a.txt": (f"{number}\n" for number in range(3)), tmp_path / "b.txt": "whole\n"})
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "0\n1\n2\n"
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "whole\n"


def test_what_a_killed_run_left_is_tidied_away_some_time_later(tmp_path: Path) -> None:
    old, young, mine = (tmp_path / name for name in (".a.txt.1.part", ".a.txt.2.part", ".b.txt.1.part"))
    for path in (old, young, mine):
        path.write_text("half", encoding="utf-8")
    os.utime(old, (0, 0))
    os.utime(mine, (0, 0))
    write_text(tmp_path / "a.txt", "whole")
    assert names(tmp_path) == [".a.txt.2.part", ".b.txt.1.part", "a.txt"]


def test_an_interrupt_while_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Path, mode: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_texts({tmp_path / "a": "1", tmp_path / "b": "2"})
    assert names(tmp_path) == []
