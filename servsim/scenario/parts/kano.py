"""Which needs are must-be, one-dimensional or attractive: the five dimensions, and attributes of the planner's own."""

from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from servsim.errors import shown
from servsim.scenario.values.base import Name, Part, default
from servsim.scenario.values.units import DURATION, duration

KANO_LETTERS = Literal["attractive", "one_dimensional", "must_be", "indifferent", "reverse"]
MOST_ATTRIBUTES = 12

TIME, ATTEMPT, SHARE = "a duration", "a number of attempts", "a number from 0 to 1"
FACTS = {
    "wait": TIME, "perceived_wait": TIME, "attempts": ATTEMPT, "self_service": SHARE, "transferred": SHARE,
    "handling_time": TIME, "resolved_first": SHARE, "resolved": SHARE, "personalization": SHARE, "no_defect": SHARE,
    "quality": SHARE,
}  # fmt: skip
"""What is known of an encounter and can be an attribute, and in what it is measured."""
Fact = Literal[
    "wait", "perceived_wait", "attempts", "self_service", "transferred", "handling_time",
    "resolved_first", "resolved", "personalization", "no_defect", "quality",
]  # fmt: skip


def _end(raw: object) -> object:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        raise ValueError(f'found {shown(raw)}; a duration ("10 min") or a number is needed')
    return raw


_END = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*{DURATION}\s*$", "examples": ["10 min"]}]}
End = Annotated[float | str, BeforeValidator(_end), WithJsonSchema(_END)]


class Ends(NamedTuple):
    """Where an attribute is fulfilled not at all, and wholly: minutes, attempts or shares."""

    bad: float
    good: float


class KanoEntry(Part):
    """The Kano class of one dimension: from a class with its coefficients, or from the counts of a survey."""

    kind: KANO_LETTERS | None = None
    """must_be, one_dimensional, attractive, indifferent or reverse."""
    better: float | None = Field(default=None, ge=0, le=1)
    """Satisfaction gained when fulfilled (CS)."""
    worse: float | None = Field(default=None, ge=-1, le=0)
    """Satisfaction lost when not fulfilled (DS)."""
    tally: dict[Literal["A", "O", "M", "I", "R", "Q"], Annotated[int, Field(ge=0, le=10**9)]] | None = None
    """Counts of answers by category: A, O, M, I, R, Q."""

    @model_validator(mode="after")
    def _stated(self) -> Self:
        by_class = (self.kind is not None) + (self.better is not None) + (self.worse is not None)
        if (self.tally is None) == (by_class == 0) or by_class not in (0, 3):
            raise ValueError("state either kind, better and worse, or a tally")
        if self.tally is not None and sum(self.tally.get(letter, 0) for letter in ("A", "O", "M", "I")) == 0:
            raise ValueError("the tally needs at least one answer in A, O, M or I")
        return self


class KanoAttribute(KanoEntry):
    """A Kano attribute of the planner's own: a fact of the encounter, with its class."""

    fact: Fact
    """What fulfils it: wait (minutes by the clock), perceived_wait, handling_time; attempts (contacts on the same
    issue, this one included); quality, personalization (that met the need); or yes and no: resolved, resolved_first,
    no_defect, self_service, transferred (sent on from another touchpoint). Who was not served got nothing of what
    needs a delivery."""
    bad: End | None = None
    """The value that fulfils nothing, such as 10 min; where it can be left out it is 0."""
    good: End | None = None
    """The value that fulfils everything, such as 0 min; in between, fulfilment is a straight line. Default 1."""
    weight: float = Field(ge=0, le=1000)
    """Points, on the same scale as the points of the five dimensions."""

    @model_validator(mode="after")
    def _between(self) -> Self:
        if self.ends.bad == self.ends.good:
            raise ValueError("good and bad must differ")
        return self

    @property
    def ends(self) -> Ends:
        """Where it is fulfilled not at all, and wholly. Raises ValueError for values that do not suit the fact."""
        measured, stated = FACTS[self.fact], {"bad": self.bad, "good": self.good}
        if measured != SHARE and None in stated.values():
            raise ValueError(f"the fact {self.fact} needs good and bad, each {measured}")
        whole = {"bad": 0.0, "good": 1.0} | {name: end for name, end in stated.items() if end is not None}
        return Ends(*(_read(whole[name], measured, name) for name in Ends._fields))


def _read(end: float | str, measured: str, name: str) -> float:
    try:
        if measured == TIME:
            return duration(end)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    low, high = (1, 1000) if measured == ATTEMPT else (0, 1)
    if isinstance(end, str) or not low <= end <= high:
        raise ValueError(f"{name}: found {shown(end)}; {measured} is needed")
    return float(end)


def _kano(kind: str, better: float, worse: float) -> Any:
    entry = KanoEntry.model_construct(kind=kind, better=better, worse=worse)
    return default(entry)


class Kano(Part):
    """Which needs are must-be, one-dimensional or attractive: one entry per SERVQUAL dimension, and further
    attributes."""

    reliability: KanoEntry = _kano("must_be", 0.35, -0.85)
    """Class of reliability."""
    responsiveness: KanoEntry = _kano("one_dimensional", 0.55, -0.65)
    """Class of responsiveness."""
    assurance: KanoEntry = _kano("one_dimensional", 0.50, -0.55)
    """Class of assurance."""
    empathy: KanoEntry = _kano("attractive", 0.65, -0.20)
    """Class of empathy."""
    tangibles: KanoEntry = _kano("attractive", 0.35, -0.20)
    """Class of tangibles."""
    attributes: Annotated[dict[Name, KanoAttribute], Field(max_length=MOST_ATTRIBUTES)] = {}
    """Further attributes by name; they join the five dimensions, each with its weight."""
