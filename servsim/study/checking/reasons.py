"""What formulas leave out of a team: why a simulated wait may differ from what they say."""

from collections.abc import Iterator
from math import isclose

import numpy as np

from servsim.delivery.plan.customers import patience_family
from servsim.delivery.plan.plan import Plan
from servsim.explanation.loads import Workload
from servsim.explanation.outlook import Outlook
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.families import Exponential

LONGER, SHORTER = ("fall", "overnight"), ("rise", "sent_home", "room")
"""What works in one direction only: a queue left over makes waits longer, also one that waits for the next opening; one
that has yet to build up makes them shorter, and so do going home in the middle of a wait and a room that is full."""
NONE_APPLIES = ("overload", "unsettled")
"""Where no formula for a lasting state says anything."""
REASONS = (
    *NONE_APPLIES, "rise", "fall", "days", "pressure", "paces", "groups", "fed", "back", "complaints", "priorities",
    "patience", "handling", "sent_home", "overnight", "room",
)  # fmt: skip
NOTICED = 0.005
"""Share of a stretch from which on it matters how long a queue remembers (assumption)."""
EXPONENTIAL_CV, TESTED_CV = 1.0, 2.0
"""The CV of exponential handling times, and the largest for which the two-moment formula was tested."""
ASSUME_EXPONENTIAL = ("erlang_a", "balking", "finite_room", "priorities")


def reasons(scenario: Scenario, plan: Plan, outlook: Outlook, before: Outlook | None) -> tuple[str, ...]:
    """Why the simulated wait of a team in a stretch may differ from its formula; ``before`` is the stretch before."""
    work = outlook.work
    found = {
        *_of_the_stretch(outlook, before), *_of_the_service(scenario, work), *_of_the_touchpoints(scenario, plan, work)
    }  # fmt: skip
    return tuple(reason for reason in REASONS if reason in found)


def relevant(why: tuple[str, ...], *, longer: bool) -> tuple[str, ...]:
    """Why no formula applies, else the reasons that can make the simulated waits longer (or shorter) than it says."""
    none = tuple(reason for reason in why if reason in NONE_APPLIES)
    return none or tuple(reason for reason in why if reason not in (SHORTER if longer else LONGER))


def _of_the_stretch(outlook: Outlook, before: Outlook | None) -> Iterator[str]:
    if outlook.formula == "fluid":
        yield "overload"
    if not outlook.settled:
        yield "unsettled"
    was, now = (one.wait or 0.0 if one else 0.0 for one in (before, outlook))
    if _remembers(outlook, was) and not isclose(was, now):
        yield "rise" if was < now else "fall"
    if _other_handling(outlook):
        yield "handling"
    if len(outlook.waits) > 1 and outlook.work.agents > 1:
        yield "priorities"
    if outlook.formula == "erlang_a" and outlook.work.queue_limit is not None:
        yield "room"
    if outlook.work.clumping != EXPONENTIAL_CV:
        yield "groups"


def _remembers(outlook: Outlook, was: float) -> bool:
    """Whether it can be seen in the mean wait that there was another one (minutes) before."""
    minutes, now = outlook.work.minutes, outlook.wait or 0.0
    left_over = 0.5 * was * was / minutes  # who comes while the old queue is worked off waits half of it on average
    slow = outlook.relaxation > NOTICED * minutes or not outlook.relaxation
    return slow or left_over > NOTICED * now


def _other_handling(outlook: Outlook) -> bool:
    """Whether handling times are not as variable as the formula takes them to be."""
    cv = outlook.work.handling_cv
    if outlook.formula == "two_moment":
        return cv > TESTED_CV
    return outlook.formula in ASSUME_EXPONENTIAL and not isclose(cv, EXPONENTIAL_CV, rel_tol=1e-9)


def _of_the_service(scenario: Scenario, work: Workload) -> Iterator[str]:
    if any(part.arrivals.day_to_day_cv > 0 or part.arrivals.replay for part in scenario.segments.values()):
        yield "days"
    if _felt(scenario):
        yield "pressure"
    if scenario.teams[work.team].speed_cv > 0 and work.agents > 1:
        yield "paces"
    if scenario.repeat is not None or scenario.redial is not None:
        yield "back"
    if scenario.clock.at_close == "send_home" and not scenario.clock.never_closes:
        yield "sent_home"
    if scenario.clock.at_close == "keep_waiting" and not scenario.clock.never_closes:
        yield "overnight"


def _of_the_touchpoints(scenario: Scenario, plan: Plan, work: Workload) -> Iterator[str]:
    taken = {name: j for j, (name, part) in enumerate(scenario.touchpoints.items()) if part.team == work.team}
    if _fed(plan, list(taken.values())):
        yield "fed"
    if plan.complaining.touchpoint in taken.values():
        yield "complaints"
    families = [patience_family(scenario, name, segment) for name in taken for segment in scenario.segments]
    if any(families) and not all(one == families[0] and isinstance(one, Exponential) for one in families):
        yield "patience"


def _felt(scenario: Scenario) -> bool:
    """Whether pressure or overwork changes what a team gets done."""
    load, defect = scenario.load, scenario.defect
    work = load.speed_up or load.overwork_slowdown or load.discretion_cut
    return bool(work or (defect.rework and (defect.log_or_load or defect.log_or_overwork)))


def _fed(plan: Plan, touchpoints: list[int]) -> bool:
    """Whether customers walk on to these touchpoints from others."""
    shares = np.diff(plan.journey.route, axis=2, prepend=0.0)
    return bool((shares[:, :, touchpoints] > 0).any())
