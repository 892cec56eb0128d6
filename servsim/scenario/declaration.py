"""The whole declaration: a service as it is today, and the options its planner considers."""

from copy import deepcopy
from datetime import date
from enum import Enum
from functools import cached_property
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, Self, TypeVar, cast

from pydantic import Field, ModelWrapValidatorHandler, PrivateAttr, ValidationInfo, model_validator

from servsim.scenario.parts.clock import Clock
from servsim.scenario.parts.complaints import Complaints
from servsim.scenario.parts.economics import Economics
from servsim.scenario.parts.effects import (
    DefectEffects,
    FitEffects,
    LoadEffects,
    QualityEffects,
    Redial,
    Repeat,
    ServiceLevel,
    TimeEffects,
)
from servsim.scenario.parts.kano import Kano
from servsim.scenario.parts.observed import Observed
from servsim.scenario.parts.people import Segment, Start, Team
from servsim.scenario.parts.rating import Loyalty, Satisfaction, Servqual, Survey
from servsim.scenario.parts.study_settings import StudySettings
from servsim.scenario.parts.target import Target, parse_target
from servsim.scenario.parts.touchpoint import Touchpoint
from servsim.scenario.values.base import Default, Name, Part, Raw, Text, defaults_in_force, shape
from servsim.tables import folder_of

MOST_OPTIONS = 200
MOST_RANGES = 200


class Role(Enum):
    """What a section of the file is about, when it is not the service itself: where else it can be named."""

    TEXT = "text"
    """Says what the scenario is; no option can change it."""
    STUDY = "study"
    """Says how results are judged and shown, and how many there are; nothing in it varies or is uncertain."""


class Range(Part):
    """The range of a number that nobody has measured."""

    between: Annotated[list[Any], Field(min_length=2, max_length=2)]
    """Lowest and highest value, written like the value itself."""
    shape: Literal["uniform", "triangular"] = "uniform"
    """uniform: every value is as plausible as the others; triangular: the value in the scenario is the likeliest."""


class Declaration(Part):
    """A service, described for simulation: all that a scenario file states, section by section."""

    name: Annotated[Text, Role.TEXT] = ""
    """What the service is called in the report."""
    about: Annotated[Text, Role.TEXT] = ""
    """The question, in the planner's words."""
    source: Annotated[Text, Role.TEXT] = ""
    """Where the facts come from; "assumption" when nobody has measured them."""
    currency: Annotated[Text, Role.STUDY] = "EUR"
    """Currency of all amounts of money."""
    clock: Clock = Clock()
    """Opening hours and length of one replication."""
    segments: Annotated[dict[Name, Segment], Field(min_length=1)]
    """Kinds of customers."""
    teams: dict[Name, Team] = {}
    """Pools of people who serve."""
    touchpoints: Annotated[dict[Name, Touchpoint], Field(min_length=1)]
    """Steps of the journey."""
    start: Start | None = None
    """Where journeys start; not needed when there is one touchpoint."""
    service_level: ServiceLevel = ServiceLevel()
    """Threshold of the service level."""
    repeat: Repeat | None = None
    """Customers with an unresolved issue come back; without this key they do not (within the replication)."""
    redial: Redial | None = None
    """Customers who gave up try again; without this key they do not (within the replication)."""
    complaints: Complaints | None = None
    """Customers who are dissatisfied complain to staff; without this key they only would (a rate, no encounters)."""
    time: TimeEffects = TimeEffects()
    """Effects of the dials on handling time."""
    fit: FitEffects = FitEffects()
    """How well personalization meets diverse needs."""
    quality: QualityEffects = QualityEffects()
    """How much people differ."""
    defect: DefectEffects = DefectEffects()
    """What makes defects more or less likely."""
    load: LoadEffects = LoadEffects()
    """What pressure does to people."""
    servqual: Servqual = Servqual()
    """From facts to perceptions."""
    kano: Kano = Kano()
    """Must-be, one-dimensional and attractive needs."""
    satisfaction: Satisfaction = Satisfaction()
    """From perceptions to satisfaction and ratings."""
    survey: Survey = Survey()
    """Who is asked and who answers."""
    loyalty: Loyalty = Loyalty()
    """Who comes back and who complains."""
    economics: Economics | None = None
    """Money beside wages; without this key neither profit nor the cost of poor quality is told."""
    targets: Annotated[dict[str, Text], Role.STUDY] = {}
    """What is to be met: KPI and value, such as wait_p90: "<= 8 min"."""
    uncertain: Annotated[dict[str, Range], Field(max_length=MOST_RANGES), Role.STUDY] = {}
    """Ranges of what nobody has measured, by path."""
    observed: Annotated[Observed | None, Role.STUDY] = None
    """What was measured in reality, set beside the simulation in the report."""
    study: Annotated[StudySettings, Role.STUDY] = StudySettings()
    """Replications, precision and seed."""
    options: Annotated[dict[Name, dict[str, Any]], Field(max_length=MOST_OPTIONS), Role.TEXT] = {}
    """Named changes to compare with the baseline."""

    _raw: Raw = PrivateAttr(default_factory=dict)
    _folder: FilePath = PrivateAttr(default=FilePath())
    _anchor: Any = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, raw: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        scenario = handler(raw)
        if isinstance(raw, dict):
            owned = (info.context or {}).get("owned", False)
            scenario._raw = raw if owned else deepcopy(raw)
            scenario._folder = folder_of(info)
        return scenario

    def __eq__(self, other: object) -> bool:
        """Equal values, on data measured under equal values."""
        if not isinstance(other, Declaration):
            return NotImplemented
        pairs = ((self, other), (self.anchor, other.anchor))
        return all(one.model_dump() == another.model_dump() for one, another in pairs)

    __hash__ = None  # type: ignore[assignment]

    @property
    def anchor(self) -> Self:
        """The scenario in which the data were measured: the baseline of an option, else this one."""
        return self if self._anchor is None else cast(Self, self._anchor)

    @property
    def first_day(self) -> date | None:
        """The date from whose midnight minutes are counted: the clock's, else the earliest of all replayed files."""
        replays = [segment.arrivals.replay for segment in self.segments.values()]
        dates = [replay.first_day for replay in replays if replay is not None]
        return self.clock.first_day or min((day for day in dates if day is not None), default=None)

    @cached_property
    def parsed_targets(self) -> tuple[Target, ...]:
        """The targets, read."""
        return tuple(parse_target(kpi, text) for kpi, text in self.targets.items())

    def defaults(self) -> list[Default]:
        """Every default in force, with value, unit, source and range.

        Cuts that are matched are none, nor is how much days differ where arrivals are replayed as they were.
        """
        matched = {f"satisfaction.{question}_cuts" for question in self.satisfaction.matched}
        replayed = {
            f"segments.{name}.arrivals.day_to_day_cv" for name, part in self.segments.items() if part.arrivals.replay
        }
        return [default for default in defaults_in_force(self) if default.path not in matched | replayed]

    @property
    def ordinary_touchpoints(self) -> tuple[str, ...]:
        """The touchpoints of journeys: all but the one where complaints are answered."""
        apart = None if self.complaints is None else self.complaints.touchpoint
        return tuple(name for name in self.touchpoints if name != apart)

    def journey_start(self, segment: str) -> dict[str, float]:
        """Shares of the touchpoints at which a segment's journeys start."""
        start = self.segments[segment].start or self.start or next(iter(self.ordinary_touchpoints))
        return {start: 1.0} if isinstance(start, str) else dict(start)

    def routes(self, touchpoint: str, segment: str) -> dict[str, float]:
        """Shares of where a segment goes next from a touchpoint; the rest leaves."""
        part = self.touchpoints[touchpoint]
        return dict(part.next_by_segment.get(segment, part.next))


AnyDeclaration = TypeVar("AnyDeclaration", bound=Declaration)


def sections(*roles: Role) -> tuple[str, ...]:
    """The sections of a scenario file that have one of these roles."""
    fields = Declaration.model_fields.items()
    return tuple(name for name, field in fields if any(role in field.metadata for role in roles))


def named_sections() -> tuple[str, ...]:
    """The sections of the service in which the planner gives names to parts: segments, teams, touchpoints."""
    apart, fields = sections(*Role), Declaration.model_fields.items()
    found = {name: shape(field.annotation) for name, field in fields if name not in apart}
    return tuple(name for name, one in found.items() if one.named and one.part is not None)
