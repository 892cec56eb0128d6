"""Files written whole or not at all: to a file beside them first, then under their own names."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from typing import IO

from servsim.errors import OutputError

STAGED = ".part"
LEFT_BEHIND = 3600.0
"""Age in seconds from which on a staged file must have been left by a run that was killed."""


def write_texts(texts: Mapping[Path, str | Iterable[str]]) -> list[Path]:
    """Write text files, all of them or none: to files beside them first, then under their own names.

    A text is given whole, or in blocks when it is long. Raises OutputError when one cannot be written; nothing
    half-written is left, and no old file is changed.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _tidy(path)
            with _beside(path) as file:
                staged.append((Path(file.name), path))
                file.writelines([text] if isinstance(text, str) else text)
            Path(file.name).chmod(0o666 & ~_umask())
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    return list(texts)


def _beside(path: Path) -> IO[str]:
    """A new file beside another one, hidden until it takes its place."""
    return NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", suffix=STAGED, delete=False
    )


def _tidy(path: Path) -> None:
    """Take away what a killed run has left beside a file; what is younger may belong to one that is alive."""
    for left in path.parent.glob(f".{path.name}.*{STAGED}"):
        with suppress(OSError):
            if time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()


def write_text(path: Path, text: str) -> Path:
    """Write one text file whole or not at all; raises OutputError when it cannot be written."""
    return write_texts({path: text})[0]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
