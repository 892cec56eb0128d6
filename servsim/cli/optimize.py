"""``servsim optimize FILE``: the cheapest rosters that keep the targets."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from servsim.cli.progress import Progress, tell_nothing
from servsim.cli.run import File, Fresh, Json, Seed, Workers

if TYPE_CHECKING:
    from servsim.study.searching.optimize import Proposal

Teams = Annotated[
    list[str] | None,
    typer.Option("--team", "-t", help="A team whose roster is searched (may be repeated).  [default: all teams]"),
]
Dials = Annotated[
    list[str] | None, typer.Option("--vary", "-v", help="A dial to be set as well, PATH=LOW:HIGH (may be repeated).")
]
Probability = Annotated[str, typer.Option("--probability", "-p", help="Share of periods that shall meet all targets.")]
Base = Annotated[str | None, typer.Option("--option", "-o", help="Optimize this option instead of the baseline.")]
MostAgents = Annotated[
    list[str] | None,
    typer.Option(help="The most agents of an interval: N for all teams, or TEAM=N (may be repeated)."),
]
MostPeriods = Annotated[
    int | None, typer.Option("--replications", "-n", min=2, help="The most periods for one combination.")
]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME-optimize]")]


@dataclass(frozen=True)
class OptimizeArguments:
    """What the command line asks for."""

    teams: list[str] | None
    vary: list[str]
    probability: str
    option: str | None
    most_agents: list[str]
    replications: int | None
    seed: int | None
    workers: str


def optimize(
    file: File,
    team: Teams = None,
    vary: Dials = None,
    probability: Probability = "90 %",
    option: Base = None,
    most_agents: MostAgents = None,
    replications: MostPeriods = None,
    fresh: Fresh = False,
    seed: Seed = None,
    out: Out = None,
    workers: Workers = "auto",
    as_json: Json = False,
) -> None:
    """Search the cheapest rosters of teams, and settings of dials, with which periods meet all targets of the scenario.

    Exits with 1 when none was found. Finished trials are kept in the folder of the results: a search that was stopped
    in any way goes on from there.
    """
    from servsim.scenario.reading.gallery import scenario_path

    path = scenario_path(file)
    folder = out or Path("results") / f"{path.stem}-optimize"
    asked = OptimizeArguments(
        team or None, vary or [], probability, option, most_agents or [], replications, seed, workers
    )
    try:
        proposal = _search(asked, path, folder, fresh)
    except KeyboardInterrupt:
        tell_nothing(folder)
        raise typer.Exit(130) from None
    _tell(proposal, folder, as_json)
    if not proposal.keeps:
        raise typer.Exit(1)


def _search(asked: OptimizeArguments, path: Path, folder: Path, fresh: bool) -> "Proposal":
    from servsim.report.output.folder import check_writable
    from servsim.scenario import load
    from servsim.scenario.variants.factors import stated_factors
    from servsim.study.running.sqlite_store import forget
    from servsim.study.running.worker_pool import checked_workers
    from servsim.study.searching.limits import stated_most
    from servsim.study.searching.optimize import optimize as search

    scenario, bar, workers = load(path), Progress(), checked_workers(asked.workers)
    probability, most = _share(asked.probability), stated_most(asked.most_agents)
    check_writable(folder)
    if fresh:
        forget(folder)
    with bar:
        return search(
            scenario, teams=asked.teams, vary=stated_factors(asked.vary), probability=probability, option=asked.option,
            most_agents=most, replications=asked.replications, seed=asked.seed, progress=bar,
            workers=workers, folder=folder,
        )  # fmt: skip


def _share(text: str) -> float:
    from servsim.errors import ServsimError
    from servsim.scenario.values.units import share

    try:
        return share(text)
    except ValueError as error:
        raise ServsimError(f"--probability: {error}") from None


def _tell(proposal: "Proposal", folder: Path, as_json: bool) -> None:
    from servsim.report.parts.decide.proposal import option_text, proposal_sentences, proposal_values
    from servsim.report.text_files import write_texts
    from servsim.wording import wording

    words, option = wording(), folder / "option.yaml"
    text = option_text(proposal, words)
    write_texts({option: text, folder / "tried.csv": proposal.table().to_csv(index=False, lineterminator="\n")})
    if as_json:
        typer.echo(json.dumps(proposal_values(proposal)))
        return
    for sentence in proposal_sentences(proposal, words):
        typer.echo(sentence)
    typer.echo(f"\n{words('optimize.paste', path=option)}\n\n{text}")
