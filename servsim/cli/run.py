"""``servsim run FILE``: simulate the baseline and the options, and write the report."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from servsim.study import Study, StudyResult
    from servsim.study.exploring import Means

File = Annotated[Path, typer.Argument(help="Scenario file (YAML), or the name of a gallery scenario.")]
Options = Annotated[list[str] | None, typer.Option("--option", "-o", help="Only this option (may be repeated).")]
Replications = Annotated[int | None, typer.Option("--replications", "-n", min=2, help="Periods to simulate.")]
Extend = Annotated[int | None, typer.Option(min=1, help="So many periods more than the report in the folder has.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Forget the trials that earlier runs have kept in the folder.")]
Seed = Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Seed of the random numbers.")]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME]")]
Workers = Annotated[str, typer.Option(help="How many simulate at once: a number, or auto (all cores, once it pays).")]
Cluster = Annotated[str | None, typer.Option(help="Simulate on a Dask cluster: its scheduler, as tcp://HOST:8786.")]
Encounters = Annotated[bool, typer.Option("--encounters", help="Also write the encounter log of one period.")]
Ignorance = Annotated[
    bool | None,
    typer.Option(
        "--ignorance/--no-ignorance",
        help="Simulate again over the ranges of what nobody has measured.  [default: if stated, or quick]",
        show_default=False,
    ),
]
Outer = Annotated[int | None, typer.Option(min=8, max=4096, help="At so many points of these ranges.")]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as JSON, for machines.")]
Require = Annotated[
    bool, typer.Option("--require-targets", help="Exit with 1 unless some option meets every target on average.")
]


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    path: Path
    folder: Path
    options: Sequence[str] | None
    replications: int | None
    more: int | None
    seed: int | None
    fresh: bool
    workers: str
    cluster: str | None
    encounters: bool
    ignorance: bool | None
    outer: int | None


def run(
    file: File,
    option: Options = None,
    replications: Replications = None,
    extend: Extend = None,
    fresh: Fresh = False,
    seed: Seed = None,
    out: Out = None,
    workers: Workers = "auto",
    cluster: Cluster = None,
    encounters: Encounters = False,
    ignorance: Ignorance = None,
    outer: Outer = None,
    as_json: Json = False,
    require_targets: Require = False,
) -> None:
    """Simulate a scenario with its options and write a report (HTML), the KPIs (CSV) and a manifest (JSON).

    Finished trials are kept in the folder of the results: a run that was stopped in any way goes on from there, and
    more periods only simulate what is missing.
    """
    from servsim.scenario.gallery import gallery_path

    path = file if file.suffix or file.exists() else gallery_path(str(file))
    folder = out or Path("results") / path.stem
    asked = Asked(
        path, folder, option, replications, extend, seed, fresh, workers, cluster, encounters, ignorance, outer
    )
    try:
        result = _simulate(asked)
    except KeyboardInterrupt:
        _tell_nothing(folder)
        raise typer.Exit(130) from None
    _tell(result, folder, as_json)
    if result.interrupted or (result.ignorance is not None and result.ignorance.interrupted):
        raise typer.Exit(130)
    if require_targets and not any(all(c.verdict == "met" for c in result.chances(name)) for name in result.options):
        raise typer.Exit(1)


def _simulate(asked: Asked) -> "StudyResult":
    """Read the scenario, make sure the folder can be written, simulate, and write all results."""
    from servsim.delivery import must_compile
    from servsim.report.folder import check_writable, write_results
    from servsim.scenario import load
    from servsim.study import Study, replicate
    from servsim.study.cluster import cluster
    from servsim.study.crew import checked_workers
    from servsim.study.exploring import Means
    from servsim.wording import wording

    scenario = load(asked.path)
    text = asked.path.read_text(encoding="utf-8")
    study = Study(scenario, asked.options, asked.folder)
    workers = checked_workers(asked.workers)
    seed = scenario.study.seed if asked.seed is None else asked.seed
    replications = _replications(asked, study, seed)
    check_writable(asked.folder)
    with ExitStack() as stack:
        executor = None if asked.cluster is None else stack.enter_context(cluster(asked.cluster))
        _forget(asked)
        study.choose_engine(replications)
        if study.compiled and must_compile():
            typer.echo(wording()("cli.compiling"), err=True)
        told = stack.enter_context(_progress())
        result = study.run(replications, seed, told, workers, executor)
        result = _over_ranges(asked, study, result, Means(told, workers, executor, asked.folder))
    pairs = zip(study.names, study.models, strict=True) if asked.encounters else ()
    logs = {name: replicate(model, seed, 0) for name, model in pairs}
    write_results(result, asked.folder, scenario_text=text, file=asked.path.name, logs=logs)
    return result


def _over_ranges(asked: Asked, study: "Study", result: "StudyResult", means: "Means") -> "StudyResult":
    """The result, with what the ranges do to it when that is wanted."""
    from dataclasses import replace

    from servsim.study.exploring import explore, wanted

    points = study.scenario.study.outer if asked.outer is None else asked.outer
    go = wanted(study, points) if asked.ignorance is None and asked.outer is None else asked.ignorance is not False
    if result.interrupted or not go:
        return result
    return replace(result, ignorance=explore(study, result.plain, points, means))


def _replications(asked: Asked, study: "Study", seed: int) -> int:
    """How many replications are wanted in all."""
    from servsim.errors import ServsimError
    from servsim.report.folder import extended

    if asked.more is None:
        return study.scenario.study.replications if asked.replications is None else asked.replications
    if asked.replications is not None:
        raise ServsimError("found both --replications (all periods) and --extend (further periods); say one of them")
    return extended(asked.folder, study, seed, asked.more)


def _forget(asked: Asked) -> None:
    if asked.fresh:
        from servsim.study.exploring import FOLDER
        from servsim.study.store import forget

        forget(asked.folder)
        forget(asked.folder / FOLDER)


class _progress:  # noqa: N801 - reads as a verb where it is used
    """A progress bar with the time left, on the error stream; nothing when nobody is watching."""

    def __enter__(self) -> "_progress":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from servsim.wording import wording

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.bar.start()
        self.task = self.bar.add_task(wording()("cli.simulating"), total=None)
        return self

    def __call__(self, done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


def _tell_nothing(folder: Path) -> None:
    """Say that there is no report, and what there is instead."""
    from servsim.study.keeping import FILE
    from servsim.wording import wording

    words, kept = wording(), folder / FILE
    told = words("cli.interrupted.kept", path=kept) if kept.exists() else words("cli.interrupted.nothing")
    typer.echo(told, err=True)


def _tell(result: "StudyResult", folder: Path, as_json: bool) -> None:
    from servsim.wording import wording

    words = wording()
    if result.interrupted:
        typer.echo(words("cli.interrupted", done=result.replications, asked=result.replications_asked), err=True)
    if as_json:
        typer.echo(result.summary().to_json(orient="records"))
        return
    from servsim.report.terminal import print_summary, print_work

    print_summary(result)
    print_work(result)
    typer.echo(words("cli.done", path=folder / "report.html"))
