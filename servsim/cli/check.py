"""``servsim check FILE``: is the scenario sound?"""

from pathlib import Path
from typing import Annotated

import typer


def check(
    file: Annotated[
        list[Path], typer.Argument(help="Scenario files (YAML), or names of gallery scenarios.", show_default=False)
    ],
) -> None:
    """Check scenario files and tell all their faults; nothing is simulated or written."""
    from servsim.errors import ServsimError
    from servsim.scenario.reading.gallery import scenario_path
    from servsim.scenario.reading.load import load
    from servsim.wording import wording

    faulty = False
    for path in file:
        try:
            scenario = load(scenario_path(path))
        except ServsimError as error:
            typer.echo(str(error), err=True)
            faulty = True
            continue
        typer.echo(
            wording()(
                "cli.valid",
                file=path,
                segments=len(scenario.segments),
                teams=len(scenario.teams),
                touchpoints=len(scenario.touchpoints),
                options=len(scenario.options),
            )
        )
    if faulty:
        raise typer.Exit(2)
