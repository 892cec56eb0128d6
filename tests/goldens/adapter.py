"""All that the goldens ask of servsim as it is here and now; edited whenever the program's own names move."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servsim.delivery.engines import stage
from servsim.delivery.log.encounter_log import COLUMNS
from servsim.measures.kpi_table import kpi_tables
from servsim.measures.scopes import scopes
from servsim.measures.summary import Summarizer
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.reading.load import load
from servsim.study.variants import Variants


def opened(file: Path, engine: str) -> Any:
    """A scenario with its options, compiled as for a study; judged and added up in plain Python with ``simpy``."""
    variants = Variants(load(file))
    variants.take_engine(engine, compiled=engine == "compiled")
    return variants


def options(variants: Any) -> tuple[str, ...]:
    """The baseline and the options, in order."""
    return tuple(variants.names)


def simulated(variants: Any, index: int, seed: int, replications: range) -> Iterator[dict[str, Any]]:
    """The log and the KPI table of each replication of an option, as a study makes them."""
    model = variants.model(index)
    batch = model.demand.draw_many(seed, replications)
    logs = stage(model.engine, model.plan, model.hook)(batch)
    tables = kpi_tables(Summarizer(model, variants.frame).sum_up(logs, batch.customers))
    for number, table in enumerate(tables):
        log = logs.log(number)
        yield {
            "columns": {name: getattr(log, name).copy() for name in COLUMNS},
            "scopes": [str(scope) for scope in scopes(model.scenario)],
            "kpis": list(KPIS),
            "table": table.copy(),
        }
