import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servsim.errors import OutputError
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.sqlite_store import forget, open_store
from servsim.study.running.study_spec import work_here
from servsim.study.running.trial_store import FILE
from tests.paths import ROOT

KEYS = ("today", "more")


@pytest.fixture(scope="module")
def done(tiny: Scenario) -> list[Finished]:
    """A few chunks of a study with two options."""
    work = work_here(Study(tiny.with_options({"more": {"teams.desk.agents": 3}})), 1)
    return [work(Chunk(option, range(first, first + 3))) for first in (0, 3) for option in (0, 1)]


@pytest.fixture
def filled(tmp_path: Path, done: list[Finished]) -> Path:
    """A folder with these chunks."""
    with open_store(tmp_path / "here", KEYS) as store:
        for finished in done:
            store.keep(finished)
    return tmp_path / "here"


def kept(folder: Path, keys: tuple[str, ...] = KEYS) -> dict[tuple[int, int], bytes]:
    with open_store(folder, keys) as store:
        trials = {option: store.trials(option, range(100)) for option in range(len(keys))}
    return {(option, number): one.table.tobytes() for option in trials for number, one in trials[option].items()}


def test_what_was_kept_is_found_again(filled: Path, done: list[Finished]) -> None:
    expected = {
        (finished.chunk.option, number): trial.table.tobytes()
        for finished in done
        for number, trial in zip(finished.chunk.replications, finished.trials, strict=True)
    }
    assert kept(filled) == expected
    with open_store(filled, KEYS) as store:
        assert sorted(store.trials(1, range(2, 4))) == [2, 3]
        assert store.trials(1, range(6, 9)) == {}
        assert not store.damaged
    assert [path.name for path in filled.iterdir()] == [FILE]


def test_keeping_again_replaces(filled: Path, done: list[Finished]) -> None:
    before = kept(filled)
    with open_store(filled, KEYS) as store:
        store.keep(done[0])
    assert kept(filled) == before


def test_trials_under_other_keys_are_left_alone_until_the_end(filled: Path, done: list[Finished]) -> None:
    with open_store(filled, ("today", "fewer")) as store:
        assert store.trials(1, range(100)) == {}
        store.keep(done[1])
    assert len(kept(filled)) == 12
    with open_store(filled, ("today", "fewer")) as store:
        store.reached_the_end()
    assert sorted(kept(filled)) == [(0, number) for number in range(6)]
    assert sorted(kept(filled, ("fewer",))) == [(0, 0), (0, 1), (0, 2)]


def test_a_row_that_was_changed_is_not_used(filled: Path) -> None:
    with sqlite3.connect(filled / FILE) as database:
        [[data]] = database.execute("SELECT trial FROM trials WHERE study = 'more' AND replication = 1")
        changed = data[:100] + bytes([data[100] ^ 1]) + data[101:]
        database.execute("UPDATE trials SET trial = ? WHERE study = 'more' AND replication = 1", [changed])
        database.execute("UPDATE trials SET replication = 77 WHERE study = 'more' AND replication = 2")
    database.close()
    with open_store(filled, KEYS) as store:
        assert sorted(store.trials(1, range(100))) == [0, 3, 4, 5]
        assert store.damaged
        assert sorted(store.trials(0, range(100))) == list(range(6))


@pytest.mark.parametrize("share", [0.03, 0.3, 0.7, 0.99])
def test_a_file_that_was_cut_off_is_begun_anew_or_read_right(filled: Path, share: float) -> None:
    data, right = (filled / FILE).read_bytes(), kept(filled)
    (filled / FILE).write_bytes(data[: int(len(data) * share)])
    with open_store(filled, KEYS) as store:
        found = {(option, number) for option in (0, 1) for number in store.trials(option, range(100))}
        assert store.damaged
        assert len(found) <= 11 if share == 0.99 else not found
    assert kept(filled).items() <= right.items()


def test_a_file_with_holes_is_begun_anew_or_read_right(filled: Path) -> None:
    data, right = (filled / FILE).read_bytes(), kept(filled)
    for place in range(100, len(data), 4096):
        (filled / FILE).write_bytes(data[:place] + bytes(600) + data[place + 600 :])
        assert kept(filled).items() <= right.items()


def test_an_empty_file_is_a_beginning(tmp_path: Path, done: list[Finished]) -> None:
    (tmp_path / FILE).touch()
    with open_store(tmp_path, KEYS) as store:
        store.keep(done[0])
        assert not store.damaged
    assert len(kept(tmp_path)) == 3


def a_text(path: Path) -> None:
    path.write_text("my own trials, do not touch\n" * 100, encoding="utf-8")


def a_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE trials (mine TEXT)")
        database.execute("INSERT INTO trials VALUES ('precious')")
    database.close()


@pytest.mark.parametrize("make", [a_text, a_database])
def test_a_file_of_somebody_else_is_told_and_left_alone(tmp_path: Path, make: object) -> None:
    make(tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(OutputError, match=r"trials\.sqlite is no file of trials \(.*\); move it away, or .*--fresh"):
        kept(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    forget(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(OutputError, match=r"cannot keep finished trials in .*unable to open database file"):
        kept(tmp_path)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(OutputError, match=r"cannot write .*taken"):
        kept(tmp_path / "taken")


def test_a_file_that_may_not_be_written_is_told(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        with pytest.raises(OutputError, match=r"cannot write .*trials\.sqlite: Permission denied"):
            kept(filled)
    assert len(kept(filled)) == 12


def test_where_nothing_was_kept_nothing_is_left(tmp_path: Path) -> None:
    assert kept(tmp_path / "deep" / "folder") == {}
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "deep").mkdir()
    assert kept(tmp_path / "deep" / "folder") == {}
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    with open_store(tmp_path / "new", KEYS):
        (tmp_path / "new" / "notes.txt").touch()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["notes.txt"]


@pytest.mark.usefixtures("impatient")
def test_a_second_run_in_the_same_folder_is_kept_out(filled: Path) -> None:
    with open_store(filled, KEYS):
        for opened in (kept, forget):
            with pytest.raises(OutputError, match=r"another run is at work in .*here; wait for its end, or choose"):
                opened(filled)
        ask = "import sys; from pathlib import Path\n"
        ask += "from servsim.study.running import sqlite_store as store; store.PATIENCE = 0.1\n"
        ask += "with store.open_store(Path(sys.argv[1]), ['today']): print('in')"
        other = subprocess.run([sys.executable, "-c", ask, filled], capture_output=True, text=True, check=False)
        assert "another run is at work" in other.stderr
        assert other.stdout == ""
    assert len(kept(filled)) == 12


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a lock."""
    monkeypatch.setattr("servsim.study.running.sqlite_store.PATIENCE", 0.05)


def test_forgetting(filled: Path) -> None:
    forget(filled)
    assert list(filled.iterdir()) == []
    forget(filled)
    forget(filled / "nowhere")


LIMITED = """
import resource, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from tests.samples import smallest
from servsim.errors import OutputError
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running.study_spec import work_here
from servsim.study.running.chunks import Chunk
from servsim.study.running.sqlite_store import open_store

work = work_here(Study(Scenario.model_validate(smallest())), 1)
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
number = 0
try:
    with open_store(Path(sys.argv[1]), ["today"]) as store:
        for number in range(100):
            store.keep(work(Chunk(0, range(number, number + 1))))
except OutputError as error:
    print(number, error)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_when_the_disk_is_full_what_was_kept_before_is_safe(tmp_path: Path) -> None:
    tests = ROOT
    command = [sys.executable, "-c", LIMITED, str(tmp_path), str(tests)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    number, _, told = done.stdout.partition(" ")
    assert "cannot keep finished trials in" in told
    assert "those kept before are safe, a new run uses them" in told
    assert int(number) > 3
    assert sorted(kept(tmp_path, ("today",))) == [(0, one) for one in range(int(number))]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with half a megabyte, for those who may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "servsim-test", str(place)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be made by root on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path, done: list[Finished]) -> None:
    safe: list[int] = []
    with pytest.raises(OutputError, match="database or disk is full"):
        fill(small_disk, done[0], safe)
    assert len(safe) > 15
    assert sorted(kept(small_disk)) == [(0, number) for number in safe[:100]]


def fill(folder: Path, finished: Finished, safe: list[int]) -> None:
    """Keep three trials after three, for ever; ``safe`` tells which were kept."""
    with open_store(folder, KEYS) as store:
        while True:
            replications = range(len(safe), len(safe) + 3)
            store.keep(finished._replace(chunk=Chunk(0, replications)))
            safe += replications
