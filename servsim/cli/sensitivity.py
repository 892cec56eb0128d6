"""``servsim sensitivity FILE``: unmeasured parameters ranked by their influence on a KPI."""

from pathlib import Path
from typing import Annotated

import typer

from servsim.cli.progress import shown_session
from servsim.cli.run import File, Seed, Workers

Kpi = Annotated[str, typer.Option("--kpi", "-k", help="The KPI.")]
Option = Annotated[str | None, typer.Option("--option", "-o", help="The change that this option makes, not today.")]
Method = Annotated[
    str,
    typer.Option(
        "--method",
        "-m",
        help="sobol (shares of the variance), morris (effects of all) or quick (correlations).",
    ),
]
Rows = Annotated[
    int, typer.Option(min=16, max=4096, help="For sobol: rows (a power of two); each costs up to 12 points.")
]
Trajectories = Annotated[
    int, typer.Option("--trajectories", "-t", min=4, max=1000, help="For morris: each costs a point for each number.")
]
Out = Annotated[Path | None, typer.Option(help="Folder for the table (CSV) and the drawing (SVG).  [default: none]")]


def sensitivity(
    file: File,
    kpi: Kpi = "csat",
    option: Option = None,
    method: Method = "sobol",
    rows: Rows = 64,
    trajectories: Trajectories = 10,
    seed: Seed = None,
    out: Out = None,
    workers: Workers = "auto",
) -> None:
    """Rank unmeasured parameters by their influence on a KPI, and say what is only chance.

    sobol and morris need SALib: pip install "servsim[sensitivity]". Nothing is written without --out.
    """
    from servsim.report.pages.sensitivity_text import print_sensitivity, write_sensitivity
    from servsim.scenario.reading.gallery import scenario_path
    from servsim.scenario.reading.load import load
    from servsim.study.results_folder import check_writable
    from servsim.study.uncertainty.sensitivity.sensitivity import Inquiry, run_sensitivity
    from servsim.wording import wording

    inquiry = Inquiry(
        kpi=kpi, option=option, method=method, rows=rows, trajectories=trajectories, seed=seed, workers=workers,  # type: ignore[arg-type]
    )  # fmt: skip
    scenario = load(scenario_path(file))
    check_writable(out)
    try:
        found = shown_session(run_sensitivity, scenario, inquiry)
    except KeyboardInterrupt:
        typer.echo(wording()("cli.interrupted.nothing"), err=True)
        raise typer.Exit(130) from None
    print_sensitivity(found)
    for path in () if out is None else write_sensitivity(found, out):
        typer.echo(wording()("cli.written", path=path))
