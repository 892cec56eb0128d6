"""Fresh processes: what a user waits for at first, how much memory a study takes, and a study from the command line."""

import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.harness import Contender, Settings, Spread, race
from benchmarks.probe import Probe, probe
from benchmarks.rivals import idiomatic_simpy
from benchmarks.servsim_runs import COMPILED, SIMPY
from benchmarks.table import Section, Table, digits, ranged, timed
from benchmarks.workloads import HOTEL, W3

Probed = Callable[[int], Probe]

FIRST_RESULT = """
import sys, servsim
scenario = servsim.load(sys.argv[1]).with_changes({"study.engine": sys.argv[2]})
servsim.run(scenario, options=[], replications=2)
"""


def _probes(probed: dict[str, Probed], settings: Settings) -> dict[str, list[Probe]]:
    """What fresh processes took, run by run."""
    contenders = [Contender(name, run=run, keep=lambda taken: taken) for name, run in probed.items()]
    return race(contenders, settings, time.perf_counter).kept


def start(settings: Settings) -> Section:
    """Cold and warm start."""
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "filled"
        for engine in (SIMPY, COMPILED):
            _first_result(engine, filled)
        taken = _probes(
            {
                "python alone": lambda _run: probe(["-c", "pass"]),
                "import servsim": lambda _run: probe(["-c", "import servsim"]),
                "servsim --help": lambda _run: probe(["-m", "servsim", "--help"]),
                "first result, SimPy engine": lambda _run: _first_result(SIMPY, filled),
                "first result, compiled engine, cached": lambda _run: _first_result(COMPILED, filled),
                "first result, compiled engine, empty cache": lambda run: _first_result(
                    COMPILED, Path(folder) / f"empty {run}"
                ),
            },
            settings,
        )
    seconds = {name: Spread.of([one.seconds for one in probes]) for name, probes in taken.items()}
    rows = [
        [name, f"{ranged(seconds[name])} s", f"{digits(max(one.peak_mib for one in probes))} MiB"]
        for name, probes in taken.items()
    ]
    return Section(
        "Start",
        "Wall time and peak memory of a fresh process, Python's own start included. First result: read the hotel (W4), "
        "simulate two replications of its baseline, all KPIs with their intervals; no report. The empty cache is a new "
        "folder each time, so that everything is compiled.",
        [Table("Start", ("process", "wall time", "peak memory"), rows)],
        {
            "import servsim": seconds["import servsim"],
            "servsim help": seconds["servsim --help"],
            "first result cached": seconds["first result, compiled engine, cached"],
            "first result empty": seconds["first result, compiled engine, empty cache"],
        },
    )


def _first_result(engine: str, cache: Path) -> Probe:
    return probe(["-c", FIRST_RESULT, str(HOTEL), engine], NUMBA_CACHE_DIR=str(cache))


def memory(settings: Settings) -> Section:
    """Peak memory of ``servsim run`` by replications."""
    few, many = settings.size(100, 10), settings.size(1_000, 50)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hotel.yaml"
        file.write_text(_compiled_hotel(), encoding="utf-8")
        _run_study(file, few, -1)
        taken = _probes({f"{number:,}": partial(_run_study, file, number) for number in (few, many)}, settings)
    peaks = {name: [one.peak_mib for one in probes] for name, probes in taken.items()}
    pairs = zip(peaks[f"{many:,}"], peaks[f"{few:,}"], strict=True)
    growth = Spread.of([large / small for large, small in pairs])
    rows = [
        [name, f"{ranged(Spread.of(peaks[name]))} MiB", timed(Spread.of([one.seconds for one in probes]))]
        for name, probes in taken.items()
    ]
    return Section(
        "Memory",
        "Largest resident memory of `servsim run` on the hotel (W4) with all its options, compiled engine, ranges not "
        "gone over, report and "
        f"tables written, each in a fresh process. {many:,} over {few:,} replications: {ranged(growth)}.",
        [Table("Peak memory", ("replications", "peak memory", "wall time"), rows)],
        {"memory growth": growth},
    )


def _compiled_hotel() -> str:
    text = HOTEL.read_text(encoding="utf-8")
    if "\nstudy:" in text:
        raise ValueError("the hotel states its own study: name the engine there")
    return f"{text}\nstudy: {{engine: {COMPILED}}}\n"


def _run_study(file: Path, replications: int, run: int) -> Probe:
    """Into a new folder each time: a study that finds its own results there would not be simulated again."""
    folder = file.parent / f"results {replications} {run}"
    command = ["-m", "servsim", "run", str(file), "-n", str(replications), "--no-uncertainty", "--out", str(folder)]
    return probe(command, NUMBA_CACHE_DIR=str(file.parent / "cache"))


def command_line(settings: Settings) -> Section:
    """A study of W3 from the command line, start and report included, against SimPy in a running process."""
    replications, days = settings.size(1_000, 100), settings.size(50, 5)
    command = f"servsim run w3.yaml -n {replications} --no-uncertainty"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "w3.yaml"
        file.write_text(json.dumps(W3.scenario(COMPILED)), encoding="utf-8")
        contenders = [
            Contender(
                command,
                run=lambda run: _run_study(file, replications, run),
                units=lambda _taken, _run: replications,
                keep=lambda taken: taken.peak_mib,
                warm=lambda: _run_study(file, 2, -1),
            ),
            Contender(
                "idiomatic SimPy",
                run=lambda run: idiomatic_simpy.run(W3.sized(round(W3.customers / W3.days * days)), run),
                units=lambda _result, _run: days,
            ),
        ]
        raced = race(contenders, settings, time.perf_counter)
    whole = Spread.of([lap.seconds for lap in raced.laps[command]])
    rows = [
        [name, timed(raced.each(name)), ranged(raced.ratio("idiomatic SimPy", name))]
        for name in (command, "idiomatic SimPy")
    ]
    return Section(
        "From the command line",
        f"`{command}`, compiled engine with a filled cache: {ranged(whole)} s of wall time from start to written "
        "report, all KPIs, ratings and figures included. SimPy simulates in a running process and computes four KPIs "
        f"({days} days, per day).",
        [Table("One day of W3", ("contender", "per replication", "times idiomatic SimPy"), rows)],
    )
