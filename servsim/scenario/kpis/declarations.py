"""The KPIs by name: unit, direction and place. Labels and definitions stand in the catalogue of texts (``kpi.NAME``).

The vocabulary lives with the scenario because targets name KPIs; the numbers are computed in :mod:`servsim.study`.
"""

from typing import Literal, NamedTuple

Unit = Literal["count", "min", "h", "share", "score", "csat", "nps", "perception", "gap", "satisfaction", "money"]
Better = Literal["lower", "higher", "neither"]


class Kpi(NamedTuple):
    """A KPI: its unit, which direction is better, and the group it is shown in."""

    name: str
    unit: Unit
    better: Better
    group: Literal["wait", "delivery", "quality", "servqual", "satisfaction", "loyalty", "cost", "cash", "quality_cost"]


KPIS: dict[str, Kpi] = {
    kpi.name: kpi
    for kpi in (
        Kpi("customers", "count", "neither", "wait"),
        Kpi("contacts", "count", "neither", "wait"),
        Kpi("served", "count", "higher", "wait"),
        Kpi("lost_rate", "share", "lower", "wait"),
        Kpi("wait_mean", "min", "lower", "wait"),
        Kpi("wait_p50", "min", "lower", "wait"),
        Kpi("wait_p90", "min", "lower", "wait"),
        Kpi("wait_p95", "min", "lower", "wait"),
        Kpi("asa", "min", "lower", "wait"),
        Kpi("service_level", "share", "higher", "wait"),
        Kpi("wait_too_long", "share", "lower", "wait"),
        Kpi("abandonment_rate", "share", "lower", "wait"),
        Kpi("balk_rate", "share", "lower", "wait"),
        Kpi("turned_away_rate", "share", "lower", "wait"),
        Kpi("journey_mean", "min", "lower", "wait"),
        Kpi("occupancy", "share", "neither", "delivery"),
        Kpi("aht", "min", "neither", "delivery"),
        Kpi("overtime", "h", "lower", "delivery"),
        Kpi("quality", "score", "higher", "quality"),
        Kpi("quality_variance", "score", "lower", "quality"),
        Kpi("quality_between", "score", "lower", "quality"),
        Kpi("quality_within", "score", "lower", "quality"),
        Kpi("needs_missed", "share", "lower", "quality"),
        Kpi("defects_made", "share", "lower", "quality"),
        Kpi("defects_caught", "share", "neither", "quality"),
        Kpi("defects_felt", "share", "lower", "quality"),
        Kpi("fcr", "share", "higher", "quality"),
        Kpi("servqual_gap", "gap", "higher", "servqual"),
        Kpi("gap_knowledge", "gap", "higher", "servqual"),
        Kpi("gap_standards", "gap", "higher", "servqual"),
        Kpi("gap_delivery", "gap", "higher", "servqual"),
        Kpi("gap_communication", "gap", "higher", "servqual"),
        Kpi("gap_ceiling", "gap", "higher", "servqual"),
        Kpi("adequacy", "gap", "higher", "servqual"),
        Kpi("below_adequate", "share", "lower", "servqual"),
        Kpi("servperf", "perception", "higher", "servqual"),
        Kpi("perceived_reliability", "perception", "higher", "servqual"),
        Kpi("perceived_responsiveness", "perception", "higher", "servqual"),
        Kpi("perceived_assurance", "perception", "higher", "servqual"),
        Kpi("perceived_empathy", "perception", "higher", "servqual"),
        Kpi("perceived_tangibles", "perception", "higher", "servqual"),
        Kpi("gap_reliability", "gap", "higher", "servqual"),
        Kpi("gap_responsiveness", "gap", "higher", "servqual"),
        Kpi("gap_assurance", "gap", "higher", "servqual"),
        Kpi("gap_empathy", "gap", "higher", "servqual"),
        Kpi("gap_tangibles", "gap", "higher", "servqual"),
        Kpi("satisfaction", "satisfaction", "higher", "satisfaction"),
        Kpi("csat", "csat", "higher", "satisfaction"),
        Kpi("csat_measured", "csat", "higher", "satisfaction"),
        Kpi("nps", "nps", "higher", "satisfaction"),
        Kpi("nps_measured", "nps", "higher", "satisfaction"),
        Kpi("csat_bias", "gap", "neither", "satisfaction"),
        Kpi("nps_bias", "nps", "neither", "satisfaction"),
        Kpi("response_rate", "share", "neither", "satisfaction"),
        Kpi("journeys", "count", "neither", "satisfaction"),
        Kpi("journey_satisfaction", "satisfaction", "higher", "satisfaction"),
        Kpi("return_rate", "share", "higher", "satisfaction"),
        Kpi("complaint_rate", "share", "lower", "satisfaction"),
        Kpi("complaints", "count", "lower", "satisfaction"),
        Kpi("recovery_rate", "share", "higher", "satisfaction"),
        Kpi("quick_recovery_rate", "share", "higher", "satisfaction"),
        Kpi("customers_churned", "count", "lower", "loyalty"),
        Kpi("customer_base_next", "count", "higher", "loyalty"),
        Kpi("customer_base_settled", "count", "higher", "loyalty"),
        Kpi("clv", "money", "higher", "loyalty"),
        Kpi("labour_cost", "money", "lower", "cost"),
        Kpi("cost_per_contact", "money", "lower", "cost"),
        Kpi("revenue", "money", "higher", "cash"),
        Kpi("overtime_premium", "money", "lower", "cash"),
        Kpi("programme_cost", "money", "lower", "cash"),
        Kpi("survey_and_audit_cost", "money", "lower", "cash"),
        Kpi("compensation_cost", "money", "lower", "cash"),
        Kpi("waiting_cost", "money", "lower", "cash"),
        Kpi("profit", "money", "higher", "cash"),
        Kpi("value", "money", "higher", "cash"),
        Kpi("cost_prevention", "money", "neither", "quality_cost"),
        Kpi("cost_appraisal", "money", "neither", "quality_cost"),
        Kpi("cost_internal_failure", "money", "lower", "quality_cost"),
        Kpi("cost_external_failure", "money", "lower", "quality_cost"),
        Kpi("cost_of_churn", "money", "lower", "quality_cost"),
        Kpi("cost_of_quality", "money", "lower", "quality_cost"),
    )
}
