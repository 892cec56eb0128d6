"""``servsim sensitivity FILE``: which of the numbers that nobody has measured does a result hang on?"""

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="Scenario file (YAML), or the name of a gallery scenario.")]
Kpi = Annotated[str, typer.Option(help="The KPI.")]
Option = Annotated[str | None, typer.Option("--option", "-o", help="The change that this option makes, not today.")]
Rows = Annotated[int, typer.Option(min=16, max=4096, help="Rows of points; each costs up to 12 points.")]
Workers = Annotated[str, typer.Option(help="How many simulate at once: a number, or auto (all cores, once it pays).")]


def sensitivity(
    file: File, kpi: Kpi = "csat", option: Option = None, rows: Rows = 64, workers: Workers = "auto"
) -> None:
    """Tell from which parameters the variance of a KPI over the ranges comes (Sobol' indices); nothing is written."""
    from servsim.errors import ServsimError, nearest
    from servsim.report.terminal import print_attribution
    from servsim.scenario import BASELINE, load
    from servsim.scenario.gallery import scenario_path
    from servsim.scenario.kpis import KPIS
    from servsim.study import run
    from servsim.study.ranges.attributing import Question, attributed
    from servsim.study.ranges.exploring import Means
    from servsim.study.running.crew import checked_workers

    scenario = load(scenario_path(file))
    wanted = checked_workers(workers)
    names = [] if option is None else [option]
    if kpi not in KPIS:
        raise ServsimError(f'unknown KPI "{kpi}"; {nearest(kpi, tuple(KPIS))}')
    result = run(scenario, options=names, workers=wanted, outer=scenario.study.outer)
    print_attribution(attributed(result, Question(kpi, option or BASELINE, rows), Means(workers=wanted)))
