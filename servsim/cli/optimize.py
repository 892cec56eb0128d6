"""``servsim optimize FILE``: the cheapest rosters that meet the targets."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from servsim.cli.progress import say_no_report, shown_session
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
Probability = Annotated[
    str, typer.Option("--probability", "-p", help="Share of replications that shall meet all targets.")
]
Base = Annotated[str | None, typer.Option("--option", "-o", help="Optimize this option instead of the baseline.")]
MostAgents = Annotated[
    list[str] | None,
    typer.Option(help="The most agents of an interval: N for all teams, or TEAM=N (may be repeated)."),
]
MostReplications = Annotated[
    int | None, typer.Option("--replications", "-n", min=2, help="Maximum number of replications of one combination.")
]
Out = Annotated[Path | None, typer.Option(help="Folder of the results.  [default: results/NAME-optimize]")]


def optimize(
    file: File,
    team: Teams = None,
    vary: Dials = None,
    probability: Probability = "90 %",
    option: Base = None,
    most_agents: MostAgents = None,
    replications: MostReplications = None,
    fresh: Fresh = False,
    seed: Seed = None,
    out: Out = None,
    workers: Workers = "auto",
    as_json: Json = False,
) -> None:
    """Search the cheapest rosters of teams, and settings of dials, with which replications meet all targets of the
    scenario.

    Exits with 1 when none was found. Finished replications are kept in the folder of the results: a search that was
    stopped in any way goes on from there.
    """
    from servsim.scenario.reading.gallery import scenario_path

    path = scenario_path(file)
    folder = out or Path("results") / f"{path.stem}-optimize"
    settings = {
        "teams": team or None, "option": option, "replications": replications, "fresh": fresh, "seed": seed,
        "folder": folder, "workers": workers,
    }  # fmt: skip
    try:
        proposal = _search(path, settings, probability, vary or [], most_agents or [])
    except KeyboardInterrupt:
        say_no_report(folder)
        raise typer.Exit(130) from None
    _describe(proposal, folder, as_json)
    if not proposal.meets_targets:
        raise typer.Exit(1)


def _search(
    path: Path, settings: dict[str, Any], probability: str, vary: list[str], most_agents: list[str]
) -> "Proposal":
    from servsim.scenario.reading.load import load
    from servsim.scenario.variants.factors import stated_factors
    from servsim.study.searching.limits import stated_most
    from servsim.study.searching.optimize import OptimizeSettings, run_optimization

    read: dict[str, Any] = {
        "probability": _share(probability), "most_agents": stated_most(most_agents), "vary": stated_factors(vary),
    }  # fmt: skip
    return shown_session(run_optimization, load(path), OptimizeSettings(**settings, **read))


def _share(text: str) -> float:
    from servsim.errors import ServsimError
    from servsim.scenario.values.units import share

    try:
        return share(text)
    except ValueError as error:
        raise ServsimError(f"--probability: {error}") from None


def _describe(proposal: "Proposal", folder: Path, as_json: bool) -> None:
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
