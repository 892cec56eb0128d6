"""One simulated replication with all it was made from, and what the laws ask of it."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from servsim.delivery import Plan, compile_plan, engine
from servsim.delivery.hooks import Hook
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.reference.durations import patience
from servsim.delivery.reference.service import simulate as by_simpy
from servsim.delivery.rules.outcomes import Outcome
from servsim.demand import Draws, draw_customers
from servsim.scenario import Scenario
from tests.laws.hearing import Anger

Engine = Callable[[Plan, Draws, Hook | None], EncounterLog]
ENGINES: dict[str, Engine] = {"simpy": by_simpy, "compiled": engine("compiled")}
DAY = 1440.0
SEED = 11


@dataclass(frozen=True)
class Run:
    """A replication; times in minutes, infinite for what had not happened when it ended."""

    scenario: Scenario
    plan: Plan
    draws: Draws
    log: EncounterLog

    @cached_property
    def horizon(self) -> float:
        clock = self.scenario.clock
        return clock.days * DAY if clock.never_closes else np.inf

    @cached_property
    def team(self) -> np.ndarray:
        """Team of each encounter, -1 for self-service."""
        names = list(self.scenario.teams)
        of = [-1 if part.team is None else names.index(part.team) for part in self.scenario.touchpoints.values()]
        return np.asarray(of, dtype=np.int64)[self.log.touchpoint]

    @cached_property
    def started(self) -> np.ndarray:
        return np.where(np.isnan(self.log.started), np.inf, self.log.started)

    @cached_property
    def ended(self) -> np.ndarray:
        return np.where(np.isnan(self.log.ended), np.inf, self.log.ended)

    @cached_property
    def left_queue(self) -> np.ndarray:
        """When each encounter stopped waiting: handling started or the customer left."""
        return np.minimum(self.started, self.ended)

    @cached_property
    def in_queue(self) -> np.ndarray:
        """Encounters that found no idle agent and joined the line (perhaps for no time at all)."""
        return self.log.joined_queue & (self.team >= 0)

    @cached_property
    def priority(self) -> np.ndarray:
        of = np.asarray([segment.priority for segment in self.scenario.segments.values()])
        return of[self.log.segment]

    @cached_property
    def contact_row(self) -> np.ndarray:
        """Row of each encounter in the tables of draws."""
        return self.plan.journey.first_contact[self.log.touchpoint] + self.log.contact

    def drawn(self, table: np.ndarray) -> np.ndarray:
        """The draws of each encounter from a (contacts, customers) table."""
        return table[self.contact_row, self.log.customer]

    @cached_property
    def patience(self) -> np.ndarray:
        """(contacts, customers) minutes."""
        return patience(self.plan, self.draws)

    @cached_property
    def came_in(self) -> np.ndarray:
        """Encounters of customers who came from outside, for the first time or again; the others walked on."""
        result, before = np.ones(len(self.log), dtype=bool), {}
        for row, customer in enumerate(self.log.customer.tolist()):
            result[row] = customer not in before or bool(self.log.comes_back[before[customer]])
            before[customer] = row
        return result

    @cached_property
    def complaint(self) -> np.ndarray:
        """Encounters with which a customer comes to complain."""
        return (self.log.touchpoint == self.plan.complaining.touchpoint) & (self.log.contact == 0)

    def rows_of(self, team: int) -> np.ndarray:
        return np.flatnonzero(self.team == team)

    def open_at(self, instant: float) -> bool:
        """Whether the doors are open at an instant: from opening on, no more at closing time."""
        clock = self.scenario.clock
        return clock.never_closes or any(opened <= instant < closed for opened, closed in clock.openings())

    @cached_property
    def roster(self) -> list[tuple[list[float], list[int]]]:
        """For each team the instants from which on numbers of agents are on duty."""
        return [self._roster_of(name) for name in self.scenario.teams]

    def _roster_of(self, team: str) -> tuple[list[float], list[int]]:
        clock = self.scenario.clock
        times, agents = [-np.inf], [0]
        goes_home = not clock.never_closes and clock.at_close != "serve_those_inside"
        for opened, closed in clock.openings():
            for step in clock.steps(self.scenario.teams[team].agents):
                times.append(opened + step.start)
                agents.append(int(step.value))
            if goes_home:
                times.append(closed)
                agents.append(0)
        order = sorted(range(len(times)), key=lambda place: times[place])
        return [times[place] for place in order], [agents[place] for place in order]

    def on_duty(self, team: int, instant: float) -> int:
        """Agents on duty after all changes of this instant."""
        times, agents = self.roster[team]
        return agents[bisect_right(times, instant) - 1]

    def on_duty_since(self, team: int, place: int, instant: float) -> float:
        """When the agent at this place of the team last came on duty."""
        times, agents = self.roster[team]
        for change in range(bisect_right(times, instant) - 1, 0, -1):
            if agents[change - 1] <= place < agents[change]:
                return times[change]
        return -np.inf

    def outcome(self, *outcomes: Outcome) -> np.ndarray:
        return np.isin(self.log.outcome, [int(outcome) for outcome in outcomes])


def run_of(scenario: Scenario, engine: str = "simpy", replication: int = 0) -> Run:
    """Draw, compile and simulate."""
    plan, draws = compile_plan(scenario), draw_customers(scenario, SEED, replication)
    return Run(scenario, plan, draws, ENGINES[engine](plan, draws, hook_of(scenario)))


def hook_of(scenario: Scenario) -> Anger | None:
    """Who decides about complaints, where the scenario has them."""
    return None if scenario.complaints is None else Anger()
