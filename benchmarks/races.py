"""W1, W2 and W3: servsim against rivals that do the same work, and a proof that it is the same."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

from benchmarks import servsim_runs
from benchmarks.agreement import LIMIT, references, strays
from benchmarks.harness import Contender, Race, Settings, Spread, race
from benchmarks.records import Done, measures
from benchmarks.rivals import ciw_models, idiomatic_simpy, recursion
from benchmarks.servsim_runs import COMPILED, SIMPY
from benchmarks.table import Section, Table, digits, ranged, timed
from benchmarks.workloads import TITLES, W1, W2, W3, Journey, Workload

CIMBA_INSTALLED = find_spec("cimba") is not None
if CIMBA_INSTALLED:  # at once: it must come before Numba compiles anything
    from benchmarks.rivals import cimba_models

Run = Callable[[Workload, int], Done]

IDIOMATIC, CIW, CIMBA, RECURSION = "idiomatic SimPy", "Ciw", "cimba", "recursion in Numba"
RECORDS, ALL = "records", "everything"
WARM_CUSTOMERS = 2_000
WORKLOADS: dict[str, Workload] = {"w1": W1, "w2": W2, "w3": W3}
RULES = {IDIOMATIC: recursion.FIRST_FREE, CIMBA: recursion.FIRST_FREE, CIW: recursion.ALL_NEW}
RULE_NAMES = {
    recursion.LAST: "the last of the list",
    recursion.FIRST_FREE: "the first to be free",
    recursion.ALL_NEW: "all, and nine others come",
}
NOTES = (
    "**The races W1 to W3.** CPU time of one thread per customer, from the seed on: drawing, simulating, a record per "
    "encounter (touchpoint, joined, wait, outcome, end) as NumPy columns, and four KPIs (mean wait, 90 % quantile, "
    'share abandoned, occupancy). That is servsim\'s row "records"; its row "everything" rates every encounter and '
    "computes all KPIs in all scopes and the data of the figures, as a study does; goals are held against the first. "
    "Not included: imports, compiling, reading the scenario. servsim's SimPy engine runs in plain Python; what lies "
    "beside it, drawing and rating, is compiled, as in any study that is long enough for it. Rivals: SimPy as its "
    "documentation teaches it (`Resource`, `request | timeout`, a process per customer); Ciw; cimba (a process per "
    "customer, one worker); and as the limit a recursion over customers in Numba, without clock or events, exact and "
    "good for nothing but plain queues. SimPy draws with `random`, the recursion with a NumPy generator, Ciw and cimba "
    "with their own.",
    "**Do they simulate the same?** Means over the runs (minutes, shares), and the largest deviation of any measure "
    "from the recursion, in standard errors; below 4 they agree. Where the journey's staff shrinks, servsim lets the "
    "agents at the end of the list go, SimPy and cimba the first who become free, each after the customer at hand. Ciw "
    "is inexact there: all twelve finish the customer at hand, and nine others come at once. Each is held against the "
    "recursion with its own rule; the rows in italics show how little the rules matter.",
)


def servsim_name(engine: str, variant: str) -> str:
    """The name of a row."""
    return f"servsim {engine}, {variant}"


def rivals() -> dict[str, Run]:
    """The rivals that are installed."""
    found: dict[str, Run] = {IDIOMATIC: idiomatic_simpy.run, CIW: ciw_models.run, RECURSION: recursion.run}
    return found | ({CIMBA: cimba_models.run} if CIMBA_INSTALLED else {})


def contenders(work: Workload) -> list[Contender]:
    """Both engines of servsim in both variants, and the rivals."""
    small = work.sized(WARM_CUSTOMERS)
    runs: dict[str, Run] = {
        servsim_name(engine, RECORDS): partial(_records, engine) for engine in (COMPILED, SIMPY)
    } | rivals()
    found = [
        Contender(
            name,
            run=partial(run, work),
            units=lambda result, _seed: result.customers,
            keep=partial(measures, work),
            warm=partial(run, small, 0),
        )
        for name, run in runs.items()
    ]
    return found + [_everything(work, engine) for engine in (COMPILED, SIMPY)]


def _records(engine: str, work: Workload, seed: int) -> Done:
    return servsim_runs.records(work, engine, seed)


def _everything(work: Workload, engine: str) -> Contender:
    made = servsim_runs.workload(work, engine)
    small = servsim_runs.workload(work.sized(WARM_CUSTOMERS), engine)
    replications = range(work.replications)
    return Contender(
        servsim_name(engine, ALL),
        run=lambda seed: servsim_runs.everything(made, seed, replications),
        units=lambda _result, seed: servsim_runs.customers(made, seed, replications),
        warm=lambda: servsim_runs.everything(small, 0, range(1)),
    )


def measure(name: str, settings: Settings) -> Section:
    """One workload: the race, the agreement, and where servsim's time goes."""
    work = WORKLOADS[name]
    work = work.sized(settings.size(work.customers, 10_000))
    raced = race(contenders(work), settings)
    return Section(
        TITLES[work.name],
        _text(work),
        [_race_table(raced), agreement_table(work, raced), _split_table(work, settings)],
        _values(name, raced),
    )


def _text(work: Workload) -> str:
    days = f"{work.days} replications of one day, " if isinstance(work, Journey) else "One replication, "
    missing = "" if CIMBA_INSTALLED else " cimba is not installed here (`pip install cimba`)."
    return f"{days}about {work.customers:,} customers.{missing}"


def _values(name: str, raced: Race) -> dict[str, Spread]:
    compiled, reference = servsim_name(COMPILED, RECORDS), servsim_name(SIMPY, RECORDS)
    found = {
        f"{name} compiled to simpy": raced.ratio(IDIOMATIC, compiled),
        f"{name} compiled to recursion": raced.ratio(compiled, RECURSION),
        f"{name} reference to simpy": raced.ratio(IDIOMATIC, reference),
    }
    return found | ({f"{name} compiled to cimba": raced.ratio(CIMBA, compiled)} if CIMBA in raced.laps else {})


def _race_table(raced: Race) -> Table:
    order = sorted(raced.laps, key=lambda name: raced.each(name).median)
    rows = [
        [
            name,
            timed(raced.each(name)),
            "1" if name == IDIOMATIC else ranged(raced.ratio(IDIOMATIC, name)),
            "1" if name == RECURSION else ranged(raced.ratio(name, RECURSION)),
        ]
        for name in order
    ]
    header = ("contender", "per customer", f"times as quick as {IDIOMATIC}", "times as long as the recursion")
    return Table("Race", header, rows)


def agreement_table(work: Workload, raced: Race) -> Table:
    """For each contender, how far its runs lie from the recursion with the same rule of staff change."""
    rules = {
        name: RULES.get(name, recursion.LAST) if isinstance(work, Journey) else recursion.LAST for name in raced.kept
    }
    expected = {rule: references(work, rule) for rule in set(rules.values())}
    names = list(expected[recursion.LAST])
    rows = []
    for name, rule in rules.items():
        kept = raced.kept[name]
        if kept[0] is None:
            continue
        away = strays(expected[rule], kept)
        worst = max(map(abs, away.values()))
        means = [digits(sum(row[measure] for row in kept) / len(kept)) for measure in names]
        who = [RULE_NAMES[rule]] if isinstance(work, Journey) else []
        rows.append([name, *who, *means, f"{worst:.1f}", "yes" if worst < LIMIT else "NO"])
    for rule, known in expected.items():
        who = [RULE_NAMES[rule]] if isinstance(work, Journey) else []
        rows.append(["*recursion, 40 other seeds*", *who, *(digits(known[name].mean) for name in names), "", ""])
    header = ["contender", *(["who leaves desk A"] if isinstance(work, Journey) else []), *names]
    return Table("Do they simulate the same?", [*header, "worst deviation, SE", "agrees"], rows)


def _split_table(work: Workload, settings: Settings) -> Table:
    rows = []
    for engine in (COMPILED, SIMPY):
        made, runs = servsim_runs.workload(work, engine), settings.runs if engine == COMPILED else min(2, settings.runs)
        parts = [servsim_runs.split(made, seed, range(work.replications)) for seed in range(runs)]
        each = [Spread.of([part[column] / part.customers for part in parts]) for column in range(4)]
        total = Spread.of([part.study / part.customers for part in parts])
        rows.append([f"servsim {engine}", *map(timed, each), timed(total)])
        settings.told(f"split, {engine}")
    header = ("engine", *servsim_runs.PARTS, "together")
    return Table("Where servsim's time goes, per customer", header, rows)
