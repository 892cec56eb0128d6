"""The benchmarks race on equal terms: all contenders simulate the same; and their table tells every goal."""

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from benchmarks import __main__ as command
from benchmarks import servsim_runs
from benchmarks.agreement import LIMIT, references, strays
from benchmarks.goals import GOALS, HELD, MISSED, UNKNOWN, goals_table
from benchmarks.harness import Lap, Race, Settings, Spread
from benchmarks.probe import probe
from benchmarks.races import RULES, rivals
from benchmarks.records import Done, Records, done, measures
from benchmarks.rivals import recursion
from benchmarks.servsim_runs import COMPILED, SIMPY, Tables
from benchmarks.workloads import OPEN_MIN, W1, W2, W3, Queue, Workload

FEW, SMALL, RUNS, MANY, SEED = 500, 6_000, 4, 40, 7
"""Customers of a table whose numbers do not matter, and of a run; runs of a contender, and of the twins; a seed."""
OPENING = 480.0
ENGINES = (SIMPY, COMPILED)


def in_one_order(records: Records) -> Records:
    return records.where(np.lexsort((records.ended, records.joined, records.touchpoint)))


def same(one: Records, other: Records) -> bool:
    """Whether the same encounters are in both, to the bit but for what a sum of rounded times loses."""
    one, other = in_one_order(one), in_one_order(other)
    times = ((one.joined, other.joined), (one.wait, other.wait), (one.ended, other.ended))
    return (
        one.touchpoint.tolist() == other.touchpoint.tolist()
        and one.abandoned.tolist() == other.abandoned.tolist()
        and all(np.allclose(mine, theirs, rtol=0.0, atol=1e-9) for mine, theirs in times)
    )


def simulated(work: Workload, engine: str) -> tuple[Tables, Records]:
    """The numbers of servsim's customers, and the finished encounters."""
    tables, log = servsim_runs.tables(servsim_runs.workload(work, engine).model, SEED, 0)
    return tables, servsim_runs.finished(log)


class Given:
    """The numbers that servsim's customers brought along, for the recursion."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def service(self, place: int, customers: np.ndarray) -> np.ndarray:
        return self.tables.service[place, customers]

    def patience(self, place: int, customers: np.ndarray) -> np.ndarray:
        return self.tables.patience[place, customers]

    def goes(self, place: int, share: float, customers: np.ndarray) -> np.ndarray:
        return self.tables.route[place, customers] < share


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("work", [W1, W2], ids=["w1", "w2"])
def test_the_recursion_finds_every_wait_of_servsim(work: Queue, engine: str) -> None:
    work = work.sized(SMALL)
    tables, records = simulated(work, engine)
    expected = recursion.queue(tables.arrival, tables.service[0], tables.patience[0], work)
    assert expected.wait.size > 0.9 * SMALL
    assert (expected.wait > 0).mean() > 0.3
    assert same(records, expected)


def a_day(engine: str) -> tuple[Tables, Records]:
    """One day of the journey, in minutes from its opening."""
    tables, records = simulated(W3, engine)
    opened = records._replace(joined=records.joined - OPENING, ended=records.ended - OPENING)
    return tables._replace(arrival=tables.arrival - OPENING), opened


@pytest.mark.parametrize("engine", ENGINES)
def test_the_recursion_finds_every_wait_of_the_journey(engine: str) -> None:
    tables, records = a_day(engine)
    assert records.abandoned.any()
    assert same(records, recursion.journey(tables.arrival, Given(tables), recursion.LAST))


@pytest.mark.parametrize("who", [recursion.FIRST_FREE, recursion.ALL_NEW])
def test_twin_another_rule_of_who_leaves_is_noticed(who: int) -> None:
    tables, records = a_day(COMPILED)
    assert not same(records, recursion.journey(tables.arrival, Given(tables), who))


def contenders() -> dict[str, Callable[[Workload, int], Done]]:
    own = {engine: lambda work, seed, engine=engine: servsim_runs.records(work, engine, seed) for engine in ENGINES}
    return own | rivals()


def away(work: Workload, run: Callable[[Workload, int], Done], who: int, runs: int = RUNS) -> float:
    """The largest deviation from the recursion, in standard errors."""
    rows = [measures(work, run(work, seed)) for seed in range(runs)]
    return max(map(abs, strays(references(work, who), rows).values()))


@pytest.mark.parametrize("work", [W1, W2, W3], ids=["w1", "w2", "w3"])
@pytest.mark.parametrize("name", contenders())
def test_contenders_simulate_the_same(name: str, work: Workload) -> None:
    who = RULES.get(name, recursion.LAST) if work == W3 else recursion.LAST
    assert away(work.sized(SMALL), contenders()[name], who) < LIMIT


@pytest.mark.parametrize("work", [W1, W2], ids=["w1", "w2"])
def test_twin_one_agent_more_is_noticed(work: Queue) -> None:
    more = replace(work.sized(SMALL), agents=work.agents + 1)
    assert away(work.sized(SMALL), lambda _work, seed: recursion.run(more, seed), recursion.LAST, MANY) > LIMIT


def test_twin_of_the_journey_the_evening_is_noticed() -> None:
    """Nobody is sent home at closing time: without what is served then, occupancy would be too low."""
    work = W3.sized(SMALL)

    def until_closing(_work: Workload, seed: int) -> Done:
        result = recursion.run(work, seed)
        assert result.records is not None
        return done(work, result.customers, result.records.where(result.records.ended <= OPEN_MIN))

    assert away(work, until_closing, recursion.LAST, MANY) > LIMIT


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The results of a quick run of one section."""
    out = tmp_path_factory.mktemp("benchmarks") / "results.md"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Settings, "size", lambda *_: FEW)
        command.main(["--quick", "--only", "w2", "--runs", "2", "--out", str(out)])
    return out.read_text(encoding="utf-8")


def test_the_table_tells_every_goal(page: str) -> None:
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| ")}
    installed = [goal for goal in GOALS if "cimba" not in goal.key or find_spec("cimba")]
    for goal in GOALS:
        measured = goal.section == "w2" and goal in installed
        assert (UNKNOWN in rows[goal.title]) != measured, goal.title
        assert (HELD in rows[goal.title] or MISSED in rows[goal.title]) == measured, goal.title


def test_the_results_name_the_machine_and_no_place(page: str) -> None:
    assert "Python 3." in page
    assert str(Path.home()) not in page
    assert str(command.RESULTS.parent) not in page


def test_every_goal_has_a_section_and_a_key_of_its_own() -> None:
    assert {goal.section for goal in GOALS} <= set(command.SECTIONS)
    assert len({goal.key for goal in GOALS}) == len({goal.title for goal in GOALS}) == len(GOALS)


@pytest.mark.parametrize(("value", "marks"), [(200.0, [HELD, HELD]), (80.0, [HELD, MISSED]), (3.0, [MISSED, MISSED])])
def test_a_goal_is_held_against_the_median(value: float, marks: list[str]) -> None:
    goal = GOALS[0]
    spread = Spread.of([0.0, value, 1e6])
    row = next(row for row in goals_table({goal.key: spread}).rows if row[0] == goal.title)
    assert [*row[-2:]] == marks


def test_paired_ratios_do_not_mind_a_drifting_machine() -> None:
    race = Race({"slow": [Lap(4.0, 2.0), Lap(40.0, 2.0)], "quick": [Lap(1.0, 1.0), Lap(10.0, 1.0)]})
    assert race.ratio("slow", "quick") == Spread(2.0, 2.0, 2.0, 2)


def test_a_probe_does_not_count_the_memory_of_who_asks() -> None:
    ballast = np.ones(50_000_000)
    assert probe(["-c", "pass"]).peak_mib < 100 < ballast.nbytes / 2**20
    assert probe(["-c", "b = bytes(b'x' * 200_000_000)"]).peak_mib > 190
