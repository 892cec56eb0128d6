"""Every notebook runs from top to bottom, and is committed without outputs."""

from pathlib import Path

import pytest

from tests.paths import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_committed_without_outputs(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="needs the extra: notebooks")
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


@pytest.mark.notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat", reason="needs the extra: notebooks")
    nbclient = pytest.importorskip("nbclient", reason="needs the extra: notebooks")
    monkeypatch.delenv("MPLBACKEND", raising=False)  # notebooks draw inline
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    drawn = [out for cell in code for out in cell.outputs if "image/png" in out.get("data", {})]
    assert len(drawn) >= 3
    assert all(out.output_type != "error" for cell in code for out in cell.outputs)
