"""``servsim run FILE``: simulate the baseline and the options, and write the report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from servsim.study import StudyResult


def run(
    file: Annotated[Path, typer.Argument(help="Scenario file (YAML), or the name of a gallery scenario.")],
    option: Annotated[
        list[str] | None, typer.Option("--option", "-o", help="Only this option (may be repeated).")
    ] = None,
    replications: Annotated[
        int | None, typer.Option("--replications", "-n", min=2, help="Periods to simulate.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=2**63 - 1, help="Seed of the random numbers.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME]")] = None,
    encounters: Annotated[
        bool, typer.Option("--encounters", help="Also write the encounter log of one period.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON, for machines.")] = False,
    require_targets: Annotated[
        bool, typer.Option("--require-targets", help="Exit with 1 unless some option meets every target on average.")
    ] = False,
) -> None:
    """Simulate a scenario with its options and write a report (HTML), the KPIs (CSV) and a manifest (JSON)."""
    from servsim.scenario.gallery import gallery_path

    path = file if file.suffix or file.exists() else gallery_path(str(file))
    folder = out or Path("results") / path.stem
    try:
        result = _simulate(path, folder, option, (replications, seed), encounters)
    except KeyboardInterrupt:
        from servsim.wording import wording

        typer.echo(wording()("cli.interrupted.nothing"), err=True)
        raise typer.Exit(130) from None
    _tell(result, folder, as_json)
    if result.interrupted:
        raise typer.Exit(130)
    if require_targets and not any(all(c.verdict == "met" for c in result.chances(name)) for name in result.options):
        raise typer.Exit(1)


def _simulate(
    path: Path, folder: Path, option: list[str] | None, asked: tuple[int | None, int | None], encounters: bool
) -> "StudyResult":
    """Read the scenario, make sure the folder can be written, simulate, and write all results."""
    from servsim.report.folder import check_writable, write_results
    from servsim.scenario import load
    from servsim.study import Study

    scenario = load(path)
    text = path.read_text(encoding="utf-8")
    study = Study(scenario, option)
    check_writable(folder)
    replications, seed = asked
    settings = scenario.study
    with _progress() as told:
        result = study.run(
            settings.replications if replications is None else replications,
            settings.seed if seed is None else seed,
            told,
        )
    pairs = zip(study.names, study.models, strict=True) if encounters else ()
    logs = {name: model.replicate(result.seed, 0) for name, model in pairs}
    write_results(result, folder, scenario_text=text, file=path.name, logs=logs)
    return result


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


def _tell(result: "StudyResult", folder: Path, as_json: bool) -> None:
    from servsim.wording import wording

    words = wording()
    if result.interrupted:
        typer.echo(words("cli.interrupted", done=result.replications, asked=result.replications_asked), err=True)
    if as_json:
        typer.echo(result.summary().to_json(orient="records"))
        return
    from servsim.report.terminal import print_summary

    print_summary(result)
    typer.echo(words("cli.done", path=folder / "report.html"))
