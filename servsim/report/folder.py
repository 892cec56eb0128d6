"""The folder of results: what was run, what came out, and the report."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from servsim import __version__
from servsim.errors import OutputError
from servsim.report.page import html_report
from servsim.scenario.fingerprint import fingerprint
from servsim.study import Replication, StudyResult

if TYPE_CHECKING:
    import pandas as pd

LIBRARIES = ("numpy", "scipy", "simpy")


def write_texts(texts: Mapping[Path, str]) -> list[Path]:
    """Write text files, all of them or none: to files beside them first, then in their places.

    Raises OutputError when one cannot be written; nothing half-written is left, and no old file is changed.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as file:
                staged.append((Path(file.name), path))
                file.write(text)
            Path(file.name).chmod(0o666 & ~_umask())
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    return list(texts)


def write_text(path: Path, text: str) -> Path:
    """Write one text file whole or not at all; raises OutputError when it cannot be written."""
    return write_texts({path: text})[0]


def check_writable(folder: Path) -> None:
    """Make sure that a folder can be written before anything is computed for it; nothing is left there.

    Raises OutputError when it cannot.
    """
    try:
        made = [part for part in (folder, *folder.parents) if not part.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
        for part in made:
            part.rmdir()
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
    result: StudyResult,
    folder: str | Path,
    *,
    scenario_text: str = "",
    file: str = "",
    logs: Mapping[str, Replication] | None = None,
) -> list[Path]:
    """Write ``report.html``, ``kpis.csv``, ``summary.csv`` and ``manifest.json`` into a folder; return their paths.

    With ``logs`` (replications by option) also their encounters as ``encounters_OPTION.csv``, times in minutes. All
    files are written or none; raises OutputError when the folder cannot be written.
    """
    described = json.dumps(manifest(result, scenario_text, file), indent=2, ensure_ascii=False)
    texts = {
        "report.html": html_report(result, file=file),
        "kpis.csv": _csv(result.kpis()),
        "summary.csv": _csv(result.summary()),
        "manifest.json": described + "\n",
        **{f"encounters_{option}.csv": _csv(log.encounters()) for option, log in (logs or {}).items()},
    }
    return write_texts({Path(folder) / name: text for name, text in texts.items()})


def _csv(table: "pd.DataFrame") -> str:
    return table.to_csv(index=False, lineterminator="\n")
