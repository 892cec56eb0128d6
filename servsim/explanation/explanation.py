"""A service explained before any run: its journey, the load of its teams, its bottleneck, and what formulas expect."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from pydantic_core import to_jsonable_python

from servsim.errors import ServsimError, nearest
from servsim.explanation.loads import share_in_time, workloads
from servsim.explanation.outlook import Goal, Outlook, outlooks
from servsim.explanation.transitions import visits_per_customer
from servsim.scenario.options import BASELINE
from servsim.scenario.reading.document import Document
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.units import MINUTES_PER_DAY, show_time_of_day
from servsim.scenario.variants.origins import Origin, origins


@dataclass(frozen=True)
class Explanation:
    """What can be said about a scenario under one option without simulating it."""

    scenario: Scenario
    """The scenario under the option."""
    option: str
    visits: dict[str, dict[str, float]]
    """Expected visits of one customer by segment and touchpoint, by routing alone."""
    outlooks: list[Outlook]
    """By team in the order of the file, then by time."""
    origins: list[Origin]
    """Where every value comes from; empty when the file is not known."""

    @property
    def bottleneck(self) -> Outlook | None:
        """The team and stretch with the largest offered load per agent; None when nobody comes to a team."""
        busy = [outlook for outlook in self.outlooks if outlook.load > 0]
        return max(busy, key=_pressure, default=None)

    def of_team(self, team: str) -> list[Outlook]:
        """The outlooks of a team, by time."""
        return [outlook for outlook in self.outlooks if outlook.work.team == team]

    def clock_time(self, minutes: float) -> str:
        """A moment, minutes since opening, as a time of day."""
        return show_time_of_day(((self.scenario.clock.open or 0.0) + minutes) % MINUTES_PER_DAY)

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values for JSON: times in minutes, rates per hour, shares from 0 to 1."""
        worst = self.bottleneck
        return {
            "scenario": self.scenario.name,
            "option": self.option,
            "service_level_within_min": self.scenario.service_level.within,
            "bottleneck": None if worst is None else {"team": worst.work.team, "from": self._start(worst)},
            "visits_per_customer": self.visits,
            "teams": {team: [self._summary(outlook) for outlook in self.of_team(team)] for team in self.scenario.teams},
            "values": [
                {"path": one.path, "value": to_jsonable_python(one.value), "kind": one.kind, "from": one.where}
                for one in self.origins
            ],
        }

    def _start(self, outlook: Outlook) -> str:
        return self.clock_time(outlook.work.start)

    def _summary(self, outlook: Outlook) -> dict[str, Any]:
        work = outlook.work
        return {
            "from": self._start(outlook),
            "until": self.clock_time(work.end),
            "agents": work.agents,
            "contacts_per_hour": 60.0 * outlook.contacts,
            "handling_mean_min": work.handling,
            "handling_cv": work.handling_cv,
            "offered_load_erlang": outlook.load,
            "occupancy_offered": outlook.occupancy,
            "formula": outlook.formula,
            "settled": outlook.settled,
            "wait_mean_min": outlook.wait,
            "wait_mean_by_priority_min": {str(rank): wait for rank, wait in outlook.waits},
            "abandonment": outlook.abandonment,
            "turned_away": outlook.turned_away,
            "service_level": outlook.service_level,
            "backlog_at_end": outlook.backlog,
        }


def explain(scenario: Scenario, option: str = BASELINE, document: Document | None = None) -> Explanation:
    """Explain a scenario under an option; ``document``, the file it was read from, tells where values come from.

    Raises ServsimError for an unknown option.
    """
    if option != BASELINE and option not in scenario.options:
        raise ServsimError(f'unknown option "{option}"; {nearest(option, tuple(scenario.options))}')
    variant = scenario.option(option)
    redial = variant.redial
    in_time = 1.0 if redial is None else share_in_time(variant, redial.delay)
    goal = Goal(variant.service_level.within, redial, in_time)
    return Explanation(
        scenario=variant,
        option=option,
        visits=dict(_visits(variant)),
        outlooks=outlooks(workloads(variant), goal),
        origins=[] if document is None else origins(scenario, document, option),
    )


def _visits(scenario: Scenario) -> Iterator[tuple[str, dict[str, float]]]:
    table = visits_per_customer(scenario)
    for segment, row in zip(scenario.segments, table.tolist(), strict=True):
        yield segment, dict(zip(scenario.touchpoints, row, strict=True))


def _pressure(outlook: Outlook) -> float:
    return inf if outlook.occupancy is None else outlook.occupancy
