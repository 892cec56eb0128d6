"""A scenario made ready to be simulated many times."""

from dataclasses import dataclass, replace

from servsim.compiling import numba_loaded
from servsim.delivery import Plan, chosen_engine, compile_plan
from servsim.demand import Crowd, expected_visits
from servsim.feedback import RatingPlan, compile_rating
from servsim.feedback.ratings import RatingCuts
from servsim.scenario import Scenario


@dataclass(frozen=True)
class Model:
    """Everything that one replication is made from."""

    scenario: Scenario
    crowd: Crowd
    plan: Plan
    ratings: RatingPlan
    engine: str
    """``simpy`` or ``compiled``."""

    @classmethod
    def of(cls, scenario: Scenario, cuts: RatingCuts | None = None) -> "Model":
        """Compile a scenario for a single replication; raises ServsimError when its engine cannot run here.

        ``cuts`` are those matched to observed ratings, if any (:mod:`servsim.study.rating_cuts`).
        """
        plan, ratings = compile_plan(scenario), compile_rating(scenario, cuts)
        return cls(scenario, Crowd(scenario), plan, ratings, "simpy").for_replications(1)

    @property
    def encounters(self) -> float:
        """About how many encounters a replication has."""
        return float(expected_visits(self.scenario).sum())

    @property
    def compiled(self) -> bool:
        """Whether judging and adding up run compiled; the numbers are the same."""
        return self.engine == "compiled" or numba_loaded()

    def for_replications(self, number: int) -> "Model":
        """The same with the engine for so many replications; raises ServsimError when it cannot run here."""
        return replace(self, engine=chosen_engine(self.scenario.study.engine, number * self.encounters))
