"""All checks of a study, on periods that are simulated again for it.

The first period of every option, and further ones of the baseline for the formulas: the same customers as in the study,
and the same engine.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from servsim.measures.model import Model
from servsim.measures.replication import replicate
from servsim.measures.scopes import EVERYBODY, Scope
from servsim.study.checking.check import Check
from servsim.study.checking.conservation import conservation
from servsim.study.checking.formulas import formula_checks, mean_waits, stretches
from servsim.study.checking.littles_law import littles_law
from servsim.study.checking.replication import CheckedReplication, Floats, StudyFigures
from servsim.study.variants import Variants

if TYPE_CHECKING:
    import pandas as pd

    from servsim.study.result import StudyResult

MOST_PERIODS, MOST_ENCOUNTERS = 20, 120_000
"""Formulas are compared over so many periods of the baseline, fewer where these have many encounters; counted, not
timed, so that a report depends on no machine."""
FEWEST_PERIODS = 5


class Checks(NamedTuple):
    """What was checked of a study."""

    all: tuple[Check, ...]
    """Laws, option by option; then formulas, by team and time of day."""
    periods: int
    """Number of periods of the baseline over which formulas were compared."""

    @property
    def failed(self) -> tuple[Check, ...]:
        """Checks that nothing explains: something is wrong."""
        return tuple(one for one in self.all if one.failed)

    def named(self, *names: str) -> tuple[Check, ...]:
        """The checks of these names."""
        return tuple(one for one in self.all if one.name in names)

    def table(self) -> "pd.DataFrame":
        """One row per check, waits in minutes; what stands apart (``why``) as words with commas between them."""
        import pandas as pd

        frame = pd.DataFrame(self.all, columns=list(Check._fields)).rename(columns={"name": "check"})
        frame["why"] = [", ".join(one.why) for one in self.all]
        order = ["check", "option", "team", "hour", "formula", "expected", "simulated", "low", "high", "verdict", "why"]
        return frame[order]


def checks_of(result: "StudyResult") -> Checks:
    """Simulate again what the checks need, and check."""
    variants = Variants(result.scenario, result.options[1:], result.baseline)
    variants.take_engine(result.engine, result.engine == "compiled")
    found: list[Check] = []
    for option, model in zip(variants.names, variants.models, strict=True):
        period = period_of(result, option, model)
        found += [*conservation(period), *littles_law(period)]
    today = variants.models[0]
    parts = stretches(today)
    periods = _periods(result, today) if parts else 0
    logs = (replicate(today, result.seed, number).log for number in range(periods))
    return Checks((*found, *formula_checks(parts, mean_waits(today, parts, logs))), periods)


def period_of(result: "StudyResult", option: str, model: Model) -> CheckedReplication:
    """The first period of an option, simulated again, with what the study tells of it."""
    return CheckedReplication.of(option, replicate(model, result.seed, 0), _figures(result, option, model))


def _periods(result: "StudyResult", model: Model) -> int:
    affordable = int(MOST_ENCOUNTERS // max(1.0, model.encounters))
    return min(result.replications, MOST_PERIODS, max(FEWEST_PERIODS, affordable))


def _figures(result: "StudyResult", option: str, model: Model) -> StudyFigures:
    """What the study keeps of its first period."""

    def by_team(kpi: str) -> Floats:
        found = [result.values(kpi, option, Scope("team", team))[0] for team in model.scenario.teams]
        return np.asarray(found, dtype=np.float64)

    contacts = float(result.values("contacts", option, EVERYBODY)[0])
    return StudyFigures(contacts, by_team("wait_mean"), by_team("served"), by_team("aht"))
