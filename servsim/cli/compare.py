"""``servsim compare FILE``: which option is best in one KPI, and which others may be."""

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="Scenario file (YAML), or the name of a gallery scenario.")]
Options = Annotated[list[str] | None, typer.Option("--option", "-o", help="Only this option (may be repeated).")]
Kpi = Annotated[str | None, typer.Option(help="What decides.  [default: the first target's KPI, or csat]")]
Better = Annotated[str | None, typer.Option(help="lower or higher, where a KPI does not say it by itself.")]
Indifference = Annotated[
    str | None, typer.Option(help="Smallest difference worth acting on: 0.05, 30s, 5%.  [default: 5 % of today]")
]
Method = Annotated[str, typer.Option(help="nm (few options), kn (many), or ocba (a fixed budget, no guarantee).")]
AtMost = Annotated[int, typer.Option("--at-most", min=20, help="Periods of each option at most.")]
Seed = Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Seed of the random numbers.")]
Workers = Annotated[str, typer.Option(help="How many simulate at once: a number, or auto (all cores, once it pays).")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for machines.")]


def compare(
    file: File,
    option: Options = None,
    kpi: Kpi = None,
    better: Better = None,
    indifference: Indifference = None,
    method: Method = "nm",
    at_most: AtMost = 1000,
    seed: Seed = None,
    workers: Workers = "auto",
    as_json: Json = False,
) -> None:
    """Simulate until it is known which option is best, and name all that may be.

    The best one is found, or one less than the indifference behind it, with 95 % confidence (nm, kn). Nothing is
    written.
    """
    import json

    from servsim.report.contest import comparison_as_values, print_comparison
    from servsim.scenario import load
    from servsim.scenario.gallery import scenario_path
    from servsim.study import compare as found_by
    from servsim.study.running.crew import checked_workers

    path = scenario_path(file)
    found = found_by(
        load(path), kpi=kpi, better=better, indifference=indifference, method=method, options=option,  # type: ignore[arg-type]
        at_most=at_most, seed=seed, workers=checked_workers(workers),
    )  # fmt: skip
    if as_json:
        typer.echo(json.dumps(comparison_as_values(found)))
    else:
        print_comparison(found)
