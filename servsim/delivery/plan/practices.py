"""How touchpoints are run: strengths of effects, dials with their anchor, and the work that handling takes."""

from math import log

import numpy as np

from servsim.delivery.encounter.dials import IMPOSSIBLE, Dials, Effects, mean_distance, time_factor
from servsim.demand.expected_visits import expected_visits
from servsim.scenario.parts.work import practised, spread_ratio, work_family
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.distributions import Family


def effects_of(scenario: Scenario) -> Effects:
    """The strengths of all effects."""
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


def dials_of(
    scenario: Scenario, effects: Effects
) -> tuple[tuple[tuple[Dials, ...], ...], tuple[tuple[Family, ...], ...]]:
    """[touchpoint][segment]: how the touchpoint is run, and the family from which its work is drawn."""
    pairs = [_at_touchpoint(scenario, name, effects) for name in scenario.touchpoints]
    return tuple(row for row, _ in pairs), tuple(families for _, families in pairs)


def _at_touchpoint(scenario: Scenario, name: str, effects: Effects) -> tuple[tuple[Dials, ...], tuple[Family, ...]]:
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
            Dials(
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
