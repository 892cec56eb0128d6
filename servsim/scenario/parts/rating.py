"""How customers rate what happened: SERVQUAL, satisfaction, survey, loyalty (for :mod:`servsim.feedback`)."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from servsim.scenario.parts.observed_ratings import ObservedRatings
from servsim.scenario.parts.wait_table import WaitTable
from servsim.scenario.values.base import Part, Source, default
from servsim.scenario.values.units import PerMinute, Share

DIMENSIONS = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")
ZEITHAML = Source("published", "100 points: Zeithaml, Parasuraman & Berry 1990 (secondary source)")
TVERSKY = Source("from memory", "Tversky & Kahneman 1992, quoted from memory; later estimates nearer 2")
HU = Source("form", "shape: Hu, Pavlou & Zhang 2009; values are assumptions")
VERHOEF = Source(
    "form", "average and peak count, the end does not: Verhoef, Antonides & de Hoog 2004; sizes are assumptions"
)
MITTAL = Source("form", "what went wrong weighs more: Mittal, Ross & Baldasare 1998; size is an assumption")
JONES = Source("form", "shape: Jones & Sasser 1995; values are assumptions")
Points = Annotated[float, Field(ge=0, le=1000)]


def _rising(cuts: tuple[float, ...]) -> tuple[float, ...]:
    if any(low >= high for low, high in pairwise(cuts)):
        raise ValueError("each cut must be above the one before")
    return cuts


Cut = Annotated[float, Field(ge=-10, le=10)]
Cuts4 = Annotated[tuple[Cut, ...], Field(strict=False, min_length=4, max_length=4), AfterValidator(_rising)]
Cuts10 = Annotated[tuple[Cut, ...], Field(strict=False, min_length=10, max_length=10), AfterValidator(_rising)]
Coefficient = Annotated[float, Field(ge=-100, le=100)]


class Weights(Part):
    """How much each dimension counts, in points."""

    # Ranges: 95 % of a Dirichlet(20 w), an assumption; Sachdev & Verma found no order that holds for all services.

    reliability: Points = default(32.0, ZEITHAML, between=(14, 53))
    """Weight of reliability: promised things done right."""
    responsiveness: Points = default(22.0, ZEITHAML, between=(7, 42))
    """Weight of responsiveness: prompt help."""
    assurance: Points = default(19.0, ZEITHAML, between=(5, 38))
    """Weight of assurance: competence and courtesy."""
    empathy: Points = default(16.0, ZEITHAML, between=(4, 34))
    """Weight of empathy: individual attention."""
    tangibles: Points = default(11.0, ZEITHAML, between=(2, 28))
    """Weight of tangibles: rooms, equipment, appearance."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if sum(self.points) <= 0:
            raise ValueError("at least one weight must be above zero")
        return self

    @property
    def points(self) -> tuple[float, ...]:
        """Points in the order of the five dimensions."""
        return tuple(getattr(self, name) for name in DIMENSIONS)


class SegmentWeights(Weights):
    """How much each dimension counts for one segment, in points; all five are stated."""

    reliability: Points
    """Weight of reliability: promised things done right."""
    responsiveness: Points
    """Weight of responsiveness: prompt help."""
    assurance: Points
    """Weight of assurance: competence and courtesy."""
    empathy: Points
    """Weight of empathy: individual attention."""
    tangibles: Points
    """Weight of tangibles: rooms, equipment, appearance."""


class Servqual(Part):
    """From facts to the five perceptions."""

    weights: Weights = Weights()
    """How much each dimension counts."""
    score_at_tolerance: float = default(0.6, between=(0.4, 0.8), gt=0, lt=1)
    """Score of a wait that is just tolerated, on a scale from 0 to 1."""
    loss_aversion: float = default(2.25, TVERSKY, between=(1, 3), ge=1, le=20)
    """How much steeper the score falls beyond the tolerated wait."""
    wait_table: WaitTable | None = None
    """Your own scores of waits in place of that curve: perceived wait and score from 1 to 0, such as
    {0 min: 1, 5 min: 0.6, 20 min: 0}; straight lines between, flat outside. The waits are as they feel (see wait_felt):
    whoever scored waits by the clock multiplies them by 1.36 for idle, 1.2 informed, 1.1 occupied waits."""
    defect_penalty: float = default(0.8, between=(0.3, 1), ge=0, le=1)
    """Share of reliability lost by a defect."""
    assurance_penalty: float = default(0.3, between=(0, 0.8), ge=0, le=1)
    """Share of assurance lost by a defect."""
    empathy_base: float = default(0.45, between=(0.2, 0.7), ge=0, le=1)
    """Empathy of a courteous service that personalizes nothing."""
    empathy_culture: float = default(0.2, between=(0, 0.4), ge=0, le=1)
    """Empathy added by the strongest service culture, against a neutral one, per unit."""
    crowding: float = default(0.2, between=(0, 0.5), ge=0, le=1)
    """Share of tangibles lost when the queue is as long as the team."""


class JourneyParts(Part):
    """What satisfaction with a whole journey is made of; the four weights add up to 1."""

    mean: float = default(0.7, VERHOEF, between=(0.4, 1), ge=0, le=1)
    """Weight of the average encounter."""
    best: float = default(0.15, VERHOEF, between=(0, 0.3), ge=0, le=1)
    """Weight of the best encounter."""
    worst: float = default(0.15, MITTAL, between=(0, 0.5), ge=0, le=1)
    """Weight of the worst encounter."""
    last: float = default(0.0, VERHOEF, between=(0, 0.3), ge=0, le=1)
    """Weight of the last encounter."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        total = sum(self.weights)
        if abs(total - 1) > 1e-9:
            raise ValueError(f"mean, best, worst and last add up to {total:g}; their weights must add up to 1")
        return self

    @property
    def weights(self) -> tuple[float, float, float, float]:
        """Weights of the mean, the best, the worst and the last encounter."""
        return self.mean, self.best, self.worst, self.last


class Satisfaction(Part):
    """From perceptions to satisfaction (-1 to 1) and to ratings."""

    model: Literal["servperf", "servqual", "kano", "blend"] = default(
        "blend",
        Source(
            "from memory",
            "performance and disconfirmation both count: Oliver 1980, Anderson & Sullivan 1993, from memory",
        ),
    )
    """What satisfaction is made of."""
    disconfirmation: float = default(0.5, between=(0, 1), ge=0, le=1)
    """Weight of the surprise against what was predicted, in the blend."""
    csat_cuts: Cuts4 = default((-0.5, -0.2, 0.1, 0.4))
    """Satisfaction above which the rating becomes 2, 3, 4, 5."""
    recommend_cuts: Cuts10 = default((-0.80, -0.65, -0.50, -0.35, -0.20, -0.05, 0.10, 0.25, 0.40, 0.55))
    """Satisfaction above which the likelihood to recommend becomes 1, 2, ... 10."""
    rating_noise: float = default(0.2, between=(0, 0.5), ge=0, le=5)
    """Standard deviation of the noise between feeling and rating."""
    journey: JourneyParts = JourneyParts()
    """From the encounters of a customer to the journey as a whole."""
    observed: ObservedRatings | None = None
    """Ratings found by the firm's own survey: before a study the cuts are matched to them on the simulated baseline,
    and then stay fixed for all options. They take the place of csat_cuts and recommend_cuts."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        for question in self.matched:
            if f"{question}_cuts" in self.model_fields_set:
                raise ValueError(f"state {question}_cuts or the observed shares of {question}, not both")
        return self

    @property
    def matched(self) -> tuple[str, ...]:
        """The questions whose cuts are matched to observed shares."""
        return () if self.observed is None else tuple(sorted(self.observed.model_dump(exclude_none=True)))


class Detect(Part):
    """Changes from one survey to the next that it should be able to see."""

    csat: float = default(0.1, between=(0.05, 0.5), gt=0, le=4)
    """Change of the mean rating (CSAT), points."""
    nps: float = default(5.0, between=(2, 20), gt=0, le=200)
    """Change of the net promoter score, points."""
    power: float = default(0.8, Source("form", "convention: Cohen 1988"), between=(0.8, 0.95), gt=0.05, lt=1)
    """Probability of seeing it when it is there."""


class Survey(Part):
    """Who is asked and who answers."""

    invite: Share = default(1.0, Source("assumption", "everybody is asked unless stated (assumption)"), between=(0, 1))
    """Share of customers asked."""
    response: Literal["none", "table", "logistic"] = default("logistic", HU)
    """none: everybody asked answers; table: by rating; logistic: the pleased and the angry answer more."""
    logistic: Annotated[tuple[Coefficient, ...], Field(strict=False, min_length=3, max_length=3)] = default(
        (-2.4, 0.4, 3.5), HU
    )
    """Coefficients of 1, S and S squared in the log odds of answering."""
    table: Annotated[tuple[Share, ...], Field(strict=False, min_length=5, max_length=5)] | None = None
    """Probability of answering for ratings 1 to 5."""
    detect: Detect = Detect()
    """What the survey should be able to see; it changes no result, only what the report says about the survey."""

    @property
    def answering(self) -> tuple[float, ...] | None:
        """Probability of answering for ratings 1 to 5, when it is a table that says who answers."""
        return self.table if self.response == "table" else None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.response == "table" and self.table is None:
            raise ValueError("response: table needs the key table with five shares, for ratings 1 to 5")
        return self


class Loyalty(Part):
    """Who comes back, who complains, and what that means for the customer base."""

    return_low: float = default(0.30, JONES, between=(0.05, 0.6), ge=0, le=1)
    """Probability that the most dissatisfied return (captive customers)."""
    return_high: float = default(0.95, JONES, between=(0.8, 1), ge=0, le=1)
    """Probability that the most satisfied return."""
    return_midpoint: float = default(0.10, JONES, between=(-0.2, 0.4), ge=-1, le=1)
    """Satisfaction at which the return probability is half-way."""
    return_width: float = default(0.12, JONES, between=(0.05, 0.3), ge=0.01, le=10)
    """How gradually it rises around that point."""
    complain_most: float = default(
        0.45, Source("form", "form only; size is an assumption"), between=(0.1, 0.7), ge=0, le=1
    )
    """Probability that the most dissatisfied complain."""
    complain_midpoint: float = default(
        -0.15, Source("form", "form only; size is an assumption"), between=(-0.4, 0.1), ge=-1, le=1
    )
    """Satisfaction at which half of that is reached."""
    complain_width: float = default(
        0.08, Source("form", "form only; size is an assumption"), between=(0.03, 0.2), ge=0.01, le=10
    )
    """How gradually it falls around that point."""
    customers: float | None = Field(default=None, gt=0, le=1e12)
    """Customers of the firm today; how often one of them comes follows from the arrivals. Needed for all that is told
    of the customer base."""
    acquisition: PerMinute | None = None
    """Customers won in a week in which nobody talks about the service, such as "40 per week"."""
    word_of_mouth: float = default(
        0.2, Source("form", "form: Anderson 1998; size is an assumption"), between=(0, 1), ge=0, le=5
    )
    """How much the net promoter score moves acquisition: 0.2 means a fifth more at 100, a fifth less at -100."""
    margin: float | None = Field(default=None, ge=0, le=1e12)
    """Money earned with one journey before this service's labour is paid; needed for the customer lifetime value, and
    for revenue and profit (economics)."""
    discount_rate: Share = default(0.1, between=(0.03, 0.2))
    """By how much money is worth less a year later, in the customer lifetime value and in the value of profits."""
