"""Every notebook runs from top to bottom, and is committed with outputs that are still true."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_BYTES = 1_500_000
"""All notebooks together."""
notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_of(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def outputs_of(path: Path) -> list[dict[str, Any]]:
    return [output for cell in code_of(path) for output in cell["outputs"]]


def test_they_are_small() -> None:
    assert len(NOTEBOOKS) == 4
    assert sum(path.stat().st_size for path in NOTEBOOKS) < MOST_BYTES


@notebooks
def test_is_committed_with_outputs(path: Path) -> None:
    outputs = outputs_of(path)
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 3
    assert sum("text/html" in output.get("data", {}) for output in outputs) >= 2
    assert all(output["output_type"] in ("display_data", "execute_result", "stream") for output in outputs)


@notebooks
def test_nothing_is_committed_that_differs_from_run_to_run(path: Path) -> None:
    assert all(cell["execution_count"] is None and cell["metadata"] == {} for cell in code_of(path))
    assert all(output.get("execution_count") is None for output in outputs_of(path))
    assert all(output.get("name") != "stderr" for output in outputs_of(path))


@pytest.mark.notebook
@notebooks
def test_runs_and_shows_what_is_committed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat", reason="needs the extra: notebooks")
    pytest.importorskip("nbclient", reason="needs the extra: notebooks")
    from notebooks.execute import executed, text_of

    monkeypatch.delenv("MPLBACKEND", raising=False)  # notebooks draw inline
    assert text_of(executed(path)) == text_of(nbformat.read(path, as_version=4))
