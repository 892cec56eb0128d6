"""Optimizing: the cheapest rosters of teams, and settings of dials, with which the scenario meets its targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from servsim.errors import ServsimError
from servsim.scenario.checking.uncertain_checks import number_at
from servsim.scenario.parts.target import Target, check_stated
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.factors import Stated, factors_of
from servsim.study.events import Monitor
from servsim.study.result import TargetChance
from servsim.study.results_folder import check_writable
from servsim.study.running.sqlite_store import forget
from servsim.study.running.trial_loop import Resources
from servsim.study.running.worker_pool import Workers, checked_workers
from servsim.study.searching.evaluation import Bench, Effort, Point, Tried
from servsim.study.searching.limits import Limits, MostAgents, most_agents
from servsim.study.searching.meeting_targets import fewest_replications, hardest
from servsim.study.searching.roster_start import square_root_roster
from servsim.study.searching.rosters import Rosters
from servsim.study.searching.search import search
from servsim.study.session import Session
from servsim.study.settings import Progress, by_field
from servsim.study.sweeping.sweep import base_of

if TYPE_CHECKING:
    import pandas as pd

GROWN = 8
"""How many times the fewest replications a point may get while its verdict is open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OptimizeSettings:
    """What is searched for; every field has a default."""

    teams: Sequence[str] | None = None
    """The teams whose rosters are searched together; None for all teams."""
    vary: Mapping[str, Any] | Sequence[Stated] = field(default_factory=dict)
    """Dials to be set as well: by path the lowest and highest value, as "0:1"."""
    probability: float = 0.9
    """Share of replications that shall meet all targets (above 0, below 1)."""
    option: str | None = None
    """The option that is optimized instead of the baseline."""
    most_agents: MostAgents | None = None
    """The most agents of an interval, for all teams or by team; None for twice the start, and five."""
    replications: int | None = None
    """The most replications a point gets; None for eight times the fewest that can decide."""
    seed: int | None = None
    """The seed of all random numbers (0 to 2**63 - 1); None for what the scenario states."""
    progress: Progress | None = None
    """Is told how many points have been tried; nobody knows how many there will be in all."""
    workers: Workers = 1
    """Number of parallel workers; "auto" for all usable cores, once that pays."""
    folder: str | Path | None = None
    """Where finished replications are kept and found again; None keeps nothing."""
    fresh: bool = False
    """Whether replications that earlier runs have kept there are forgotten first."""


@dataclass(frozen=True)
class Proposal:
    """What the search found: the cheapest point that meets the targets, or the nearest to it."""

    scenario: Scenario
    rosters: Rosters
    dials: tuple[str, ...]
    probability: float
    best: Tried
    today: Tried
    """The rosters and dials as they are stated."""
    changes: Mapping[str, Any]
    """What is proposed, by path: an option of the scenario. What stays as stated is left out, unless all does."""
    tried: tuple[Tried, ...]
    """Every point that was simulated, in order."""
    at_limit: bool
    """Whether the proposal stands at the most agents allowed in every interval."""

    @property
    def meets_targets(self) -> bool:
        """Whether the targets are met, beyond chance (95 %)."""
        return self.best.chance.verdict == "met"

    @property
    def binding(self) -> Target:
        """The target that is met in the fewest replications."""
        return hardest(self.scenario.parsed_targets, self.best.study, self.best.option)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The teams that were searched and whose rosters stay as stated, when others change."""
        return tuple(part.team for part in self.rosters.parts if part.path not in self.changes)

    def chances(self) -> list[TargetChance]:
        """Each target under the proposal."""
        return self.best.study.chances(self.best.option)

    def table(self) -> "pd.DataFrame":
        """Every point that was tried: agents by team and interval, dials, cost of a period, share of replications that
        meet all targets with its Wilson interval, slack, replications simulated, verdict."""
        import pandas as pd

        names = [self.rosters.name(slot) for slot in range(len(self.rosters.agents))]
        rows = [
            {
                **dict(zip((*names, *self.dials), (*one.point.agents, *one.point.dials), strict=True)),
                "labour_cost": one.cost.mean, "met_share": one.chance.share.mean, "met_low_share": one.chance.share.low,
                "met_high_share": one.chance.share.high, "slack": one.chance.slack, "periods_n": one.periods,
                "verdict": one.chance.verdict,
            }
            for one in self.tried
        ]  # fmt: skip
        return pd.DataFrame(rows)


def run_optimization(scenario: Scenario, settings: OptimizeSettings, monitor: Monitor) -> Proposal:
    """What a session of ``optimize`` does."""
    base, folder = base_of(scenario, settings.option), None if settings.folder is None else Path(settings.folder)
    rosters = Rosters.of(base, settings.teams)
    fewest = _checked(base, settings)
    paths, bounds, stated = _dials(base, rosters, settings.vary)
    start = tuple(agents for part in rosters.parts for agents in square_root_roster(base, part))
    most = most_agents(rosters, start, settings.most_agents)
    effort = Effort(
        settings.probability, fewest, max(fewest, settings.replications or GROWN * fewest),
        base.study.seed if settings.seed is None else settings.seed,
        Resources(monitor, checked_workers(settings.workers), folder=folder),
    )  # fmt: skip
    check_writable(folder)
    if settings.fresh and folder is not None:
        forget(folder)
    bench = Bench(base, rosters, paths, effort)
    [today] = bench.glance([Point(rosters.agents, stated)])
    best = search(bench, Point(start, stated), Limits(tuple(min(1, one) for one in start), most, bounds))
    return Proposal(
        base, rosters, paths, settings.probability, best, bench.found[today.point],
        _changed(bench, today.point, best.point), tuple(bench.found.values()), best.point.agents == most,
    )  # fmt: skip


@by_field(OptimizeSettings)
def optimize(scenario: Scenario, settings: OptimizeSettings) -> Proposal:
    """Search the cheapest rosters of teams, and settings of dials, with which replications meet all targets.

    ``probability`` is the share of replications that shall meet all targets of the scenario at once; it counts as
    reached when the whole 95 % Wilson interval of that share lies above. All points meet the same customers. The search
    ends in a local optimum: no agent less, and no exchange for agents who cost less, is found to meet the targets more
    cheaply.

    The proposal is confirmed on customers whom the search has not met; its chances and cost are those found there.

    Raises ServsimError for unknown teams or an unknown option, a scenario without targets, a probability out of range,
    and faults of the dials and of the most agents; KeyboardInterrupt when it is stopped (what was simulated is kept in
    ``folder``).
    """
    return Session(run_optimization, scenario, settings).run()


def _changed(bench: Bench, today: Point, best: Point) -> Mapping[str, Any]:
    """What a point changes; all of what was searched when that is nothing."""
    stated, proposed = bench.changes(today), bench.changes(best)
    return {path: value for path, value in proposed.items() if value != stated[path]} or proposed


def _checked(base: Scenario, settings: OptimizeSettings) -> int:
    """The fewest replications with which a point can be found to meet the targets."""
    check_stated(base.parsed_targets)
    if not 0.0 < settings.probability < 1.0:
        raise ServsimError(f"found a probability of {settings.probability:g}; it lies above 0 % and below 100 %")
    fewest = fewest_replications(settings.probability)
    if settings.replications is not None and settings.replications < fewest:
        fault = (
            f"found at most {settings.replications} replications; {settings.probability:.0%} needs at least {fewest}"
        )
        raise ServsimError(f"{fault}, because no smaller number can show it beyond chance")
    return fewest


def _dials(
    base: Scenario, rosters: Rosters, vary: Mapping[str, Any] | Sequence[Stated]
) -> tuple[tuple[str, ...], tuple[tuple[float, float], ...], tuple[float, ...]]:
    """Paths, bounds and present settings of the dials; raises ServsimError with all that is wrong with them."""
    pairs = list(vary.items()) if isinstance(vary, Mapping) else list(vary)
    factors = factors_of(base, pairs) if pairs else ()
    faults, bounds, stated = [], [], []
    searched = {part.path: part.team for part in rosters.parts}
    for factor in factors:
        if factor.path in searched:
            faults.append(f'{factor.path}: the roster of team "{searched[factor.path]}" is searched already')
            continue
        ends = [level.value for level in factor.levels]
        now = number_at(base, tuple(factor.path.split(".")))
        if now is None or len(ends) < 2 or not all(isinstance(one, (int, float)) for one in ends):
            faults.append(f'{factor.path}: a dial is a plain number with its lowest and highest value ("0:1")')
            continue
        bounds.append((float(min(ends)), float(max(ends))))
        stated.append(now)
    if faults:
        raise ServsimError("\n".join(faults))
    return tuple(factor.path for factor in factors), tuple(bounds), tuple(stated)
