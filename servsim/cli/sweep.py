"""``servsim sweep FILE --vary PATH=LEVELS``: every combination of levels, on the same customers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servsim.cli.progress import say_no_report, shown_session
from servsim.cli.run import Cluster, File, Fresh, Json, Seed, Workers

if TYPE_CHECKING:
    from servsim.study.sweeping.sweep_result import SweepResult

Vary = Annotated[
    list[str],
    typer.Option("--vary", "-v", help='PATH=LEVELS, as 3:8, 0:1:0.1, "4 min,6 min" or +0:+4 (may be repeated).'),
]
Base = Annotated[str | None, typer.Option("--option", "-o", help="Vary this option instead of the baseline.")]
Kpis = Annotated[list[str] | None, typer.Option("--kpi", "-k", help="A KPI of the tables (may be repeated).")]
Replications = Annotated[
    int | None,
    typer.Option(
        "--replications", "-n", min=2, help="Replications of every cell.  [default: what the file states, else 30]"
    ),
]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME-sweep]")]
Each = Annotated[bool, typer.Option("--each", help="Also write the KPIs of every replication.")]


def sweep(
    file: File,
    vary: Vary,
    option: Base = None,
    kpi: Kpis = None,
    replications: Replications = None,
    fresh: Fresh = False,
    seed: Seed = None,
    out: Out = None,
    workers: Workers = "auto",
    cluster: Cluster = None,
    each: Each = False,
    as_json: Json = False,
) -> None:
    """Vary values of a scenario over their levels: heat maps or curves, what is traded for what, the efficient cells.

    Finished replications are kept in the folder of the results: a sweep that was stopped in any way goes on from there,
    and further levels only simulate what is missing.
    """
    from servsim.scenario.reading.gallery import scenario_path

    path = scenario_path(file)
    folder = out or Path("results") / f"{path.stem}-sweep"
    settings = {
        "option": option, "kpis": kpi, "replications": replications, "fresh": fresh, "seed": seed, "folder": folder,
        "workers": workers, "executor": cluster,
    }  # fmt: skip
    try:
        result = _simulate(path, settings, vary)
    except KeyboardInterrupt:
        say_no_report(folder)
        raise typer.Exit(130) from None
    _write(result, path, folder, each)
    _describe(result, folder, as_json)
    if result.study.interrupted:
        raise typer.Exit(130)


def _simulate(path: Path, settings: dict[str, Any], vary: list[str]) -> "SweepResult":
    from servsim.scenario.reading.load import load
    from servsim.scenario.variants.factors import stated_factors
    from servsim.study.sweeping.sweep import SweepSettings, run_sweep

    return shown_session(run_sweep, load(path), SweepSettings(**settings, vary=stated_factors(vary)))


def _write(result: "SweepResult", path: Path, folder: Path, each: bool) -> None:
    from servsim.report.output.sweep_folder import write_sweep

    write_sweep(result, folder, scenario_text=path.read_text(encoding="utf-8"), file=path.name, each=each)


def _describe(result: "SweepResult", folder: Path, as_json: bool) -> None:
    from servsim.wording import wording

    words, study = wording(), result.study
    if study.interrupted:
        typer.echo(words("cli.interrupted", done=study.replications, asked=study.replications_asked), err=True)
    if as_json:
        typer.echo(result.table().to_json(orient="records"))
        return
    from servsim.report.pages.terminal_text import print_sweep, print_work

    print_sweep(result)
    print_work(study)
    typer.echo(words("cli.done", path=folder / "sweep.html"))
