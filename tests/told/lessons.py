"""Studies of the gallery, and how options compare on the same customers."""

from functools import cache

from servsim.measures.intervals import Interval, paired_difference
from servsim.measures.scopes import Scope
from servsim.scenario import Scenario, load
from servsim.study import StudyResult, run
from tests.paths import ROOT

GALLERY = ROOT / "scenarios"
FILES = sorted(GALLERY.glob("*.yaml"))
SEED = 11
EVERYBODY = Scope("all", "")


@cache
def scenario(name: str) -> Scenario:
    return load(GALLERY / f"{name}.yaml")


@cache
def study(name: str, replications: int) -> StudyResult:
    return run(scenario(name), replications=replications, seed=SEED)


def change(result: StudyResult, kpi: str, option: str, scope: Scope = EVERYBODY) -> Interval:
    """Option minus baseline on the same customers."""
    return result.difference(kpi, option, scope).difference


def versus(result: StudyResult, kpi: str, option: str, other: str) -> Interval:
    """One option minus another on the same customers."""
    return paired_difference(result.values(kpi, option), result.values(kpi, other)).difference


def falls(interval: Interval) -> bool:
    return interval.high < 0


def rises(interval: Interval) -> bool:
    return interval.low > 0
