"""A bench on which the slack of a point is a formula, so that a search can be held to what is true of it."""

from collections.abc import Callable, Sequence

from servsim.measures.intervals import Interval
from servsim.scenario import Scenario
from servsim.study.events import Monitor
from servsim.study.running.trial_loop import Resources
from servsim.study.searching.evaluation import Bench, Effort, Point, Tried
from servsim.study.searching.meeting_targets import JointChance
from servsim.study.searching.roster import Agents, RosterIntervals
from servsim.study.searching.rosters import Rosters
from tests.samples import smallest

SURE = 40


def rosters_at(wages: Sequence[float]) -> Rosters:
    """Teams of one interval of an hour each, paid so much an hour."""
    return Rosters(
        tuple(
            RosterIntervals(f"team_{place}", (0.0,), (60.0,), (1,), outside={}, opening=None, wage=wage / 60)
            for place, wage in enumerate(wages)
        )
    )


class FormulaBench(Bench):
    """The targets are met where the slack is not below 0, and that is known at once."""

    def __init__(self, wages: Sequence[float], slack: Callable[[Agents], float]) -> None:
        effort = Effort(0.5, SURE, SURE, 0, resources=Resources(Monitor()))
        super().__init__(Scenario.model_validate(smallest()), rosters_at(wages), (), effort)
        self._slack = slack

    def cost(self, agents: Agents) -> float:
        """Labour cost of a period."""
        return sum(one * price for one, price in zip(agents, self.rosters.prices, strict=True))

    def _simulated(self, points: Sequence[Point], periods: int, seed: int) -> list[Tried]:  # noqa: ARG002
        return [self._by_formula(point) for point in points]

    def _by_formula(self, point: Point) -> Tried:
        slack, cost = self._slack(point.agents), self.cost(point.agents)
        chance = JointChance(Interval(0.5, 0.5, 0.5, SURE), slack, "met" if slack >= 0.0 else "missed")
        return Tried(point, Interval(cost, cost, cost, SURE), chance, SURE, None, "")  # type: ignore[arg-type]
