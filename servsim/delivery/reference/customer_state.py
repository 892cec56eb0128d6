"""A customer on the way through the journey: where, how often there before, and what comes next."""

from typing import TYPE_CHECKING

from servsim.delivery.plan.plan import NOBODY
from servsim.delivery.rules.outcomes import PATIENCE, SERVED
from servsim.delivery.rules.returning import decides_to, may_complain, may_redial, may_repeat

if TYPE_CHECKING:
    from servsim.delivery.reference.recorder import Encounter, Recorder


class CustomerState:
    """A customer on the way: where, how often there before, and with which issue."""

    __slots__ = ("attempt", "complained", "contacts", "customer", "issue", "recorder", "redials", "repeats", "segment", "step", "touchpoint", "visits")  # fmt: skip # noqa: E501

    def __init__(self, recorder: "Recorder", customer: int, touchpoint: int) -> None:
        self.recorder = recorder
        self.customer = customer
        self.segment = recorder.segment[customer]
        self.touchpoint = touchpoint
        self.contacts: dict[int, int] = {}
        self.visits: dict[int, int] = {touchpoint: 1}
        self.issue: int | None = None
        self.attempt = self.step = self.repeats = self.redials = 0
        self.complained = False

    @property
    def gone(self) -> bool:
        """Whether the journey is over, at least for now."""
        return self.touchpoint == NOBODY

    def complain(self, probability: float) -> float | None:
        """Who is gone may come again once, to complain: minutes until then, or None."""
        tables, rule = self.recorder.tables, self.recorder.plan.complaining
        if not may_complain(self.gone, self.complained):
            return None
        if not decides_to(tables["complain"][self.customer], probability):
            return None
        self.complained = True
        self.touchpoint = rule.touchpoint
        self.issue = None
        self.attempt = 0
        delay: float = tables["complain_delay"][self.customer]
        return rule.delay * delay

    def move_on(self, encounter: "Encounter") -> float | None:
        """Decide what comes next: minutes until coming back, or None after walking on (to nowhere: leaving)."""
        if encounter.cause == SERVED:
            pause = None if encounter.served.resolved else self._repeat(encounter)
            if pause is None:
                self._walk_on(encounter)
            return pause
        pause = self._redial(encounter) if encounter.cause == PATIENCE else None
        if pause is None:
            self.touchpoint = NOBODY
        return pause

    def _repeat(self, encounter: "Encounter") -> float | None:
        """Minutes until the customer comes back with the unresolved issue; None when that does not happen."""
        rule, recorder = self.recorder.plan.returning, self.recorder
        if not may_repeat(encounter.served.resolved, self.repeats, rule.repeats_at_most):
            return None
        if not decides_to(recorder.drawn("repeat", encounter), rule.repeat_probability):
            return None
        self.repeats += 1
        self.attempt += 1
        self.issue = encounter.issue
        return rule.repeat_delay * recorder.drawn("repeat_delay", encounter)

    def _redial(self, encounter: "Encounter") -> float | None:
        """Minutes until the customer who gave up tries again; None when that does not happen."""
        rule, recorder = self.recorder.plan.returning, self.recorder
        if not may_redial(self.redials, rule.redials_at_most):
            return None
        if not decides_to(recorder.drawn("redial", encounter), rule.redial_probability):
            return None
        self.redials += 1
        self.issue = encounter.issue
        return rule.redial_delay * recorder.drawn("redial_delay", encounter)

    def _walk_on(self, encounter: "Encounter") -> None:
        self.issue = None
        self.attempt = 0
        goal = self.recorder.next_touchpoint(encounter)
        if goal != NOBODY:
            visits = self.visits.get(goal, 0) + 1
            self.visits[goal] = visits
            if visits > self.recorder.visits_at_most[goal]:
                goal = NOBODY
        self.touchpoint = goal
