"""The folder of a comparison: its page, its table, and what was run."""

import json
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from servsim import __version__
from servsim.report.pages.comparison_page import comparison_html
from servsim.report.text_files import write_texts
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.results_folder import MANIFEST
from servsim.study.running.identity import LIBRARIES
from servsim.study.selecting.comparison import Comparison

PAGE, TABLE = "compare.html", "compare.csv"


def write_comparison(found: Comparison, folder: str | Path, *, scenario_text: str = "", file: str = "") -> list[Path]:
    """Write ``compare.html``, ``compare.csv`` and ``manifest.json`` into a folder; return their paths.

    All files are written or none; raises OutputError when the folder cannot be written.
    """
    texts = {
        PAGE: comparison_html(found, file=file),
        TABLE: found.table().to_csv(index=False, lineterminator="\n"),
        MANIFEST: json.dumps(_manifest(found, scenario_text, file), indent=2, ensure_ascii=False) + "\n",
    }
    return write_texts({Path(folder) / name: text for name, text in texts.items()})


def _manifest(found: Comparison, scenario_text: str, file: str) -> dict[str, object]:
    """What was compared: enough to do it again and get the same numbers."""
    return {
        "servsim": __version__,
        "engine": found.engine,
        "scenario": {"file": file, "fingerprint": fingerprint(found.scenario), "text": scenario_text},
        "options": list(found.options),
        "seed": found.seed,
        "method": found.method,
        "kpis": {one.kpi: {"better": one.better, "indifference": one.indifference} for one in found.placings},
        "executor": found.execution.executor,
        "workers": found.execution.workers,
        "trials_reused": found.execution.reused,
        "seconds": round(found.seconds, 3),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }
