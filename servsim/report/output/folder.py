"""The folder of results: what was run, what came out, and the report."""

import csv
import json
import platform
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from servsim import __version__
from servsim.measures.replication import Replication
from servsim.report.pages.page import html_report
from servsim.report.text_files import write_text, write_texts
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.precision import Precision
from servsim.study.result import StudyResult
from servsim.study.results_folder import MANIFEST
from servsim.study.running.identity import LIBRARIES
from servsim.study.uncertainty.parameter_uncertainty import INNER

if TYPE_CHECKING:
    import pandas as pd

UNCERTAINTY = "uncertainty.csv"


def write_report(result: StudyResult, path: str | Path, *, file: str = "", language: str = "en") -> Path:
    """Write the report about a study to an HTML file and return its path; the file is complete or not there.

    Raises OutputError when it cannot be written, ServsimError for a language that there is not.
    """
    return write_text(Path(path), html_report(result, file=file, language=language))


def manifest(result: StudyResult, scenario_text: str, file: str) -> dict[str, object]:
    """What was run: enough to run it again and get the same numbers."""
    return {
        "servsim": __version__,
        "engine": result.engine,
        "scenario": {"file": file, "fingerprint": fingerprint(result.scenario), "text": scenario_text},
        "options": list(result.options),
        "seed": result.seed,
        **({} if result.baseline.cuts is None else {"rating_cuts": result.baseline.cuts._asdict()}),
        "replications": result.replications,
        "replications_asked": result.replications_asked,
        **({} if result.precision is None else {"precision": _precision(result.precision, result.precise)}),
        "interrupted": result.interrupted,
        **_ranges(result),
        "executor": result.execution.executor,
        "workers": result.execution.workers,
        "trials_reused": result.execution.reused,
        "seconds": round(result.seconds, 3),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _precision(wanted: Precision, is_reached: bool) -> dict[str, object]:
    widths = {width.kpi: {"relative": width.relative, "absolute": width.absolute} for width in wanted.widths}
    return {"reached": is_reached, "at_most": wanted.at_most, "widths": widths}


def _ranges(result: StudyResult) -> dict[str, object]:
    """Which parameters varied, and at how many points."""
    found = result.uncertainty
    if found is None:
        return {"ranges": {"points": 0, "interrupted": True}} if result.ranges_cut else {}
    parameters = [
        {"name": one.name, "low": one.low, "high": one.high, "value": one.value, "shape": one.shape, "paths": one.paths}
        for one in found.design.parameters
    ]
    numbers = {
        "points": found.points,
        "points_asked": found.asked,
        "points_unsound": found.unsound,
        "interrupted": found.interrupted,
    }
    return {"ranges": {**numbers, "replications": INNER, "parameters": parameters}}


def write_results(
    result: StudyResult,
    folder: str | Path,
    *,
    scenario_text: str = "",
    file: str = "",
    logs: Mapping[str, Replication] | None = None,
) -> list[Path]:
    """Write ``report.html``, ``kpis.csv``, ``summary.csv`` and ``manifest.json`` into a folder; return their paths.

    With what nobody has measured also ``uncertainty.csv``; one of an earlier run is taken away otherwise. With ``logs``
    (replications by option) also their encounters as ``encounters_OPTION.csv``, times in minutes. All
    files are written or none; raises OutputError when the folder cannot be written.
    """
    described = json.dumps(manifest(result, scenario_text, file), indent=2, ensure_ascii=False)
    texts = {
        "report.html": html_report(result, file=file),
        "kpis.csv": kpis_csv(result),
        "summary.csv": _csv(result.summary()),
        MANIFEST: described + "\n",
        **{f"encounters_{option}.csv": _csv(log.encounters()) for option, log in (logs or {}).items()},
    }
    if result.uncertainty is not None:
        texts[UNCERTAINTY] = _csv(result.uncertainty.table())
    paths = write_texts({Path(folder) / name: text for name, text in texts.items()})
    if result.uncertainty is None:
        (Path(folder) / UNCERTAINTY).unlink(missing_ok=True)
    return paths


def kpis_csv(result: StudyResult) -> Iterator[str]:
    """The rows of ``StudyResult.kpis()`` as CSV, a block for each option and replication; it is never held as a whole.

    Numbers are written so that they are read back to the bit; a KPI without a value is an empty cell.
    """
    header = StringIO()
    names = ["option", "replication", "scope", "name", *map(result.column_name, KPIS)]
    csv.writer(header, lineterminator="\n").writerow(names)  # the currency may need quotes; names of parts never do
    yield header.getvalue()
    for position, option in enumerate(result.options):
        for replication in range(result.replications):
            rows = zip(result.scopes, result.tables[position, replication].tolist(), strict=True)
            yield "".join(f"{option},{replication},{part.kind},{part.name},{_numbers(row)}\n" for part, row in rows)


def _numbers(values: list[float]) -> str:
    return ",".join(["" if value != value else repr(value) for value in values])  # noqa: PLR0124 - NaN, quickly


def _csv(table: "pd.DataFrame") -> str:
    return table.to_csv(index=False, lineterminator="\n")
