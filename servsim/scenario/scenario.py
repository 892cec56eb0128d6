"""The whole declaration: a service as it is today, and the options its planner considers."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, ModelWrapValidatorHandler, PrivateAttr, ValidationInfo, model_validator

from servsim.errors import unknown
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
from servsim.scenario.values.base import Default, Name, Part, Text, defaults_in_force
from servsim.scenario.variants.options import NAMED, Change, changes_of, resolved
from servsim.tables import folder_of

BASELINE = "baseline"
MOST_OPTIONS = 200
MOST_RANGES = 200


class Range(Part):
    """What nobody has measured keeps a range."""

    between: Annotated[list[Any], Field(min_length=2, max_length=2)]
    """Lowest and highest value, written like the value itself."""
    shape: Literal["uniform", "triangular"] = "uniform"
    """uniform: every value is as plausible as the others; triangular: the value in the scenario is the likeliest."""


class Scenario(Part):
    """A service, described for simulation."""

    name: Text = ""
    """What the service is called in the report."""
    about: Text = ""
    """The question, in the planner's words."""
    source: Text = ""
    """Where the facts come from; "assumption" when nobody has measured them."""
    currency: Text = "EUR"
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
    targets: dict[str, Text] = {}
    """What is promised: KPI and value, such as wait_p90: "<= 8 min"."""
    uncertain: Annotated[dict[str, Range], Field(max_length=MOST_RANGES)] = {}
    """Ranges of what nobody has measured, by path."""
    observed: Observed | None = None
    """What was measured in reality, set beside the simulation in the report."""
    study: StudySettings = StudySettings()
    """Replications, precision and seed."""
    options: Annotated[dict[Name, dict[str, Any]], Field(max_length=MOST_OPTIONS)] = {}
    """Named changes to compare with the baseline."""

    _raw: dict[str, Any] = PrivateAttr(default_factory=dict)
    _folder: Path = PrivateAttr(default=Path())
    _anchor: "Scenario | None" = PrivateAttr(default=None)

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
        if not isinstance(other, Scenario):
            return NotImplemented
        pairs = ((self, other), (self.anchor, other.anchor))
        return all(one.model_dump() == another.model_dump() for one, another in pairs)

    __hash__ = None  # type: ignore[assignment]

    @property
    def anchor(self) -> "Scenario":
        """The scenario in which the data were measured: the baseline of an option, else this one."""
        return self if self._anchor is None else self._anchor

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

    def with_changes(self, changes: Mapping[str, Any]) -> "Scenario":
        """A new scenario with changes such as ``{"teams.desk.agents": 5}``; ``None`` takes a key away.

        Handling times and defects stay anchored where this scenario's data were measured. Values are written as in
        the file, with units; NumPy numbers are taken too. Raises ScenarioError with all faults.
        """
        return self.with_replacements(changes_of(_plain(dict(changes))))

    def with_replacements(self, changes: list[Change]) -> "Scenario":
        """A new scenario with single replacements made (see :mod:`servsim.scenario.variants.options`)."""
        from servsim.scenario.variants.variants import changed_scenario

        return changed_scenario(self, changes)

    def with_values(self, changes: list[Change]) -> "Scenario":
        """A new scenario in which other values are true, also where the data were measured.

        A change of the service leaves the data where they were measured; another belief about the world does not.
        """
        made = self.with_replacements(changes)
        if self._anchor is not None:
            known = self._anchor._raw
            made._anchor = self._anchor.with_values([one for one in changes if _is_there(known, one.path)])
        else:
            made._anchor = None
        return made

    def with_options(self, options: Mapping[str, Mapping[str, Any]]) -> "Scenario":
        """A new scenario with further options, such as ``{"five": {"teams.desk.agents": 5}}``.

        Raises ScenarioError with all faults, those of the options included.
        """
        from servsim.scenario.checking.option_checks import with_options

        return with_options(self, _plain({name: dict(changes) for name, changes in options.items()}))

    def option(self, name: str) -> "Scenario":
        """The scenario under one of its options, or itself for ``"baseline"``.

        Raises UnknownNameError for an unknown option.
        """
        if name == BASELINE:
            return self
        return self.with_replacements(self.option_changes(name))

    def option_changes(self, name: str) -> list[Change]:
        """The single replacements of an option, those of combined options first."""
        if name not in self.options:
            raise unknown("option", name, tuple(self.options))
        return resolved(self.options, name)

    def option_about(self, name: str) -> str:
        """What an option says about itself."""
        return str(self.options.get(name, {}).get("about", ""))

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


def _is_there(raw: dict[str, Any], path: tuple[str, ...]) -> bool:
    """Whether the segment, team or touchpoint that a path leads into is stated."""
    return path[0] not in NAMED or path[1] in (raw.get(path[0]) or {})


def _plain(value: Any) -> Any:
    """Values as they would come from a file: text keys, lists, Python numbers."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.item() if isinstance(value, np.generic) else value
