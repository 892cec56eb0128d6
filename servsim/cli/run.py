"""``servsim run FILE``: simulate the baseline and the options, and write the report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servsim.cli.progress import say_no_report, shown_session

if TYPE_CHECKING:
    from servsim.scenario.scenario import Scenario
    from servsim.scenario.values.units import Auto
    from servsim.study.result import StudyResult

File = Annotated[Path, typer.Argument(help="Scenario file (YAML), or the name of a gallery scenario.")]
Options = Annotated[list[str] | None, typer.Option("--option", "-o", help="Only this option (may be repeated).")]
Replications = Annotated[
    str | None,
    typer.Option("--replications", "-n", metavar="N|auto", help="Number of replications; auto: until precise enough."),
]
Precision = Annotated[
    list[str] | None,
    typer.Option("--precision", metavar="KPI=WIDTH", help="Simulate until this is reached: csat=0.05, wait_p90=5%."),
]
AtMost = Annotated[int | None, typer.Option("--at-most", min=15, help="Maximum number of replications.")]
Extend = Annotated[int | None, typer.Option(min=1, help="Run this many further replications.")]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Forget the replications that earlier runs have kept in the folder.")
]
Seed = Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Seed of the random numbers.")]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME]")]
Workers = Annotated[str, typer.Option(help="Number of parallel workers, or auto (all cores, once it pays).")]
Cluster = Annotated[str | None, typer.Option(help="Simulate on a Dask cluster: its scheduler, as tcp://HOST:8786.")]
Encounters = Annotated[bool, typer.Option("--encounters", help="Also write the encounter log of one replication.")]
ParameterUncertainty = Annotated[
    bool | None,
    typer.Option(
        "--uncertainty/--no-uncertainty",
        help="Simulate again over the ranges of what nobody has measured.  [default: where that is quick]",
        show_default=False,
    ),
]
ParameterSets = Annotated[int | None, typer.Option(min=8, max=4096, help="At so many points of these ranges.")]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as JSON, for machines.")]
Require = Annotated[
    bool, typer.Option("--require-targets", help="Exit with 1 unless an option meets all targets on average.")
]


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
    parameter_sets: ParameterSets = None,
    as_json: Json = False,
    require_targets: Require = False,
) -> None:
    """Simulate a scenario with its options and write a report (HTML), the KPIs (CSV) and a manifest (JSON).

    Finished replications are kept in the folder of the results: a run that was stopped in any way goes on from there,
    and more replications only simulate what is missing.
    """
    from servsim.scenario.reading.gallery import scenario_path

    path, folder = scenario_path(file), out or Path("results") / scenario_path(file).stem
    settings = {
        "options": option, "replications": replications, "precision": precision, "at_most": at_most, "extend": extend,
        "fresh": fresh, "seed": seed, "folder": folder, "workers": workers, "executor": cluster,
    }  # fmt: skip
    try:
        result = _simulate(path, settings, (uncertainty, parameter_sets), require_targets)
        _write(result, path, folder, encounters)
    except KeyboardInterrupt:
        say_no_report(folder)
        raise typer.Exit(130) from None
    _describe(result, folder, as_json)
    _end(result, require_targets)


def _end(result: "StudyResult", targets_needed: bool) -> None:
    """Exit with what became of the run."""
    if result.interrupted or result.ranges_interrupted:
        raise typer.Exit(130)
    if targets_needed and not any(all(c.verdict == "met" for c in result.chances(name)) for name in result.options):
        raise typer.Exit(1)


def _simulate(
    path: Path, stated: dict[str, Any], ranges: tuple[bool | None, int | None], targets_needed: bool
) -> "StudyResult":
    """Read the scenario and the settings, and simulate."""
    from servsim.scenario.parts.target import check_stated
    from servsim.scenario.reading.load import load
    from servsim.study.precision import checked_replications, widths_of
    from servsim.study.settings import Settings
    from servsim.study.study import run_study

    scenario, number = load(path), stated["replications"]
    if targets_needed:
        check_stated(scenario.parsed_targets)
    read = {
        "replications": None if number is None else checked_replications(number),
        "precision": widths_of(stated["precision"] or ()),
        "parameter_sets": _parameter_sets(scenario, *ranges),
    }
    return shown_session(run_study, scenario, Settings(**{**stated, **read}))


def _parameter_sets(scenario: "Scenario", wanted: bool | None, number: int | None) -> "int | Auto":
    """At how many points of the ranges; where nobody says a word, where that is quick."""
    if wanted is False:
        return 0
    if wanted is None and number is None:
        return "auto"
    return scenario.study.parameter_sets if number is None else number


def _write(result: "StudyResult", path: Path, folder: Path, encounters: bool) -> None:
    from servsim.report.output.folder import write_results
    from servsim.study.result import first_replications

    logs = first_replications(result) if encounters else {}
    text = path.read_text(encoding="utf-8")
    write_results(result, folder, scenario_text=text, file=path.name, logs=logs)


def _describe(result: "StudyResult", folder: Path, as_json: bool) -> None:
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
