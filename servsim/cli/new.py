"""``servsim new``: list the gallery, or copy one of its scenarios."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    name: Annotated[str | None, typer.Argument(help="A scenario of the gallery; without it they are listed.")] = None,
    folder: Annotated[Path, typer.Argument(help="Where to copy it.")] = Path(),
) -> None:
    """List the gallery scenarios, or copy one (with its data) as a start for your own."""
    from servsim.scenario.reading.gallery import copy_scenario, gallery
    from servsim.wording import wording

    if name is None:
        for entry in gallery():
            typer.echo(f"{entry.name}\n    {' '.join(entry.about.split())}")
        typer.echo(wording()("cli.new.hint"))
        return
    for path in copy_scenario(name, folder):
        typer.echo(path)
