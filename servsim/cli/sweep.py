"""``servsim sweep FILE --vary PATH=LEVELS``: every combination of levels, on the same customers."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servsim.cli.progress import Progress, tell_compiling, tell_nothing
from servsim.cli.run import Cluster, File, Fresh, Json, Seed, Workers

if TYPE_CHECKING:
    from servsim.study.sweeping.grid import GridResult

Vary = Annotated[
    list[str],
    typer.Option("--vary", "-v", help='PATH=LEVELS, as 3:8, 0:1:0.1, "4 min,6 min" or +0:+4 (may be repeated).'),
]
Base = Annotated[str | None, typer.Option("--option", "-o", help="Vary this option instead of the baseline.")]
Kpis = Annotated[list[str] | None, typer.Option("--kpi", "-k", help="A KPI of the tables (may be repeated).")]
Replications = Annotated[
    int | None,
    typer.Option(
        "--replications", "-n", min=2, help="Periods of every cell.  [default: what the file states, else 30]"
    ),
]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME-sweep]")]
Each = Annotated[bool, typer.Option("--each", help="Also write the KPIs of every replication.")]


@dataclass(frozen=True)
class SweepArguments:
    """What the command line asks for."""

    vary: list[str]
    option: str | None
    kpis: list[str] | None
    replications: int | None
    seed: int | None
    workers: str
    cluster: str | None


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

    Finished trials are kept in the folder of the results: a sweep that was stopped in any way goes on from there, and
    further levels only simulate what is missing.
    """
    from servsim.scenario.reading.gallery import scenario_path

    path = scenario_path(file)
    folder = out or Path("results") / f"{path.stem}-sweep"
    asked = SweepArguments(vary, option, kpi, replications, seed, workers, cluster)
    try:
        result = _simulate(asked, path, folder, fresh)
    except KeyboardInterrupt:
        tell_nothing(folder)
        raise typer.Exit(130) from None
    _write(result, path, folder, each)
    _tell(result, folder, as_json)
    if result.study.interrupted:
        raise typer.Exit(130)


def _simulate(asked: SweepArguments, path: Path, folder: Path, fresh: bool) -> "GridResult":
    """Read the scenario and the factors, make sure the folder can be written, and simulate."""
    from servsim.report.output.folder import check_writable
    from servsim.scenario import load
    from servsim.scenario.variants.factors import stated_factors
    from servsim.study.running.cluster import cluster
    from servsim.study.running.sqlite_store import forget
    from servsim.study.running.worker_pool import checked_workers
    from servsim.study.sweeping.sweep import Sweep, SweepSettings

    scenario, bar = load(path), Progress()
    settings = SweepSettings(
        vary=stated_factors(asked.vary), kpis=asked.kpis, option=asked.option, replications=asked.replications,
        seed=asked.seed, progress=bar, workers=checked_workers(asked.workers), folder=folder,
    )  # fmt: skip
    made = Sweep(scenario, settings)
    check_writable(folder)
    if fresh:
        forget(folder)
    tell_compiling(made.grid, made.replications)
    with ExitStack() as stack:
        executor = None if asked.cluster is None else stack.enter_context(cluster(asked.cluster))
        stack.enter_context(bar)
        return made.run(executor)


def _write(result: "GridResult", path: Path, folder: Path, each: bool) -> None:
    from servsim.report.output.sweep_folder import write_sweep

    write_sweep(result, folder, scenario_text=path.read_text(encoding="utf-8"), file=path.name, each=each)


def _tell(result: "GridResult", folder: Path, as_json: bool) -> None:
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
