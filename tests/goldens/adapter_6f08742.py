"""All that the goldens ask of servsim as it was at commit 6f08742; frozen with that commit, never edited again."""
# ruff: noqa: I001, RUF100 - what was moved since is no longer known as ours, and nothing here is sorted anew

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servsim.delivery.engines import stage
from servsim.delivery.log import COLUMNS
from servsim.scenario.kpis import KPIS
from servsim.scenario.load import load
from servsim.study.kpi_table import kpi_tables
from servsim.study.lineup import Lineup
from servsim.study.scopes import scopes
from servsim.study.summary import Summarizer


def opened(file: Path, engine: str) -> Any:
    """A scenario with its options, compiled as for a study; judged and added up in plain Python with ``simpy``."""
    lineup = Lineup(load(file))
    lineup.take_engine(engine, compiled=engine == "compiled")
    return lineup


def options(lineup: Any) -> tuple[str, ...]:
    """The baseline and the options, in order."""
    return tuple(lineup.names)


def simulated(lineup: Any, place: int, seed: int, replications: range) -> Iterator[dict[str, Any]]:
    """The log and the KPI table of each replication of an option, as a study makes them."""
    model = lineup.model(place)
    batch = model.crowd.draw_many(seed, replications)
    logs = stage(model.engine, model.plan, model.hearing)(batch)
    tables = kpi_tables(Summarizer(model, lineup.frame).sum_up(logs, batch.customers))
    for number, table in enumerate(tables):
        log = logs.log(number)
        yield {
            "columns": {name: getattr(log, name).copy() for name in COLUMNS},
            "scopes": [str(scope) for scope in scopes(model.scenario)],
            "kpis": list(KPIS),
            "table": table.copy(),
        }
