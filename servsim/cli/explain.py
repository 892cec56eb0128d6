"""``servsim explain FILE``: loads, bottleneck and waits by formulas, and where every value comes from."""

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="Scenario file (YAML), or the name of a gallery scenario.")]
Option = Annotated[str, typer.Option("--option", "-o", help="The option to explain.")]
Json = Annotated[bool, typer.Option("--json", help="Print everything as JSON, for machines.")]


def explain(file: File, option: Option = "baseline", as_json: Json = False) -> None:
    """Explain a scenario before any run: journey, loads, bottleneck, expected waits, and where values come from.

    Nothing is simulated or written: queueing formulas tell what to expect, each with its limits.
    """
    import json

    from servsim.explanation.explanation import explain as explained
    from servsim.scenario.reading.gallery import scenario_path
    from servsim.scenario.reading.load import load
    from servsim.scenario.variants.origins import read_document

    path = scenario_path(file)
    explanation = explained(load(path), option, read_document(path))
    if as_json:
        typer.echo(json.dumps(explanation.as_dict()))
        return
    from servsim.report.pages.explanation_text import print_explanation

    print_explanation(explanation)
