"""What money the planner states beside wages: programmes, surveys, audits, overtime, and how far ahead to look."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from servsim.scenario.values.base import Name, Part, Source, Text, default
from servsim.scenario.values.units import PerMinute, Ratio, Share

Money = Annotated[float, Field(ge=0, le=1e12)]
SINGLE_COSTS = 50


class Cost(Part):
    """A programme that costs money, once, every week, or both."""

    kind: Literal["prevention", "appraisal", "other"]
    """prevention: training, written standards, customer records, culture; appraisal: what finds out how good the
    service is; other: what has nothing to do with poor quality, such as a bot."""
    fixed: Money = 0.0
    """Paid once, spread evenly over so many weeks as over_weeks says."""
    over_weeks: int = default(52, Source("assumption", "one year, an assumption"), between=(13, 260), ge=1, le=5200)
    """Weeks over which the fixed part is spread."""
    per_week: Money = 0.0
    """Paid every week."""
    source: Text | None = None
    """Where these facts come from."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.fixed and not self.per_week:
            raise ValueError("state fixed, per_week or both, above zero; a programme that costs nothing is left out")
        return self

    @property
    def weekly(self) -> float:
        """Cost of one week, the fixed part spread."""
        return self.fixed / self.over_weeks + self.per_week


class Economics(Part):
    """Money beside wages; with loyalty.margin also revenue and profit. All amounts are in the scenario's currency."""

    costs: Annotated[dict[Name, Cost], Field(max_length=SINGLE_COSTS)] = {}
    """Programmes by name, such as training: {kind: prevention, fixed: 12000, per_week: 100}."""
    overtime_premium: Ratio = default(0.25, between=(0, 1), le=10)
    """What a minute of overtime costs above the wage, as a share of the wage."""
    survey_cost: Money = default(
        0.0, Source("assumption", "an invitation costs nothing unless stated (assumption)"), between=(0, 5)
    )
    """Cost of inviting one customer to the survey."""
    audit_hours: float = default(
        0.0, Source("assumption", "no audits unless stated (assumption)"), between=(0, 40), ge=0, le=1e5
    )
    """Hours a week in which people outside the teams listen in, check and review; paid beside the roster."""
    audit_wage: PerMinute = default(30 / 60, between=(20 / 60, 80 / 60), unit="per min")
    """Wage of those people."""
    cost_per_waiting_minute: Money | None = None
    """What a minute that a customer waits costs the firm; without it waiting has no price."""
    churn_anyway: Share | None = None
    """Share of the journeys after which a customer is lost whatever the service. Only losses above it are a cost of
    poor quality; without it, what even the most satisfied do: 100 % less loyalty.return_high."""
    horizon_weeks: int = default(52, Source("assumption", "one year, an assumption"), between=(13, 260), ge=1, le=5200)
    """Weeks of profit that count in the value."""

    def weekly(self, *kinds: str) -> float:
        """Cost of the programmes of these kinds in one week."""
        return sum(cost.weekly for cost in self.costs.values() if cost.kind in kinds)

    @property
    def weekly_audits(self) -> float:
        """Cost of audits in one week."""
        return self.audit_hours * 60.0 * self.audit_wage
