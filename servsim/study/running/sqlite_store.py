"""Finished trials in the folder of a study, so that a study which was stopped in any way goes on from there.

They lie in one SQLite file, a row for each trial, and are written chunk by chunk: a chunk is there whole or not at all,
at whatever moment the process is killed. Each trial lies under the key of everything that its numbers depend on
(:mod:`servsim.study.running.identity`) and is used again only under an equal key. The file serves one run at a time:
SQLite's own lock, which vanishes with the process that holds it, keeps a second one out.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from errno import EACCES
from pathlib import Path

from servsim.errors import OutputError
from servsim.measures.trial import Trial
from servsim.study.running.chunks import Finished
from servsim.study.running.packing import DamagedError, packed, unpacked
from servsim.study.running.trial_store import FILE, NoStore, TrialStore

BESIDE = ("", "-wal", "-journal", "-shm")
MARK = int.from_bytes(b"srvs")
MAGIC, MARK_AT = b"SQLite format 3\0", 68
"""How an SQLite file begins, and where in it the mark of the program lies that made it."""
PATIENCE = 2.0
"""Seconds to wait for the lock: a process that was just killed may still be on its way out."""
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class StrangerError(Exception):
    """An SQLite file that another program made."""


class SqliteTrialStore:
    """The open file, for the options with these keys."""

    def __init__(self, path: Path, database: sqlite3.Connection, keys: Sequence[str]) -> None:
        self.damaged = False
        self._path = path
        self._database = database
        self._keys = tuple(keys)

    def trials(self, option: int, replications: range) -> dict[int, Trial]:
        """The sound ones among the kept trials of an option, by replication."""
        key, found = self._keys[option], {}
        query = "SELECT replication, trial FROM trials WHERE study = ? AND replication BETWEEN ? AND ?"
        with _as_message(self._path):
            rows = self._database.execute(query, (key, replications.start, replications.stop - 1)).fetchall()
        for replication, data in rows:
            try:
                found[replication] = unpacked(data, _name(key, replication))
            except DamagedError:
                self.damaged = True
        return found

    def keep(self, finished: Finished) -> None:
        """Keep the trials of a chunk; once this returns, a killed process does not lose them."""
        key, replications = self._keys[finished.chunk.option], finished.chunk.replications
        rows = [
            (key, replication, packed(trial, _name(key, replication)))
            for replication, trial in zip(replications, finished.trials, strict=True)
        ]
        with _as_message(self._path), self._database:
            self._database.executemany("INSERT OR REPLACE INTO trials VALUES (?, ?, ?)", rows)

    def reached_the_end(self) -> None:
        """Take out the trials of other studies. Only now, so that a mistyped seed does not cost an hour of work."""
        marks = ", ".join("?" * len(self._keys))
        with _as_message(self._path), self._database:
            self._database.execute(f"DELETE FROM trials WHERE study NOT IN ({marks})", self._keys)

    def empty(self) -> bool:
        """Whether nothing is kept."""
        return self._database.execute("SELECT 1 FROM trials LIMIT 1").fetchone() is None


def _name(key: str, replication: int) -> str:
    return f"{key} {replication}"


@contextmanager
def open_store(folder: Path, keys: Sequence[str]) -> Iterator[SqliteTrialStore]:
    """The trials in a folder, for the options with these keys; nobody else can open them meanwhile.

    A file that was damaged is begun anew. One that stays empty is taken away again, with the folders made for it.
    Raises OutputError when the folder cannot be written, is in use by another run, or has another program's file there.
    """
    path = folder / FILE
    made = [part for part in (folder, *folder.parents) if not part.exists()]
    with _as_message(path):
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))  # SQLite would only speak of an I/O error
        database, damaged = _opened(path)
    store = SqliteTrialStore(path, database, keys)
    store.damaged = damaged
    try:
        yield store
    finally:
        nothing = False
        with suppress(sqlite3.Error):
            nothing = store.empty()
        database.close()
        if nothing:
            _remove(path, made)


@contextmanager
def keeping(folder: Path | None, keys: Sequence[str]) -> Iterator[TrialStore]:
    """The store of trials in a folder, or none for None; ``keys`` are those of the options, in order.

    Raises OutputError when the folder cannot be written, is in use, or has something else where trials would lie.
    """
    if folder is None:
        yield NoStore()
        return
    with open_store(folder, keys) as store:
        yield store


def forget(folder: Path) -> None:
    """Throw away the trials that are kept in a folder, or whatever lies there instead.

    Raises OutputError when another run is using them, or when they cannot be removed.
    """
    path = folder / FILE
    if not path.exists():
        return
    with _as_message(path):
        try:
            _connected(path).close()
        except StrangerError:
            pass
        except sqlite3.DatabaseError as error:
            if _code(error) not in BROKEN:
                raise
        _remove(path)


def _remove(path: Path, folders: Sequence[Path] = ()) -> None:
    for end in BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
    with suppress(OSError):  # somebody has put something there
        for folder in folders:
            folder.rmdir()


def _opened(path: Path) -> tuple[sqlite3.Connection, bool]:
    """The file, opened; and whether it had to be begun anew because it was damaged."""
    try:
        return _connected(path), False
    except StrangerError as error:
        found = str(error)
    except sqlite3.DatabaseError as error:
        if _code(error) not in BROKEN:
            raise
        found = str(error)
        if _marked(path):
            _remove(path)
            return _connected(path), True
    raise OutputError(f"{path} is no file of trials ({found}); move it away, or replace it with --fresh")


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=PATIENCE)
    try:
        # A lock that is kept, and a journal that needs no shared memory: this also works on network drives.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        [[mark]] = database.execute("PRAGMA application_id")
        if mark != MARK and (mark or tables):
            raise StrangerError("another program made it")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        with database:
            database.execute("BEGIN EXCLUSIVE")
            database.execute(f"PRAGMA application_id = {MARK}")
            database.execute(
                "CREATE TABLE IF NOT EXISTS trials "
                "(study TEXT, replication INTEGER, trial BLOB, PRIMARY KEY (study, replication))"
            )
        [[verdict]] = database.execute("PRAGMA quick_check(1)")
        if verdict != "ok":
            raise _corrupt(verdict)
    except BaseException:
        database.close()
        raise
    return database


def _corrupt(verdict: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(verdict)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _marked(path: Path) -> bool:
    """Whether a file that SQLite cannot read begins like one of servsim's."""
    with path.open("rb") as file:
        head = file.read(MARK_AT + 4)
    return head[: len(MAGIC)] == MAGIC and head[MARK_AT:] == MARK.to_bytes(4)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def _as_message(path: Path) -> Iterator[None]:
    """Errors of files and of SQLite as a message that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        if _code(error) == sqlite3.SQLITE_BUSY:
            message = f"another run is at work in {path.parent}; wait for its end, or choose another folder"
        else:
            message = f"cannot keep finished trials in {path}: {error}; those kept before are safe, a new run uses them"
        raise OutputError(message) from None
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from None
