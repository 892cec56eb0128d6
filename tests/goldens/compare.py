"""The base commit and this checkout on the same machine: is every old number the same?"""

import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from tests.goldens.base import Base, Names, names_since, run_probe, scenarios_for, worktree
from tests.goldens.differences import differences
from tests.goldens.probe import ENGINES, HERE, ROOT, Case, Found

PROCESSES = 2
SHOWN = 15


def compare(revision: str, engines: tuple[str, ...] = ENGINES) -> bool:
    """Run what is not kept yet, compare, and print what differs; returns whether nothing does."""
    base, begun = Base.of(revision), perf_counter()
    with tempfile.TemporaryDirectory(prefix="servsim-goldens-") as temporary, worktree(base.commit) as checkout:
        words = Path(temporary) / "words"
        words.mkdir()
        scenarios = scenarios_for(checkout, words)
        kept = {engine: base.kept(engine, scenarios) for engine in engines}
        fresh = {engine: Path(temporary) / f"{engine}.pickle" for engine in engines}
        todo = [(checkout, scenarios, engine, kept[engine]) for engine in engines if not kept[engine].exists()]
        print(f"base {base.commit[:10]}: {f'{len(todo)} runs to do' if todo else 'all runs are kept'}", flush=True)
        todo += [(ROOT, HERE / "scenarios", engine, fresh[engine]) for engine in engines]
        with ThreadPoolExecutor(PROCESSES) as pool:
            list(pool.map(lambda one: run_probe(*one), todo))
        names = names_since(checkout)
        equal = [report(engine, _read(kept[engine]), _read(fresh[engine]), names) for engine in engines]
    print(f"{perf_counter() - begun:.0f} seconds")
    return all(equal)


def report(engine: str, old: dict[Case, Found], new: dict[Case, Found], names: tuple[Names, Names, Names]) -> bool:
    """Print what differs with an engine, how often by name and the first in full; returns whether nothing does."""
    found, cases, where = [], set(), Counter[str]()
    for case, what in all_differences(old, new, names):
        found.append(f"  {told(case)}: {what}")
        cases.add(case)
        where[what.split(":")[0].split(",")[0]] += 1
    some = next(iter(old.values()))
    size = f"{len(old)} replications, {len(some['columns'])} columns, {len(some['kpis'])} KPIs"
    print(f"{engine}: {size}: {f'{len(found)} differences in {len(cases)} replications' if found else 'all equal'}")
    if found:
        print("  " + ", ".join(f"{name} {times}x" for name, times in where.most_common()))
        print("\n".join([*found[:SHOWN], *(["  ..."] if len(found) > SHOWN else [])]))
    return not found


def all_differences(
    old: dict[Case, Found], new: dict[Case, Found], names: tuple[Names, Names, Names]
) -> Iterator[tuple[Case, str]]:
    """Every difference with the case in which it was found."""
    for case, found in old.items():
        if case not in new:
            yield case, "not run any more"
            continue
        for what in differences(found, new[case], *names):
            yield case, what


def told(case: Case) -> str:
    """A case in words."""
    scenario, option, seed, replication = case
    return f"{scenario}, {option}, seed {seed}, replication {replication}"


def _read(file: Path) -> dict[Case, Found]:
    with file.open("rb") as stream:
        found: dict[Case, Found] = pickle.load(stream)
    return found
