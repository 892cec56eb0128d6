"""The folder of results: what was run, what came out, and the report."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from servsim import __version__
from servsim.errors import OutputError
from servsim.report.page import html_report
from servsim.scenario.fingerprint import fingerprint
from servsim.study import Replication, StudyResult

LIBRARIES = ("numpy", "scipy", "simpy")


def write_text(path: Path, text: str) -> Path:
    """Write a text file whole or not at all: to a file beside it first, then in its place.

    Raises OutputError when the folder or file cannot be written; nothing half-written is left.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(text)
                file.close()
                temporary.chmod(0o666 & ~_umask())
                temporary.replace(path)
            except BaseException:
                file.close()
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from None
    return path


def check_writable(folder: Path) -> None:
    """Make sure that a folder can be written before anything is computed for it.

    Raises OutputError when it cannot; an empty folder that was made for the check is left.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(f"cannot write into {folder}: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def manifest(result: StudyResult, scenario_text: str, file: str) -> dict[str, object]:
    """What was run: enough to run it again and get the same numbers."""
    return {
        "servsim": __version__,
        "engine": result.engine,
        "scenario": {"file": file, "fingerprint": fingerprint(result.scenario), "text": scenario_text},
        "options": list(result.options),
        "seed": result.seed,
        "replications": result.replications,
        "replications_asked": result.replications_asked,
        "interrupted": result.interrupted,
        "seconds": round(result.seconds, 3),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def write_results(
    result: StudyResult, folder: str | Path, *, scenario_text: str = "", file: str = "", language: str = "en"
) -> list[Path]:
    """Write ``report.html``, ``kpis.csv``, ``summary.csv`` and ``manifest.json`` into a folder; return their paths.

    Raises OutputError when the folder cannot be written.
    """
    target = Path(folder)
    described = json.dumps(manifest(result, scenario_text, file), indent=2, ensure_ascii=False)
    texts = {
        "report.html": html_report(result, file=file, language=language),
        "kpis.csv": result.kpis().to_csv(index=False, lineterminator="\n"),
        "summary.csv": result.summary().to_csv(index=False, lineterminator="\n"),
        "manifest.json": described + "\n",
    }
    return [write_text(target / name, text) for name, text in texts.items()]


def write_encounters(replication: Replication, path: str | Path) -> Path:
    """Write the encounter log of one replication as CSV (times in minutes); raises OutputError when it cannot."""
    return write_text(Path(path), replication.encounters().to_csv(index=False, lineterminator="\n"))
