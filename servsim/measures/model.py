"""A scenario made ready to be simulated many times."""

from dataclasses import dataclass, replace
from functools import cached_property

from servsim.delivery.engines import chosen_engine, worth_compiling
from servsim.delivery.plan.compile import compile_plan
from servsim.delivery.plan.plan import Plan
from servsim.demand.demand import Demand
from servsim.demand.expected_visits import expected_visits
from servsim.feedback.complaint_model import ComplaintModel
from servsim.feedback.rating_plan import RatingPlan, compile_rating
from servsim.measures.baseline.baseline import NOTHING_FOUND, Baseline
from servsim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Model:
    """Everything that one replication is made from."""

    scenario: Scenario
    demand: Demand
    plan: Plan
    ratings: RatingPlan
    engine: str
    """``simpy`` or ``compiled``."""
    compiled: bool
    """Whether judging and adding up run compiled, with whichever engine; the numbers are the same."""

    @classmethod
    def of(cls, scenario: Scenario, baseline: Baseline = NOTHING_FOUND) -> "Model":
        """Compile a scenario for a single replication; raises ServsimError when its engine cannot run here.

        ``baseline`` is what pilots found: the warm-up, and where ratings are cut.
        """
        scenario = baseline.settled(scenario)
        plan, ratings = compile_plan(scenario), compile_rating(scenario, baseline.cuts)
        return cls(scenario, Demand(scenario), plan, ratings, "simpy", compiled=False).for_replications(1)

    @cached_property
    def hook(self) -> ComplaintModel | None:
        """Who decides about complaints; None where nobody hears them."""
        return None if self.plan.complaining.touchpoint < 0 else ComplaintModel(self.ratings)

    @property
    def encounters(self) -> float:
        """About how many encounters a replication has."""
        return float(expected_visits(self.scenario).sum())

    def for_replications(self, number: int) -> "Model":
        """The same with the engine for so many replications; raises ServsimError when it cannot run here."""
        return self.with_engine(*means(self.scenario, number * self.encounters))

    def with_engine(self, name: str, compiled: bool) -> "Model":
        """The same with an engine, and with judging and adding up compiled or not."""
        return replace(self, engine=name, compiled=compiled)


def means(scenario: Scenario, encounters: float) -> tuple[str, bool]:
    """The engine for about so many encounters, and whether judging and adding up run compiled.

    Raises ServsimError when the engine cannot run here.
    """
    name = chosen_engine(scenario.study.engine, encounters)
    return name, name == "compiled" or worth_compiling(encounters)
