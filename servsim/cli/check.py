"""``servsim check FILE``: is the scenario sound?"""

from pathlib import Path
from typing import Annotated

import typer


def check(
    file: Annotated[list[Path], typer.Argument(help="Scenario files (YAML).", show_default=False)],
) -> None:
    """Check scenario files and tell all their faults; nothing is simulated or written."""
    from servsim.errors import ScenarioError
    from servsim.scenario import load
    from servsim.wording import wording

    faulty = False
    for path in file:
        try:
            scenario = load(path)
        except ScenarioError as error:
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
