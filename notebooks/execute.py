"""Execute the notebooks and keep outputs that can be reviewed: ``python -m notebooks``.

Tables stay as text and HTML, drawings as small PNG; what differs from run to run (counters, times,
warnings on the way) is taken out, so that a difference in Git is a difference in results.
"""

import base64
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import nbclient
import nbformat
from PIL import Image

FOLDER = Path(__file__).parent
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
COLOURS = 256
DPI = 80
KEPT = ("text/html", "text/plain", "image/png")
INLINE = [f"--InlineBackend.rc={{'figure.dpi': {DPI}, 'svg.hashsalt': 'servsim'}}"]


def executed(path: Path) -> Any:
    """The notebook after a run from top to bottom, with outputs that can be reviewed."""
    os.environ.pop("MPLBACKEND", None)  # notebooks draw inline
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(
        notebook, timeout=900, resources=resources, extra_arguments=INLINE, coalesce_streams=True
    ).execute()
    return reviewable(notebook)


def reviewable(notebook: Any) -> Any:
    """The notebook without what differs from run to run."""
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_output(output) for output in cell.outputs if output.get("name") != "stderr"]
    return notebook


def _output(output: Any) -> Any:
    if "execution_count" in output:
        output["execution_count"] = None
    if "data" in output:
        output["metadata"] = {}
        output["data"] = {kind: output["data"][kind] for kind in KEPT if kind in output["data"]}
        if "image/png" in output["data"]:
            output["data"] = {"image/png": small(output["data"]["image/png"])}
    return output


def small(png: str) -> str:
    """A drawing with a palette, in base64 as it came."""
    picture = Image.open(BytesIO(base64.b64decode(png))).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return base64.b64encode(written.getvalue()).decode("ascii") + "\n"


def text_of(notebook: Any) -> list[list[str]]:
    """What each cell of code shows as text."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [
        ["".join(output.get("text", output.get("data", {}).get("text/plain", ""))) for output in cell.outputs]
        for cell in code
    ]


def write(path: Path) -> None:
    """Execute a notebook and keep it with its outputs."""
    nbformat.write(executed(path), path)
