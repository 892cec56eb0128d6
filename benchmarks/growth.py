"""Cost per customer when there are more customers, or more agents."""

from functools import partial

from benchmarks import servsim_runs
from benchmarks.harness import Contender, Settings, Spread, race
from benchmarks.records import Done
from benchmarks.servsim_runs import COMPILED, SIMPY
from benchmarks.table import Section, Table, ranged, timed
from benchmarks.workloads import W1, Queue

ENOUGH = 200_000
"""Customers in one run, so that small sizes are repeated."""


def measure(settings: Settings) -> Section:
    """W1 with other numbers of customers and agents."""
    most, many = settings.size(1_000_000, 50_000), settings.size(100_000, 10_000)
    sizes = {f"{size:,}": W1.sized(size) for size in (10_000, many, most)}
    staffs = {f"{agents:,}": W1.sized(many).staffed(agents) for agents in (10, 100, 1_000)}
    customers, by_customers = _table("customers", sizes, settings)
    agents, by_agents = _table("agents", staffs, settings)
    return Section(
        "Growth",
        "M/M/c at load 95 %: drawing, simulating, records, four KPIs. CPU time per customer; small sizes are repeated "
        f"within a run. The SimPy engine without the largest size. By agents: {many:,} customers.",
        [customers, agents],
        {"customers growth": by_customers, "agents growth": by_agents},
    )


def _table(what: str, works: dict[str, Queue], settings: Settings) -> tuple[Table, Spread]:
    names = list(works)
    contenders = [_contender(COMPILED, name, works[name]) for name in names]
    contenders += [_contender(SIMPY, name, works[name]) for name in names[:2]]
    raced = race(contenders, settings)
    rows = []
    for name in names:
        row = [name]
        for engine in (COMPILED, SIMPY):
            known = f"{engine} {name}" in raced.laps
            row.append(timed(raced.each(f"{engine} {name}")) if known else "")
            grown = "1" if name == names[0] else ""
            row.append(
                ranged(raced.ratio(f"{engine} {name}", f"{engine} {names[0]}")) if known and not grown else grown
            )
        rows.append(row)
    header = (what, "compiled", f"over {names[0]}", "SimPy engine", f"over {names[0]}")
    return Table(f"By {what}", header, rows), raced.ratio(f"compiled {names[-1]}", f"compiled {names[0]}")


def _contender(engine: str, name: str, work: Queue) -> Contender:
    times = max(1, ENOUGH // work.customers) if engine == COMPILED else 1
    return Contender(
        f"{engine} {name}",
        run=partial(_repeated, work, engine, times),
        units=lambda results, _seed: sum(result.customers for result in results),
        warm=lambda: servsim_runs.records(W1.sized(1_000), engine, 0),
    )


def _repeated(work: Queue, engine: str, times: int, seed: int) -> list[Done]:
    return [servsim_runs.records(work, engine, 1_000 * seed + time) for time in range(times)]
