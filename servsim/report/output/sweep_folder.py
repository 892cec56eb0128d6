"""The folder of a sweep: its table, its page, and what was run."""

import json
from pathlib import Path

from servsim.report.output.folder import manifest, write_texts
from servsim.report.pages.sweep_page import sweep_html
from servsim.study.results_folder import MANIFEST
from servsim.study.sweeping.sweep_result import SweepResult

PAGE, TABLE, EACH = "sweep.html", "sweep.csv", "replications.csv"


def write_sweep(
    result: SweepResult, folder: str | Path, *, scenario_text: str = "", file: str = "", each: bool = False
) -> list[Path]:
    """Write ``sweep.html``, ``sweep.csv`` and ``manifest.json`` into a folder; return their paths.

    With ``each`` also ``replications.csv``, a row for each cell and replication. All files are written or none; raises
    OutputError when the folder cannot be written.
    """
    levels = {factor.path: [level.value for level in factor.levels] for factor in result.factors}
    run = manifest(result.study, scenario_text, file) | {"options": [], "factors": levels, "cells": len(result.cells)}
    tables = {TABLE: result.table(), **({EACH: result.replications()} if each else {})}
    texts = {
        PAGE: sweep_html(result, file=file),
        **{name: table.to_csv(index=False, lineterminator="\n") for name, table in tables.items()},
        MANIFEST: json.dumps(run, indent=2, ensure_ascii=False) + "\n",
    }
    return write_texts({Path(folder) / name: text for name, text in texts.items()})
