"""A touchpoint: a step of the journey where service is delivered, with its two dials."""

from typing import Literal

from pydantic import Field

from servsim.scenario.values.base import Part, Source, Text, default
from servsim.scenario.values.distributions import BySegment
from servsim.scenario.values.units import Minutes, Share

WaitFelt = Literal["idle", "informed", "occupied", "both"]
Routes = dict[str, Share]


class MeasuredAt(Part):
    """Where the planner's data were taken: at these levels the model returns the data."""

    standardization: float | None = Field(default=None, ge=0, le=1)
    """Standardization as practised when handling times and defects were measured; the baseline's when not stated."""
    personalization: float | None = Field(default=None, ge=0, le=1)
    """Personalization as practised then; the baseline's when not stated."""
    target: float | None = Field(default=None, ge=-10, le=10)
    """Where the standard aimed then; the baseline's when not stated."""


class Touchpoint(Part):
    """A step of the journey."""

    team: Text | None = None
    """The team that serves here; without one, customers serve themselves and nobody waits."""
    handling: BySegment
    """Handling time as measured."""
    standardization: float = default(
        0.5, Source("assumption", "written steps, discretion inside (assumption)"), between=(0, 1), ge=0, le=1
    )
    """How fixed the work is, as practised: 0 no procedure, 0.25 guidelines, 0.5 written steps with discretion,
    0.75 script, checklist and audit, 1 fully scripted or automated."""
    personalization: float = default(
        0.5, Source("assumption", "options chosen by segment (assumption)"), between=(0, 1), ge=0, le=1
    )
    """How much it is fitted to this customer: 0 everyone the same, 0.25 name and history used, 0.5 options by segment,
    0.75 tailored from customer data, 1 one-to-one design."""
    target: float = default(
        0.0, Source("assumption", "aims at the middle of all needs (assumption)"), between=(-1, 1), ge=-10, le=10
    )
    """Where the standard aims on the line of needs."""
    measured_at: MeasuredAt = MeasuredAt()
    """Where handling times and defects were measured."""
    defects: Share = default(0.05, between=(0.005, 0.2))
    """Share of encounters in which a defect is made, as measured."""
    next: Routes = {}
    """Where customers go next, with shares; the rest leaves."""
    next_by_segment: dict[str, Routes] = {}
    """The same for segments that go other ways."""
    visits_at_most: int = default(3, between=(1, 10), ge=1, le=50)
    """How often one customer is routed here at most; then the way leads out."""
    patience: BySegment | None = None
    """How long customers wait here before giving up, when it differs from the segment's patience."""
    wait_felt: WaitFelt = default(
        "idle",
        Source(
            "form",
            "waits feel 36 % longer (Larson); the other factors 1.2, 1.1 and 1.0 are assumptions after Maister 1985",
        ),
    )
    """How the wait is spent: idle, informed, occupied, or both informed and occupied."""
    standard_wait: Minutes = default(1.0, between=(0, 10), unit="min")
    """The longest wait that the standard allows (what delivery is held against when gaps are explained)."""
    believed_need: float | None = Field(default=None, ge=-10, le=10)
    """What management believes the mean need here to be, on the line of needs. Without it, management is taken to aim
    where it believes the need is (target): what a wrong target loses is then a gap of knowledge, and none of
    standards."""
    tangibles: float = default(0.75, between=(0.3, 1), ge=0, le=1)
    """The planner's rating of rooms, equipment and appearance."""
    source: Text | None = None
    """Where these facts come from."""
