"""``servsim compare FILE``: which option is best in one or several KPIs, and which others may be."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servsim.cli.progress import say_no_report, shown_session
from servsim.cli.run import Cluster, File, Fresh, Options, Seed, Workers

if TYPE_CHECKING:
    from servsim.study.selecting.comparison import Comparison

Kpis = Annotated[
    list[str] | None,
    typer.Option("--kpi", "-k", help="What decides (may be repeated).  [default: the first target's KPI, or csat]"),
]
Better = Annotated[
    list[str] | None,
    typer.Option("--better", metavar="[KPI=]WAY", help="lower or higher, where a KPI does not say it by itself."),
]
Indifference = Annotated[
    list[str] | None,
    typer.Option(
        "--indifference", metavar="[KPI=]WIDTH", help="Smallest difference worth acting on: csat=0.05, 30s, 5%."
    ),
]
Method = Annotated[str, typer.Option(help="nm (few options), kn (many), or ocba (a fixed budget, no guarantee).")]
AtMost = Annotated[int, typer.Option("--at-most", min=20, help="Maximum number of replications of each option.")]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME-compare]")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for machines.")]


def compare(
    file: File,
    option: Options = None,
    kpi: Kpis = None,
    better: Better = None,
    indifference: Indifference = None,
    method: Method = "nm",
    at_most: AtMost = 1000,
    fresh: Fresh = False,
    seed: Seed = None,
    out: Out = None,
    workers: Workers = "auto",
    cluster: Cluster = None,
    as_json: Json = False,
) -> None:
    """Simulate until it is known which option is best, and name all that may be.

    In each KPI the best one is found, or one less than the indifference behind it, with 95 % confidence for all KPIs
    together (nm, kn). Finished replications are kept in the folder of the results: a comparison that was stopped in any
    way goes on from there.
    """
    from servsim.scenario.reading.gallery import scenario_path

    path = scenario_path(file)
    folder = out or Path("results") / f"{path.stem}-compare"
    settings = {
        "kpis": kpi, "better": _by_kpi(better), "indifference": _by_kpi(indifference), "method": method,
        "options": option, "at_most": at_most, "seed": seed, "fresh": fresh, "folder": folder, "workers": workers,
        "executor": cluster,
    }  # fmt: skip
    try:
        found = _simulate(path, settings)
    except KeyboardInterrupt:
        say_no_report(folder)
        raise typer.Exit(130) from None
    _describe(found, path, folder, as_json)


def _by_kpi(stated: Sequence[str] | None) -> dict[str, str] | str | None:
    """What is stated by KPI; a single one may leave the name out."""
    if not stated:
        return None
    if len(stated) == 1 and "=" not in stated[0]:
        return stated[0]
    return {name.strip(): value.strip() for name, _, value in (text.partition("=") for text in stated)}


def _simulate(path: Path, settings: dict[str, Any]) -> "Comparison":
    from servsim.scenario.reading.load import load
    from servsim.study.selecting.comparison import run_comparison
    from servsim.study.selecting.comparison_settings import ComparisonSettings

    return shown_session(run_comparison, load(path), ComparisonSettings(**settings))


def _describe(found: "Comparison", path: Path, folder: Path, as_json: bool) -> None:
    import json

    from servsim.report.output.comparison_folder import PAGE, write_comparison
    from servsim.report.parts.decide.comparison_text import comparison_as_values, print_comparison
    from servsim.wording import wording

    write_comparison(found, folder, scenario_text=path.read_text(encoding="utf-8"), file=path.name)
    if as_json:
        typer.echo(json.dumps(comparison_as_values(found)))
        return
    print_comparison(found)
    typer.echo(wording()("cli.done", path=folder / PAGE))
