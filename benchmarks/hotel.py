"""W4 and all that needs a real service: engines, replications, workers, and the price of rating."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier

from benchmarks import servsim_runs
from benchmarks.harness import Contender, Settings, Spread, race
from benchmarks.servsim_runs import COMPILED, PLAIN, SIMPY
from benchmarks.table import Section, Table, ranged, timed
from benchmarks.workloads import TITLES


def engines(settings: Settings) -> Section:
    """Both engines on all options of the hotel; the reference with and without the compiler beside it."""
    replications = range(settings.size(10, 2))
    ways = (COMPILED, SIMPY, PLAIN)
    raced = race([_all_options(way, replications) for way in ways], settings)
    ratio, beside = raced.ratio(PLAIN, COMPILED), raced.ratio(SIMPY, COMPILED)
    rows = [[f"servsim {way}", timed(raced.each(way)), *_split(way, replications, settings)] for way in ways]
    header = ("engine", "everything", *servsim_runs.PARTS)
    title = (
        f"Per customer; the compiled engine is {ranged(ratio)} times as quick as the reference without the compiler, "
        f"{ranged(beside)} times as quick as the reference that rates and adds up compiled"
    )
    return Section(
        TITLES["W4"],
        f"{len(replications)} replications of each option, CPU time of one thread. Everything: drawing, engine, "
        "ratings, all KPIs in all scopes, data of the figures. Not included: reading, compiling, report.",
        [Table(title, header, rows)],
        {"w4 compiled to reference": ratio},
    )


def _all_options(engine: str, replications: range) -> Contender:
    made = [servsim_runs.hotel(engine, option) for option in servsim_runs.hotel_options()]

    def run(seed: int) -> None:
        for one in made:
            servsim_runs.everything(one, seed, replications)

    return Contender(
        engine,
        run=run,
        units=lambda _result, seed: sum(servsim_runs.customers(one, seed, replications) for one in made),
        warm=lambda: [servsim_runs.everything(one, 0, range(1)) for one in made],
    )


def _split(engine: str, replications: range, settings: Settings) -> Iterator[str]:
    made = servsim_runs.hotel(engine)
    parts = [servsim_runs.split(made, seed, replications) for seed in range(settings.runs)]
    for column in range(4):
        yield timed(Spread.of([part[column] / part.customers for part in parts]))


def replications(settings: Settings) -> Section:
    """What a replication costs when there are many."""
    sizes = (10, 100, settings.size(1_000, 200))
    made = servsim_runs.hotel(COMPILED)

    def contender(size: int) -> Contender:
        return Contender(
            f"{size:,}",
            run=lambda seed: servsim_runs.study(made, size, seed),
            units=lambda _result, _seed: size,
            warm=lambda: servsim_runs.study(made, 2, 0),
        )

    raced = race([contender(size) for size in sizes], settings)
    first = f"{sizes[0]:,}"
    rows = [
        [name, timed(raced.each(name)), "1" if name == first else ranged(raced.ratio(name, first))]
        for name in raced.laps
    ]
    header = ("replications", "per replication", "over that of 10")
    return Section(
        "Cost per replication",
        "W4 without its options, compiled engine: a whole study with its result, without the report. CPU time.",
        [Table("Replications", header, rows)],
    )


def _half(seed: int, part: range) -> int:
    """What a worker does; in a process of its own it makes the hotel ready once."""
    return len(servsim_runs.everything(servsim_runs.hotel(COMPILED), seed, part))


def _get_ready(together: Barrier) -> None:
    """A new process is not given work before all are ready."""
    _half(0, range(1))
    together.wait()


def _processes(number: int) -> Executor:
    context = get_context("spawn")
    return ProcessPoolExecutor(number, context, initializer=_get_ready, initargs=(context.Barrier(number),))


def _shared(pool: Executor, parts: Sequence[range]) -> Callable[[int], int]:
    return lambda seed: sum(pool.map(_half, [seed] * len(parts), parts))


def workers(settings: Settings) -> Section:
    """One and two threads, one and two processes, on the same replications."""
    number = settings.size(1_000, 100)
    one, two = [range(number)], [range(number // 2), range(number // 2, number)]
    with ExitStack() as open_pools:
        contenders = []
        for name, parts, pool in (
            ("1 thread", one, ThreadPoolExecutor(1)),
            ("2 threads", two, ThreadPoolExecutor(2)),
            ("1 process", one, _processes(1)),
            ("2 processes", two, _processes(2)),
        ):
            run = _shared(open_pools.enter_context(pool), parts)
            contenders.append(Contender(name, run=run, units=lambda _result, _seed: number, warm=partial(run, 0)))
        raced = race(contenders, settings, time.perf_counter)
    speed_up = {name: raced.ratio("1 thread", name) for name in raced.laps}
    rows = [
        [name, timed(raced.each(name)), "1" if name == "1 thread" else ranged(speed_up[name])] for name in raced.laps
    ]
    return Section(
        "Workers",
        f"W4 without its options, compiled engine, {number} replications with everything. Wall time; the pools of "
        "processes are warm, and their results do not travel back.",
        [Table("Workers", ("workers", "per replication", "times one thread"), rows)],
        {"two threads": speed_up["2 threads"]},
    )


def rating(settings: Settings) -> Section:
    """What rating costs, against simulating."""
    days, number = settings.size(340, 34), settings.size(10, 2)
    made = servsim_runs.hotel(COMPILED, None, days)
    servsim_runs.split(servsim_runs.hotel(COMPILED), 0, range(1))
    parts = []
    for seed in range(settings.runs):
        parts.append(servsim_runs.split(made, seed, range(number)))
        settings.told(f"rating, run {seed + 1}")
    encounters = parts[0].encounters
    rows = [
        [title, timed(Spread.of([part[column] / part.encounters for part in parts])), ranged(ratio)]
        for column, title in enumerate((*servsim_runs.PARTS, "rate every encounter and keep its ratings"))
        for ratio in [Spread.of([part[column] / (part.draw + part.loop) for part in parts])]
    ]
    header = ("part", "per encounter", "over drawing and simulating")
    return Section(
        "Rating against simulating",
        f"W4 without its options, compiled engine, about {round(encounters / 1_000):,} thousand encounters in "
        f"{number} replications of {days} days. CPU time. A study rates while it adds up and keeps no ratings; the "
        "last row keeps them (`Replication.feedback`).",
        [Table("Rating", header, rows)],
    )
