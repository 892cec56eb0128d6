"""The counters, and the KPIs made of them, each declared once. Texts stand in the catalogue (``kpi.NAME``).

The vocabulary lives with the scenario because targets name KPIs; the numbers are computed in :mod:`servsim.measures`.
Their order here is that of columns and tables.
"""

from typing import get_args

from servsim.scenario.kpis.kpi import Better, Counter, Headline, Indifference, Kpi, ScopeKind, Unit, names

__all__ = ["COUNTERS", "ENCOUNTER_COUNTERS", "JOURNEY_COUNTERS", "KPIS", "Better", "Kpi", "Unit", "headlines"]

# What is added up over a replication. Counters of encounters are filled in measures/counting/accumulate.py, those of
# journeys in measures/counting/journeys.py; customers count once in each scope.
ENCOUNTER_COUNTERS: tuple[Counter, ...] = (
    Counter("contacts", "1"),
    Counter("present", "minutes from joining to the end, when it has one"),
    Counter("decided", "1 when it was over at the end of the replication"),
    Counter("abandoned", "1 when the customer gave up waiting"),
    Counter("balked", "1 when the customer walked past"),
    Counter("closed", "1 when there was no room, or the doors were closed"),
    Counter("within", "1 when it was served within the stated wait"),
    Counter("waited", "1 when the customer waited for a team, however shortly"),
    Counter("wait", "minutes of that wait"),
    Counter("answered", "1 when the customer waited for a team and was served"),
    Counter("answer_wait", "minutes of that wait"),
    Counter("served", "1 when it was served to the end"),
    Counter("handling", "minutes of handling"),
    Counter("quality", "quality delivered, 0..1"),
    Counter("missed", "1 when the deviation from the need lay beyond the functional limits"),
    Counter("made", "1 when a defect was made"),
    Counter("caught", "1 when a defect was made and caught"),
    Counter("met", "1 when a defect reached the customer"),
    Counter("first", "1 when the issue had not come back before"),
    Counter("resolved", "1 when such a first contact resolved it"),
    Counter("rated", "1 when the customer judged it"),
    Counter("rated_waited", "1 when the customer judged it and had queued"),
    Counter("too_long", "1 when such a wait felt longer than tolerated"),
    Counter("gap", "weighted SERVQUAL gap, scale points"),
    Counter("servperf", "weighted perception, 1..7"),
    Counter("satisfaction", "satisfaction, -1..1"),
    Counter("csat", "stars, 1..5"),
    Counter("net", "100 for a promoter, -100 for a detractor"),
    Counter("responded", "1 when the survey was answered"),
    Counter("csat_measured", "stars of an answer"),
    Counter("net_measured", "promoter points of an answer"),
    Counter("complaining", "probability of a complaint"),
    Counter("knowledge", "gap 1, scale points"),
    Counter("standards", "gap 2, scale points"),
    Counter("delivery", "gap 3, scale points"),
    Counter("communication", "gap 4, scale points"),
    Counter("ceiling", "what an ideal standard misses or exceeds, scale points"),
    Counter("adequacy", "weighted perception minus adequate level, scale points"),
    Counter("below", "1 when that was negative"),
    Counter("rework", "minutes of mending what went wrong"),
    Counter("repeated", "other minutes of contacts about what had not been solved"),
    Counter("perceived_reliability", "perception, 1..7"),
    Counter("perceived_responsiveness", "perception, 1..7"),
    Counter("perceived_assurance", "perception, 1..7"),
    Counter("perceived_empathy", "perception, 1..7"),
    Counter("perceived_tangibles", "perception, 1..7"),
    Counter("gap_reliability", "perception minus desired level, scale points"),
    Counter("gap_responsiveness", "perception minus desired level, scale points"),
    Counter("gap_assurance", "perception minus desired level, scale points"),
    Counter("gap_empathy", "perception minus desired level, scale points"),
    Counter("gap_tangibles", "perception minus desired level, scale points"),
)
JOURNEY_COUNTERS: tuple[Counter, ...] = (
    Counter("journeys", "1"),
    Counter("journey_satisfaction", "satisfaction with the whole, -1..1"),
    Counter("returning", "probability of coming back"),
    Counter("complaints", "1 when it was complained about"),
    Counter("recovered", "1 when that complaint was answered with success"),
    Counter("recovered_quickly", "1 when that was quick"),
    Counter("completed", "1 when its last encounter was served to the end"),
)
CUSTOMER_COUNTERS: tuple[Counter, ...] = (Counter("customers", "1 for a customer not seen in this scope before"),)
COUNTERS = names(ENCOUNTER_COUNTERS + CUSTOMER_COUNTERS + JOURNEY_COUNTERS)
"""All that a numerator or denominator may name, in the order of the columns of a counted table."""

WHOLE: tuple[ScopeKind, ...] = ("all",)
JOURNEYS: tuple[ScopeKind, ...] = ("all", "segment")
"""A journey belongs to no touchpoint, team or hour."""
STAFFING: tuple[ScopeKind, ...] = ("all", "team")
NOT_BY_HOUR: tuple[ScopeKind, ...] = ("all", "segment", "touchpoint", "team")
VARIANCE = Indifference(relative=0.02)

KPIS: dict[str, Kpi] = {
    kpi.name: kpi
    for kpi in (
        Kpi("customers", "count", "neither", "wait", "customers"),
        Kpi("contacts", "count", "neither", "wait", "contacts"),
        Kpi("served", "count", "higher", "wait", "served"),
        Kpi("lost_rate", "share", "lower", "wait", "abandoned + balked + closed", "decided", headline="table"),
        Kpi("wait_mean", "min", "lower", "wait", "wait", "waited", headline="summary"),
        Kpi("wait_p50", "min", "lower", "wait"),
        Kpi("wait_p90", "min", "lower", "wait", headline="main"),
        Kpi("wait_p95", "min", "lower", "wait"),
        Kpi("asa", "min", "lower", "wait", "answer_wait", "answered"),
        Kpi("service_level", "share", "higher", "wait", "within", "decided", headline="table"),
        Kpi("wait_too_long", "share", "lower", "wait", "too_long", "rated_waited", headline="table"),
        Kpi("abandonment_rate", "share", "lower", "wait", "abandoned", "decided", headline="summary"),
        Kpi("balk_rate", "share", "lower", "wait", "balked", "decided", headline="summary"),
        Kpi("turned_away_rate", "share", "lower", "wait", "closed", "decided", headline="table"),
        Kpi("journey_mean", "min", "lower", "wait", "present", "customers"),
        Kpi("occupancy", "share", "neither", "delivery", headline="table", scopes=STAFFING),
        Kpi("aht", "min", "neither", "delivery", "handling", "served", headline="table"),
        Kpi("overtime", "h", "lower", "delivery", scopes=STAFFING),
        Kpi("quality", "score", "higher", "quality", "quality", "served", headline="table"),
        Kpi(
            "quality_variance",
            "score",
            "lower",
            "quality",
            headline="main",
            scopes=NOT_BY_HOUR,
            own_indifference=VARIANCE,
        ),
        Kpi(
            "quality_between",
            "score",
            "lower",
            "quality",
            headline="table",
            scopes=NOT_BY_HOUR,
            own_indifference=VARIANCE,
        ),
        Kpi("quality_within", "score", "lower", "quality", scopes=NOT_BY_HOUR, own_indifference=VARIANCE),
        Kpi("needs_missed", "share", "lower", "quality", "missed", "served", headline="table"),
        Kpi("defects_made", "share", "lower", "quality", "made", "served"),
        Kpi("defects_caught", "share", "neither", "quality", "caught", "served"),
        Kpi("defects_felt", "share", "lower", "quality", "met", "served", headline="table"),
        Kpi("fcr", "share", "higher", "quality", "resolved", "first", headline="table"),
        Kpi("servqual_gap", "gap", "higher", "servqual", "gap", "rated", headline="table"),
        Kpi("gap_knowledge", "gap", "higher", "servqual", "knowledge", "rated"),
        Kpi("gap_standards", "gap", "higher", "servqual", "standards", "rated"),
        Kpi("gap_delivery", "gap", "higher", "servqual", "delivery", "rated"),
        Kpi("gap_communication", "gap", "higher", "servqual", "communication", "rated"),
        Kpi("gap_ceiling", "gap", "higher", "servqual", "ceiling", "rated"),
        Kpi("adequacy", "gap", "higher", "servqual", "adequacy", "rated"),
        Kpi("below_adequate", "share", "lower", "servqual", "below", "rated"),
        Kpi("servperf", "perception", "higher", "servqual", "servperf", "rated"),
        Kpi("perceived_reliability", "perception", "higher", "servqual", "perceived_reliability", "rated"),
        Kpi("perceived_responsiveness", "perception", "higher", "servqual", "perceived_responsiveness", "rated"),
        Kpi("perceived_assurance", "perception", "higher", "servqual", "perceived_assurance", "rated"),
        Kpi("perceived_empathy", "perception", "higher", "servqual", "perceived_empathy", "rated"),
        Kpi("perceived_tangibles", "perception", "higher", "servqual", "perceived_tangibles", "rated"),
        Kpi("gap_reliability", "gap", "higher", "servqual", "gap_reliability", "rated"),
        Kpi("gap_responsiveness", "gap", "higher", "servqual", "gap_responsiveness", "rated"),
        Kpi("gap_assurance", "gap", "higher", "servqual", "gap_assurance", "rated"),
        Kpi("gap_empathy", "gap", "higher", "servqual", "gap_empathy", "rated"),
        Kpi("gap_tangibles", "gap", "higher", "servqual", "gap_tangibles", "rated"),
        Kpi("satisfaction", "satisfaction", "higher", "satisfaction", "satisfaction", "rated"),
        Kpi("csat", "csat", "higher", "satisfaction", "csat", "rated", headline="main"),
        Kpi("csat_measured", "csat", "higher", "satisfaction", "csat_measured", "responded", headline="table"),
        Kpi("nps", "nps", "higher", "satisfaction", "net", "rated", headline="table"),
        Kpi("nps_measured", "nps", "higher", "satisfaction", "net_measured", "responded"),
        Kpi("csat_bias", "gap", "neither", "satisfaction", minus=("csat_measured", "csat")),
        Kpi("nps_bias", "nps", "neither", "satisfaction", minus=("nps_measured", "nps")),
        Kpi("response_rate", "share", "neither", "satisfaction", "responded", "rated"),
        Kpi("journeys", "count", "neither", "satisfaction", "journeys", scopes=JOURNEYS),
        Kpi(
            "journey_satisfaction",
            "satisfaction",
            "higher",
            "satisfaction",
            "journey_satisfaction",
            "journeys",
            scopes=JOURNEYS,
        ),
        Kpi(
            "return_rate", "share", "higher", "satisfaction", "returning", "journeys", headline="table", scopes=JOURNEYS
        ),
        Kpi("complaint_rate", "share", "lower", "satisfaction", "complaining", "rated"),
        Kpi(
            "complaints",
            "count",
            "lower",
            "satisfaction",
            "complaints",
            headline="table",
            scopes=JOURNEYS,
            needs="complaints",
        ),
        Kpi(
            "recovery_rate",
            "share",
            "higher",
            "satisfaction",
            "recovered",
            "complaints",
            headline="table",
            scopes=JOURNEYS,
            needs="complaints",
        ),
        Kpi(
            "quick_recovery_rate",
            "share",
            "higher",
            "satisfaction",
            "recovered_quickly",
            "complaints",
            scopes=JOURNEYS,
            needs="complaints",
        ),
        Kpi("customers_churned", "count", "lower", "loyalty", scopes=WHOLE),
        Kpi("customer_base_next", "count", "higher", "loyalty", scopes=WHOLE),
        Kpi("customer_base_settled", "count", "higher", "loyalty", scopes=WHOLE),
        Kpi("clv", "money", "higher", "loyalty", scopes=WHOLE),
        Kpi("labour_cost", "money", "lower", "cost", headline="main", scopes=STAFFING),
        Kpi("cost_per_contact", "money", "lower", "cost", headline="table", scopes=STAFFING),
        Kpi("revenue", "money", "higher", "cash", scopes=WHOLE),
        Kpi("overtime_premium", "money", "lower", "cash", scopes=WHOLE),
        Kpi("programme_cost", "money", "lower", "cash", scopes=WHOLE),
        Kpi("survey_and_audit_cost", "money", "lower", "cash", scopes=WHOLE),
        Kpi("compensation_cost", "money", "lower", "cash", scopes=WHOLE),
        Kpi("waiting_cost", "money", "lower", "cash", scopes=WHOLE),
        Kpi("profit", "money", "higher", "cash", headline="table", scopes=WHOLE),
        Kpi("value", "money", "higher", "cash", scopes=WHOLE),
        Kpi("cost_prevention", "money", "neither", "quality_cost", scopes=WHOLE),
        Kpi("cost_appraisal", "money", "neither", "quality_cost", scopes=WHOLE),
        Kpi("cost_internal_failure", "money", "lower", "quality_cost", scopes=WHOLE),
        Kpi("cost_external_failure", "money", "lower", "quality_cost", scopes=WHOLE),
        Kpi("cost_of_churn", "money", "lower", "quality_cost", scopes=WHOLE),
        Kpi("cost_of_quality", "money", "lower", "quality_cost", headline="table", scopes=WHOLE),
    )
}


def headlines(level: Headline) -> tuple[str, ...]:
    """The KPIs that stand at least as far to the front as a level, in their order."""
    levels: tuple[Headline, ...] = get_args(Headline)
    return tuple(name for name, kpi in KPIS.items() if levels.index(kpi.headline) >= levels.index(level))
