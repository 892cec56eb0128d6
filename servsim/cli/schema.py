"""``servsim schema``: the JSON Schema of scenario files, for editors."""

from pathlib import Path
from typing import Annotated

import typer


def schema(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file instead of the screen.")] = None,
) -> None:
    """Print the JSON Schema of scenario files, for completion and help in editors."""
    import json

    from servsim.scenario.reading.schema import json_schema

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    from servsim.report.text_files import write_text

    typer.echo(write_text(out, text))
