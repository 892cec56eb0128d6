"""From a scenario to its plan: names become numbers, statements become arrays, the anchor becomes a factor."""

from math import log

import numpy as np

from servsim.delivery.encounter.practice import IMPOSSIBLE, USUAL, Effects, Practice, Staff, mean_distance, time_factor
from servsim.delivery.encounter.routine import Routine, routine_of
from servsim.delivery.plan.plan import (
    KEEP_WAITING,
    NO_LIMIT,
    NOBODY,
    SEND_HOME,
    SERVE_THOSE_INSIDE,
    Complaining,
    Journey,
    Opening,
    Plan,
    Pressure,
    Returning,
    Roster,
    Segments,
    Teams,
)
from servsim.demand.contacts import contact_limits
from servsim.demand.expected_visits import expected_visits
from servsim.scenario import Scenario
from servsim.scenario.parts.work import practised, spread_ratio, work_family
from servsim.scenario.values.distributions import Family

ROUNDING = 1e-6
"""Shares of starts add up to one but for rounding; whoever is drawn in the last hair starts where the last ones do."""
AT_CLOSE = {"serve_those_inside": SERVE_THOSE_INSIDE, "send_home": SEND_HOME, "keep_waiting": KEEP_WAITING}


def compile_plan(scenario: Scenario) -> Plan:
    """The plan of a scenario; handling times and defects are anchored where the baseline measured them."""
    effects = _effects(scenario)
    practice, work = _practices(scenario, effects)
    return Plan(
        opening=_opening(scenario),
        roster=_roster(scenario),
        teams=_teams(scenario),
        journey=_journey(scenario),
        segments=_segments(scenario),
        returning=_returning(scenario),
        complaining=_complaining(scenario),
        pressure=Pressure(scenario.load.queue_per_agent, scenario.load.overwork_above, scenario.load.overwork_memory),
        effects=effects,
        practice=practice,
        routine=_routines(scenario, practice, effects),
        work=work,
        patience=tuple(
            tuple(patience_family(scenario, touchpoint, segment) for segment in scenario.segments)
            for touchpoint in scenario.touchpoints
        ),
    )


def patience_family(scenario: Scenario, touchpoint: str, segment: str) -> Family | None:
    """How long a segment waits at a touchpoint; None for ever."""
    here = scenario.touchpoints[touchpoint].patience
    family = here.of(segment) if here is not None else None
    if family is not None:
        return family
    everywhere = scenario.segments[segment].patience
    return None if everywhere is None else everywhere.family


def _opening(scenario: Scenario) -> Opening:
    clock = scenario.clock
    return Opening(
        never_closes=clock.never_closes,
        start=clock.open or 0.0,
        length=clock.open_minutes,
        days=clock.days,
        at_close=AT_CLOSE[clock.at_close],
        horizon=clock.days * 1440.0 if clock.never_closes else float("inf"),
        warm_up=clock.warm_up_minutes,
    )


def _roster(scenario: Scenario) -> Roster:
    clock = scenario.clock
    changes: list[tuple[float, int, int]] = []
    for index, team in enumerate(scenario.teams.values()):
        on_duty = -1
        for opened, closed in clock.openings():
            steps = [(opened + step.start, int(step.value)) for step in clock.steps(team.agents)]
            if not clock.never_closes and clock.at_close != "serve_those_inside":
                steps.append((closed, 0))
            for time, agents in steps:
                if agents != on_duty:
                    changes.append((time, index, agents))
                on_duty = agents
    changes.sort()
    columns = list(zip(*changes, strict=True)) or [(), (), ()]
    return Roster(
        np.asarray(columns[0], dtype=np.float64),
        np.asarray(columns[1], dtype=np.int64),
        np.asarray(columns[2], dtype=np.int64),
    )


def _teams(scenario: Scenario) -> Teams:
    teams = list(scenario.teams.values())
    sizes = [team.largest_roster for team in teams]
    return Teams(
        first_agent=np.cumsum([0, *sizes]),
        queue_limit=np.asarray([NO_LIMIT if team.queue_limit is None else team.queue_limit for team in teams]),
        wage=np.asarray([team.wage for team in teams]),
    )


def _journey(scenario: Scenario) -> Journey:
    places = {name: index for index, name in enumerate(scenario.touchpoints)}
    teams = {name: index for index, name in enumerate(scenario.teams)}
    shape = (len(scenario.segments), len(places))
    start, route = np.zeros(shape), np.zeros((*shape, len(places)))
    for i, segment in enumerate(scenario.segments):
        for goal, share in scenario.journey_start(segment).items():
            start[i, places[goal]] = share
        for name, j in places.items():
            for goal, share in scenario.routes(name, segment).items():
                route[i, j, places[goal]] = share
    contacts = np.asarray(contact_limits(scenario))
    touchpoints = list(scenario.touchpoints.values())
    starts = np.cumsum(start, axis=1)
    starts[starts > 1.0 - ROUNDING] = 1.0
    return Journey(
        team=np.asarray([NOBODY if part.team is None else teams[part.team] for part in touchpoints]),
        start=starts,
        route=np.cumsum(route, axis=2),
        visits_at_most=np.asarray([part.visits_at_most for part in touchpoints]),
        contacts=contacts,
        first_contact=np.cumsum([0, *contacts[:-1]]),
    )


def _segments(scenario: Scenario) -> Segments:
    segments = list(scenario.segments.values())
    balking = [segment.balking for segment in segments]
    return Segments(
        priority=np.asarray([segment.priority for segment in segments]),
        need_mean=np.asarray([segment.needs.mean for segment in segments]),
        need_spread=np.asarray([segment.needs.spread for segment in segments]),
        balk_starts=np.asarray([NO_LIMIT if rule is None else rule.starts_at for rule in balking]),
        balk_certain=np.asarray([2 * NO_LIMIT if rule is None else rule.certain_at for rule in balking]),
    )


def _returning(scenario: Scenario) -> Returning:
    repeat, redial = scenario.repeat, scenario.redial
    return Returning(
        repeat_probability=repeat.probability if repeat else 0.0,
        repeat_delay=repeat.delay if repeat else 1.0,
        repeats_at_most=repeat.attempts_at_most if repeat else 0,
        redial_probability=redial.probability if redial else 0.0,
        redial_delay=redial.delay if redial else 1.0,
        redials_at_most=redial.attempts_at_most if redial else 0,
    )


def _complaining(scenario: Scenario) -> Complaining:
    if scenario.complaints is None:
        return Complaining(NOBODY, 1.0)
    place = list(scenario.touchpoints).index(scenario.complaints.touchpoint)
    return Complaining(place, scenario.complaints.delay)


def _effects(scenario: Scenario) -> Effects:
    time, fit, quality = scenario.time, scenario.fit, scenario.quality
    defect, load = scenario.defect, scenario.load
    return Effects(
        standard_saving=time.standard_saving,
        personal_cost=time.personal_cost,
        distance_cost=time.distance_cost,
        cv_standard=time.cv_standard,
        cv_personal=time.cv_personal,
        rigidity=fit.rigidity,
        improvisation_noise=fit.improvisation_noise,
        need_visibility=fit.need_visibility,
        cut_between=quality.cut_between,
        cut_within=quality.cut_within,
        sd_between=quality.sd_between,
        sd_within=quality.sd_within,
        defect_standard=defect.log_or_standard,
        defect_personal=defect.log_or_personal,
        defect_skill=defect.log_or_skill,
        defect_overwork=defect.log_or_overwork,
        defect_load=defect.log_or_load,
        defect_speed=defect.log_or_speed,
        defect_culture=defect.log_or_culture,
        detect_base=defect.detect_base,
        detect_standard=defect.detect_standard,
        rework=defect.rework,
        discretion_cut=load.discretion_cut,
        load_speedup=load.speed_up,
        overwork_slowdown=load.overwork_slowdown,
        speed_pay=load.speed_pay,
    )


def _logit(probability: float) -> float:
    """Log odds; far outside every effect's reach for probabilities of exactly 0 or 1."""
    if probability in (0.0, 1.0):
        return -IMPOSSIBLE if probability else IMPOSSIBLE
    return log(probability / (1.0 - probability))


def _practices(
    scenario: Scenario, effects: Effects
) -> tuple[tuple[tuple[Practice, ...], ...], tuple[tuple[Family, ...], ...]]:
    """[touchpoint][segment]: how the touchpoint is run, and the family from which its work is drawn."""
    pairs = [_at_touchpoint(scenario, name, effects) for name in scenario.touchpoints]
    return tuple(row for row, _ in pairs), tuple(families for _, families in pairs)


def _routines(
    scenario: Scenario, practice: tuple[tuple[Practice, ...], ...], effects: Effects
) -> tuple[tuple[Routine, ...], ...]:
    """[touchpoint][segment]: what practice, effects and the staff of the touchpoint settle beforehand."""
    teams = [None if part.team is None else scenario.teams[part.team] for part in scenario.touchpoints.values()]
    staff = [USUAL if team is None else Staff(team.skill, team.speed_incentive, team.culture) for team in teams]
    return tuple(
        tuple(routine_of(at_segment, effects, people) for at_segment in at_touchpoint)
        for at_touchpoint, people in zip(practice, staff, strict=True)
    )


def _at_touchpoint(scenario: Scenario, name: str, effects: Effects) -> tuple[tuple[Practice, ...], tuple[Family, ...]]:
    part = scenario.touchpoints[name]
    s_obs, p_obs, target_obs = practised(part, scenario.anchor.touchpoints.get(name, part))
    ratio = spread_ratio(scenario.time, (part.standardization, part.personalization), (s_obs, p_obs))
    observed = _observed_factors(scenario, name, (s_obs, p_obs, target_obs), effects)
    row, families = [], []
    for segment in scenario.segments:
        measured = part.handling.of(segment)
        assert measured is not None
        wider = work_family(measured, ratio)
        families.append(measured if wider is None else wider)
        row.append(
            Practice(
                standardization=part.standardization,
                personalization=part.personalization,
                target=part.target,
                standardization_observed=s_obs,
                personalization_observed=p_obs,
                handling_min=measured.moments().mean,
                time_factor_observed=observed[segment],
                work_cv_ratio=ratio if ratio > 1.0 and wider is not None else 1.0,
                defect_logit=_logit(part.defects),
            )
        )
    return tuple(row), tuple(families)


def _observed_factors(
    scenario: Scenario, touchpoint: str, practised_at: tuple[float, float, float], effects: Effects
) -> dict[str, float]:
    """Mean time factor at the anchor for each segment, over the mix of segments on which a time was measured."""
    s_obs, p_obs, target = practised_at
    anchor = scenario.anchor if touchpoint in scenario.anchor.touchpoints else scenario
    factors = {
        name: time_factor(s_obs, p_obs, mean_distance(part.needs.mean - target, part.needs.spread), effects)
        for name, part in anchor.segments.items()
    }
    if scenario.touchpoints[touchpoint].handling.by_segment is not None:
        own = {
            name: time_factor(s_obs, p_obs, mean_distance(part.needs.mean - target, part.needs.spread), effects)
            for name, part in scenario.segments.items()
        }
        return {**own, **{name: factor for name, factor in factors.items() if name in own}}
    visits = expected_visits(anchor)[:, list(anchor.touchpoints).index(touchpoint)]
    total = float(visits.sum())
    shares = visits / total if total > 0 else np.full(len(factors), 1 / len(factors))
    mean = float(sum(share * factor for share, factor in zip(shares, factors.values(), strict=True)))
    return dict.fromkeys(scenario.segments, mean)
