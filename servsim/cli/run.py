"""``servsim run FILE``: simulate the baseline and the options, and write the report."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servsim.cli.progress import Progress, tell_compiling, tell_nothing

if TYPE_CHECKING:
    from servsim.study import Study, StudyResult
    from servsim.study.precision import Amount
    from servsim.study.uncertainty.explore import Resources

File = Annotated[Path, typer.Argument(help="Scenario file (YAML), or the name of a gallery scenario.")]
Options = Annotated[list[str] | None, typer.Option("--option", "-o", help="Only this option (may be repeated).")]
Replications = Annotated[
    str | None,
    typer.Option("--replications", "-n", metavar="N|auto", help="Periods to simulate; auto: until precise enough."),
]
Precision = Annotated[
    list[str] | None,
    typer.Option("--precision", metavar="KPI=WIDTH", help="Simulate until this is reached: csat=0.05, wait_p90=5%."),
]
AtMost = Annotated[int | None, typer.Option("--at-most", min=15, help="Periods after which to stop in any case.")]
Extend = Annotated[int | None, typer.Option(min=1, help="So many periods more than the report in the folder has.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Forget the trials that earlier runs have kept in the folder.")]
Seed = Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Seed of the random numbers.")]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME]")]
Workers = Annotated[str, typer.Option(help="How many simulate at once: a number, or auto (all cores, once it pays).")]
Cluster = Annotated[str | None, typer.Option(help="Simulate on a Dask cluster: its scheduler, as tcp://HOST:8786.")]
Encounters = Annotated[bool, typer.Option("--encounters", help="Also write the encounter log of one period.")]
ParameterUncertainty = Annotated[
    bool | None,
    typer.Option(
        "--uncertainty/--no-uncertainty",
        help="Simulate again over the ranges of what nobody has measured.  [default: where that is quick]",
        show_default=False,
    ),
]
Outer = Annotated[int | None, typer.Option(min=8, max=4096, help="At so many points of these ranges.")]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as JSON, for machines.")]
Require = Annotated[
    bool, typer.Option("--require-targets", help="Exit with 1 unless an option meets all targets on average.")
]


@dataclass(frozen=True)
class RunArguments:
    """What the command line asks for."""

    path: Path
    folder: Path
    options: Sequence[str] | None
    replications: str | None
    precision: Sequence[str] | None
    at_most: int | None
    more: int | None
    seed: int | None
    fresh: bool
    workers: str
    cluster: str | None
    encounters: bool
    uncertainty: bool | None
    parameter_sets: int | None
    targets_needed: bool


def run(
    file: File,
    option: Options = None,
    replications: Replications = None,
    precision: Precision = None,
    at_most: AtMost = None,
    extend: Extend = None,
    fresh: Fresh = False,
    seed: Seed = None,
    out: Out = None,
    workers: Workers = "auto",
    cluster: Cluster = None,
    encounters: Encounters = False,
    uncertainty: ParameterUncertainty = None,
    parameter_sets: Outer = None,
    as_json: Json = False,
    require_targets: Require = False,
) -> None:
    """Simulate a scenario with its options and write a report (HTML), the KPIs (CSV) and a manifest (JSON).

    Finished trials are kept in the folder of the results: a run that was stopped in any way goes on from there, and
    more periods only simulate what is missing.
    """
    from servsim.scenario.reading.gallery import scenario_path

    path = scenario_path(file)
    folder = out or Path("results") / path.stem
    amount = (replications, precision, at_most, extend)
    ranges = (uncertainty, parameter_sets)
    asked = RunArguments(
        path, folder, option, *amount, seed, fresh, workers, cluster, encounters, *ranges, require_targets
    )
    try:
        result = _simulate(asked)
    except KeyboardInterrupt:
        tell_nothing(folder)
        raise typer.Exit(130) from None
    _tell(result, folder, as_json)
    if result.interrupted or result.ranges_interrupted:
        raise typer.Exit(130)
    if require_targets and not any(all(c.verdict == "met" for c in result.chances(name)) for name in result.options):
        raise typer.Exit(1)


def _simulate(asked: RunArguments) -> "StudyResult":
    """Read the scenario, make sure the folder can be written, simulate, and write all results."""
    from servsim.report.output.folder import check_writable, write_results
    from servsim.scenario import load
    from servsim.scenario.parts.target import check_stated
    from servsim.study import Study, replicate
    from servsim.study.precision import foreseen
    from servsim.study.running.cluster import cluster
    from servsim.study.running.worker_pool import checked_workers
    from servsim.study.uncertainty.explore import Resources

    scenario = load(asked.path)
    if asked.targets_needed:
        check_stated(scenario.parsed_targets)
    text = asked.path.read_text(encoding="utf-8")
    study = Study(scenario, asked.options, asked.folder)
    workers = checked_workers(asked.workers)
    seed = scenario.study.seed if asked.seed is None else asked.seed
    wanted = _amount(asked, study, seed)
    check_writable(asked.folder)
    with ExitStack() as stack:
        executor = None if asked.cluster is None else stack.enter_context(cluster(asked.cluster))
        _forget(asked)
        tell_compiling(study, foreseen(wanted))
        told = stack.enter_context(Progress())
        result = study.run(wanted, seed, told, workers, executor)
        result = _over_ranges(asked, study, result, Resources(told, workers, executor, asked.folder))
    pairs = zip(study.names, study.models, strict=True) if asked.encounters else ()
    logs = {name: replicate(model, seed, 0) for name, model in pairs}
    write_results(result, asked.folder, scenario_text=text, file=asked.path.name, logs=logs)
    return result


def _over_ranges(asked: RunArguments, study: "Study", result: "StudyResult", means: "Resources") -> "StudyResult":
    """The result, with what the ranges do to it when that is wanted."""
    from servsim.study.uncertainty.explore import wanted, with_ranges

    points = study.scenario.study.parameter_sets if asked.parameter_sets is None else asked.parameter_sets
    unasked = asked.uncertainty is None and asked.parameter_sets is None
    go = wanted(study, points, result.replications) if unasked else asked.uncertainty is not False
    if result.interrupted or not go:
        return result
    return with_ranges(study, result, points, means)


def _amount(asked: RunArguments, study: "Study", seed: int) -> "Amount":
    """How many replications are wanted in all, or how much precision."""
    from servsim.errors import ServsimError
    from servsim.report.output.folder import extended
    from servsim.study.precision import amount, checked_replications, widths_of

    if asked.more is None:
        number = None if asked.replications is None else checked_replications(asked.replications)
        return amount(study.scenario, number, widths_of(asked.precision or ()), asked.at_most)
    if asked.replications is not None:
        raise ServsimError("found both --replications (all periods) and --extend (further periods); say one of them")
    if asked.precision or asked.at_most is not None:
        raise ServsimError("found both a precision and --extend (further periods); say one of them")
    return extended(asked.folder, study, seed, asked.more)


def _forget(asked: RunArguments) -> None:
    if asked.fresh:
        from servsim.study.running.sqlite_store import forget
        from servsim.study.uncertainty.explore import FOLDER

        forget(asked.folder)
        forget(asked.folder / FOLDER)


def _tell(result: "StudyResult", folder: Path, as_json: bool) -> None:
    from servsim.report.pages.trust_page import failures
    from servsim.wording import wording

    words = wording()
    if result.interrupted:
        typer.echo(words("cli.interrupted", done=result.replications, asked=result.replications_asked), err=True)
    for line in failures(result, words):
        typer.secho(line, fg="red", err=True)
    if as_json:
        typer.echo(result.summary().to_json(orient="records"))
        return
    from servsim.report.pages.terminal_text import print_summary, print_work

    print_summary(result)
    print_work(result)
    typer.echo(words("cli.done", path=folder / "report.html"))
