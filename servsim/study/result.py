"""What a study found: KPIs of every option and replication, with intervals, differences and chances of targets."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.errors import unknown
from servsim.measures.baseline.baseline import Baseline
from servsim.measures.counting.frame import Frame
from servsim.measures.intervals import CONFIDENCE, Interval, Paired, mean_interval, paired_difference, wilson_interval
from servsim.measures.kpi_table import COLUMN
from servsim.measures.profile import AgentQuality, Profile
from servsim.measures.replication import Replication, replicate
from servsim.measures.scopes import EVERYBODY, Scope
from servsim.scenario.kpis.declarations import KPIS, Better, Unit
from servsim.scenario.options import BASELINE
from servsim.scenario.parts.target import Target
from servsim.scenario.scenario import Scenario
from servsim.study.precision import Precision, reached
from servsim.study.selecting.selection import SubsetSelection, ranking
from servsim.study.uncertainty.parameter_uncertainty import ParameterUncertainty, Plain
from servsim.study.variants import Variants

if TYPE_CHECKING:
    import pandas as pd

    from servsim.study.checking.checks import Checks

Floats = NDArray[np.float64]
SUFFIX: dict[Unit, str] = {
    "count": "_n", "min": "_min", "h": "_h", "share": "_share", "score": "_0to1", "csat": "_1to5", "nps": "_points",
    "perception": "_1to7", "gap": "_points", "satisfaction": "_m1to1", "money": "",
}  # fmt: skip


class TargetChance(NamedTuple):
    """How an option stands to a target."""

    target: Target
    mean: Interval
    """The KPI over all replications."""
    met: Interval
    """Share of replications in which the target is met, with its Wilson interval."""
    verdict: Literal["met", "missed", "open"]
    """Whether the interval of the mean lies wholly on one side of the target."""


class Execution(NamedTuple):
    """Who simulated a study, and what was there already. It tells of a run; results do not depend on it."""

    executor: str
    """``serial``, ``threads``, ``processes``, ``dask``, or the class of another executor."""
    workers: int
    reused: int
    """Number of trials that had been kept by earlier runs."""
    damaged: bool
    """Whether kept trials were damaged, and simulated again."""


@dataclass(frozen=True)
class StudyResult:
    """KPIs by option and replication, and pictures by option."""

    scenario: Scenario
    options: tuple[str, ...]
    seed: int
    replications_asked: int
    """How many there were to be; at most, when a precision was asked for that was not reached."""
    precision: Precision | None
    """How precisely KPIs were to be known; None for a stated number of replications."""
    tables: Floats
    """(options, replications, scopes, KPIs) in inner units; NaN for parts that an option does not have."""
    scopes: tuple[Scope, ...]
    """The parts of the service for which KPIs are known, over all options."""
    profiles: tuple[Profile, ...]
    agents: tuple[tuple[AgentQuality, ...], ...]
    """For each option, quality by agent in the first replications."""
    frame: Frame
    baseline: Baseline
    """What pilots found before, and what held under all options: the warm-up, and where ratings are cut."""
    seconds: float
    engine: str
    execution: Execution
    uncertainty: ParameterUncertainty | None = None
    """What nobody has measured does to the results; None when the ranges were not gone over."""
    ranges_cut: bool = False
    """Whether going over the ranges was stopped before there was anything to tell."""

    @property
    def replications(self) -> int:
        """Number of complete replications."""
        return int(self.tables.shape[1])

    @property
    def plain(self) -> Plain:
        """KPIs of everybody and the seed, as a study over the ranges needs them."""
        return Plain(self.seed, self.tables[:, :, self.scopes.index(EVERYBODY)])

    @property
    def interrupted(self) -> bool:
        """Whether fewer replications were completed than asked for."""
        return self.replications < self.replications_asked

    @property
    def ranges_interrupted(self) -> bool:
        """Whether going over the ranges was stopped before its end."""
        return self.ranges_cut or (self.uncertainty is not None and self.uncertainty.interrupted)

    @property
    def precise(self) -> bool:
        """Whether everything is known as precisely as wanted; always when only a number of replications was."""
        return all(one.enough for one in reached(self))

    def index_of(self, option: str) -> int:
        """The number of an option among all; raises UnknownNameError for an unknown one."""
        if option not in self.options:
            raise unknown("option", option, self.options)
        return self.options.index(option)

    def values(self, kpi: str, option: str = BASELINE, scope: Scope = EVERYBODY) -> Floats:
        """(replications,) a KPI in inner units. Raises UnknownNameError for an unknown KPI, option or scope."""
        if scope not in self.scopes:
            raise unknown("part of the service", str(scope), [str(one) for one in self.scopes])
        if kpi not in COLUMN:
            raise unknown("KPI", kpi, tuple(COLUMN))
        return self.tables[self.index_of(option), :, self.scopes.index(scope), COLUMN[kpi]]

    def interval(self, kpi: str, option: str = BASELINE, scope: Scope = EVERYBODY) -> Interval:
        """Mean of a KPI over the replications, with its 95 % interval."""
        return mean_interval(self.values(kpi, option, scope))

    def difference(self, kpi: str, option: str, scope: Scope = EVERYBODY) -> Paired:
        """Option minus baseline on the same customers, with its 95 % interval."""
        return paired_difference(self.values(kpi, option, scope), self.values(kpi, BASELINE, scope))

    def has_better(self, kpi: str) -> bool:
        """Whether one direction of a KPI is better by itself."""
        return KPIS[kpi].better != "neither"

    def best(self, kpi: str, better: Better | None = None, among: int = 1) -> SubsetSelection:
        """Every option against the best of the others on the same customers, and which of them may be the best.

        ``better`` ("lower", "higher") says which direction is, where the KPI itself does not; ``among`` is the number
        of such rankings that shall hold at once with 95 % confidence. Raises UnknownNameError for an unknown KPI,
        ServsimError when nobody says what is better.
        """
        values = np.stack([self.values(kpi, option) for option in self.options])
        return ranking(kpi, values, self.options, better, 1 - (1 - CONFIDENCE) / among)

    def chances(self, option: str = BASELINE) -> list[TargetChance]:
        """For each target: the KPI, the share of replications that meet it, and the verdict on the mean."""
        result = []
        for target in self.scenario.parsed_targets:
            values = self.values(target.kpi, option)
            mean = mean_interval(values)
            known = values[~np.isnan(values)]
            met = wilson_interval(sum(target.met(float(value)) for value in known), int(known.size))
            sides = {target.met(mean.low), target.met(mean.high)}
            verdict: Literal["met", "missed", "open"] = (
                "open" if len(sides) > 1 or not known.size else "met" if True in sides else "missed"
            )
            result.append(TargetChance(target, mean, met, verdict))
        return result

    def meets_targets(self, option: str = BASELINE) -> NDArray[np.bool_]:
        """(replications,) whether an option meets all targets together; always when there are none."""
        met = [[target.met(one) for one in self.values(target.kpi, option)] for target in self.scenario.parsed_targets]
        return np.asarray(np.array(met, dtype=np.bool_).reshape(-1, self.replications).all(axis=0))

    @cached_property
    def checked(self) -> "Checks":
        """Whether laws hold and formulas agree, on a few replications that are simulated again when first asked for."""
        from servsim.study.checking.checks import checks_of

        return checks_of(self)

    def checks(self) -> "pd.DataFrame":
        """One row per check: check, option, team, hour, formula, expected, simulated, low, high, verdict, why.

        Waits in minutes. Conservation and Little's law on the first replication of every option; formulas against the
        mean wait of each team and stretch of the day (baseline), with 95 % intervals.
        """
        return self.checked.table()

    def kpis(self) -> "pd.DataFrame":
        """One row per option, replication and scope; one column per KPI, its unit in the name."""
        import pandas as pd

        options, replications, count, _ = self.tables.shape
        index = {
            "option": np.repeat(self.options, replications * count),
            "replication": np.tile(np.repeat(np.arange(replications), count), options),
            "scope": [scope.kind for scope in self.scopes] * (options * replications),
            "name": [scope.name for scope in self.scopes] * (options * replications),
        }
        flat = self.tables.reshape(-1, len(KPIS))
        names = [self.column_name(kpi) for kpi in KPIS]
        return pd.concat([pd.DataFrame(index), pd.DataFrame(flat, columns=names)], axis=1)

    def column_name(self, kpi: str) -> str:
        """The name of a KPI's column in tables that leave the program, such as ``wait_mean_min``."""
        unit = KPIS[kpi].unit
        return f"{kpi}_{self.scenario.currency}" if unit == "money" else f"{kpi}{SUFFIX[unit]}"

    def summary(self, scope: Scope = EVERYBODY) -> "pd.DataFrame":
        """One row per option and KPI: mean, 95 % interval, and the paired difference to the baseline with its own."""
        import pandas as pd

        rows = []
        for option in self.options:
            for kpi in KPIS:
                mean = self.interval(kpi, option, scope)
                row: dict[str, object] = {
                    "option": option, "kpi": kpi, "unit": KPIS[kpi].unit,
                    "mean": mean.mean, "low": mean.low, "high": mean.high, "replications_n": mean.count,
                }  # fmt: skip
                if option != BASELINE:
                    difference, ratio = self.difference(kpi, option, scope)
                    row |= {
                        "difference": difference.mean, "difference_low": difference.low,
                        "difference_high": difference.high, "variance_ratio": ratio,
                    }  # fmt: skip
                rows.append(row)
        return pd.DataFrame(rows)

    def targets(self) -> "pd.DataFrame":
        """One row per option and target: the KPI's mean and interval, the share of replications that meet it."""
        import pandas as pd

        rows = [(option, chance) for option in self.options for chance in self.chances(option)]
        return pd.DataFrame(
            {
                "option": [option for option, _ in rows],
                "target": [f"{chance.target.kpi} {chance.target.text}" for _, chance in rows],
                "verdict": [chance.verdict for _, chance in rows],
                "mean": [chance.mean.mean for _, chance in rows],
                "low": [chance.mean.low for _, chance in rows],
                "high": [chance.mean.high for _, chance in rows],
                "met_share": [chance.met.mean for _, chance in rows],
                "met_low_share": [chance.met.low for _, chance in rows],
                "met_high_share": [chance.met.high for _, chance in rows],
            }
        )


def first_replications(result: StudyResult) -> dict[str, Replication]:
    """The first replication of every option, with its encounters; simulated again."""
    variants = Variants(result.scenario, result.options, result.baseline)
    return {name: replicate(model, result.seed, 0) for name, model in zip(variants.names, variants.models, strict=True)}
