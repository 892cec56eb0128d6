"""The goals: for each ratio or time a floor, which must hold, and an ambition."""

from typing import NamedTuple

from benchmarks.harness import Spread
from benchmarks.table import Table, ranged

MORE, LESS = "at least", "at most"
HELD, MISSED, UNKNOWN = "✓", "✗", "not measured"


class Goal(NamedTuple):
    """One goal; ``key`` names the measured value, ``section`` what measures it."""

    section: str
    key: str
    title: str
    sense: str
    floor: float
    ambition: float
    unit: str = "x"

    def held(self, value: float, bound: float) -> bool:
        """Whether a value keeps a bound."""
        return value >= bound if self.sense == MORE else value <= bound


def by_workload(key: str, title: str, sense: str, floors: str, ambitions: str) -> list[Goal]:
    """The same goal for W1, W2 and W3, with bounds as in "70/60/50"."""
    bounds = zip(("w1", "w2", "w3"), floors.split("/"), ambitions.split("/"), strict=True)
    return [
        Goal(work, f"{work} {key}", f"{title}, {work.upper()}", sense, float(floor), float(ambition))
        for work, floor, ambition in bounds
    ]


GOALS = (
    *by_workload("compiled to simpy", "compiled engine, times idiomatic SimPy", MORE, "70/60/50", "120/100/100"),
    *by_workload("compiled to cimba", "compiled engine, times cimba", MORE, "5/5/5", "10/10/10"),
    *by_workload(
        "compiled to recursion", "compiled engine's time over the recursion's", LESS, "4/4/2.5", "2.5/2.5/1.4"
    ),
    *by_workload("reference to simpy", "servsim's SimPy engine, times idiomatic SimPy", MORE, "0.9/1.2/1.4", "1/1.5/2"),
    Goal(
        "w4",
        "w4 compiled to reference",
        "compiled engine, times servsim's SimPy engine without compiler, W4",
        MORE,
        25,
        60,
    ),
    Goal("workers", "two threads", "two threads, times one", MORE, 1.6, 1.9),
    Goal("sweep", "sweep", "sweep of 66 cells with 100 replications each, two threads", LESS, 60, 20, "s"),
    Goal("growth", "customers growth", "cost per customer, 1,000,000 over 10,000 customers", LESS, 1.5, 1.2),
    Goal("growth", "agents growth", "cost per customer, 1,000 over 10 agents", LESS, 3, 2),
    Goal("memory", "memory growth", "peak memory, 1,000 over 100 replications", LESS, 1.2, 1.05),
    Goal("cold", "first result cached", "first result of the compiled engine, cached", LESS, 1.5, 1, "s"),
    Goal("cold", "first result empty", "first result of the compiled engine, empty cache", LESS, 10, 5, "s"),
    Goal("cold", "import servsim", "import servsim", LESS, 0.25, 0.15, "s"),
    Goal("cold", "servsim help", "servsim --help", LESS, 0.5, 0.25, "s"),
)


def goals_table(values: dict[str, Spread]) -> Table:
    """Every goal with what was measured."""
    return Table(
        "Goals",
        ("goal", "floor", "ambition", "measured", "floor held", "ambition held"),
        [_row(goal, values.get(goal.key)) for goal in GOALS],
        "A goal is held against the median of the runs; the range of the runs stands behind it.",
    )


def _row(goal: Goal, measured: Spread | None) -> list[str]:
    unit = "" if goal.unit == "x" else f" {goal.unit}"
    bounds = [f"{goal.sense} {bound:g}{unit}" for bound in (goal.floor, goal.ambition)]
    if measured is None:
        return [goal.title, *bounds, UNKNOWN, "", ""]
    marks = [HELD if goal.held(measured.median, bound) else MISSED for bound in (goal.floor, goal.ambition)]
    return [goal.title, *bounds, ranged(measured) + unit, *marks]
