"""Every KPI as its definition says it, from the table of encounters that users get, one pandas expression each."""

import numpy as np
import pandas as pd

from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.study import Replication

CAUSES = ("gap_knowledge", "gap_standards", "gap_delivery", "gap_communication", "gap_ceiling")
OVER = ("waiting", "in_service")  # not decided when the replication ended


def table_of(done: Replication) -> pd.DataFrame:
    """The encounters of a replication after the warm-up, with what the table for users leaves out."""
    scenario, felt = done.model.scenario, done.feedback
    table = done.encounters()
    table["deviation"] = done.log.deviation
    table["rated"] = felt.rated
    table["too_long"] = felt.waited_too_long
    table["servperf"] = felt.servperf
    table["complains"] = felt.complaint_probability
    for column in (*CAUSES, "weighted_adequacy", "below_adequate"):
        table[column] = getattr(felt, column)
    for place, dimension in enumerate(DIMENSIONS):
        table[f"perceived_{dimension}"] = felt.perceived[:, place]
        table[f"gap_{dimension}"] = felt.gap[:, place]
    table["team"] = table["touchpoint"].map({name: part.team for name, part in scenario.touchpoints.items()})
    since = (table["joined_min"] - (scenario.clock.open or 0.0)) % 1440.0
    hour = (scenario.clock.open or 0.0) + 60.0 * (since // 60.0)
    label = [f"{int(minute // 60) % 24:02d}:{int(minute % 60):02d}" for minute in hour]
    table["hour"] = np.where(since < scenario.clock.open_minutes, label, "")
    return table[table["joined_min"] >= scenario.clock.warm_up]


def share(table: pd.DataFrame, flags: pd.Series) -> float:
    return float(flags.mean()) if len(table) else np.nan


def nps(answers: pd.Series) -> float:
    return 100.0 * float((answers >= 9).mean() - (answers <= 6).mean()) if len(answers) else np.nan


def between_and_within(table: pd.DataFrame) -> tuple[float, float]:
    """One-way random effects by agent, the textbook way."""
    groups = [part["quality"] for _, part in table[table["agent"] >= 0].groupby("agent")]
    total, count = sum(len(group) for group in groups), len(groups)
    if count == 1 and total > 1:
        return np.nan, float(groups[0].var())
    if count < 2 or total <= count:
        return np.nan, np.nan
    grand = sum(group.sum() for group in groups) / total
    within = sum(((group - group.mean()) ** 2).sum() for group in groups) / (total - count)
    between = sum(len(group) * (group.mean() - grand) ** 2 for group in groups) / (count - 1)
    typical = (total - sum(len(group) ** 2 for group in groups) / total) / (count - 1)
    return (between - within) / typical, within


def of_waiting(table: pd.DataFrame, within_min: float) -> dict[str, float]:
    queued = table[table["wait_min"].notna() & table["team"].notna()]
    judged, decided = queued[queued["rated"]], table[~table["outcome"].isin(OVER)]
    customers = table["customer"].nunique()
    spent = (table["ended_min"] - table["joined_min"]).sum()
    quick = (decided["outcome"] == "served") & (decided["wait_min"] <= within_min)

    def ended_as(*outcomes: str) -> float:
        return share(decided, decided["outcome"].isin(outcomes))

    return {
        "customers": customers,
        "contacts": len(table),
        "served": (table["outcome"] == "served").sum(),
        "lost_rate": ended_as("abandoned", "balked", "turned_away", "closed"),
        "wait_mean": queued["wait_min"].mean(),
        "wait_p50": queued["wait_min"].quantile(0.5),
        "wait_p90": queued["wait_min"].quantile(0.9),
        "wait_p95": queued["wait_min"].quantile(0.95),
        "asa": queued.loc[queued["outcome"] == "served", "wait_min"].mean(),
        "service_level": share(decided, quick),
        "wait_too_long": share(judged, judged["too_long"]),
        "abandonment_rate": ended_as("abandoned"),
        "balk_rate": ended_as("balked"),
        "turned_away_rate": ended_as("turned_away", "closed"),
        "journey_mean": spent / customers if customers else np.nan,
    }


def of_delivery(table: pd.DataFrame) -> dict[str, float]:
    served = table[table["outcome"] == "served"]
    first = served[served["attempt"] == 0]
    between, within = between_and_within(served)
    return {
        "aht": served["handling_min"].mean(),
        "quality": served["quality"].mean(),
        "quality_variance": served["quality"].var(),
        "quality_between": between,
        "quality_within": within,
        "needs_missed": share(served, served["deviation"].abs() > 1),
        "defects_made": share(served, served["defect_made"]),
        "defects_caught": share(served, served["defect_caught"]),
        "defects_felt": share(served, served["defect_made"] & ~served["defect_caught"]),
        "fcr": share(first, first["resolved"]),
    }


def of_feedback(table: pd.DataFrame) -> dict[str, float]:
    rated, answered = table[table["rated"]], table[table["responded"]]
    return {
        "servqual_gap": rated["servqual_gap"].mean(),
        **{cause: rated[cause].mean() for cause in CAUSES},
        "adequacy": rated["weighted_adequacy"].mean(),
        "below_adequate": share(rated, rated["below_adequate"]),
        "servperf": rated["servperf"].mean(),
        **{f"perceived_{name}": rated[f"perceived_{name}"].mean() for name in DIMENSIONS},
        **{f"gap_{name}": rated[f"gap_{name}"].mean() for name in DIMENSIONS},
        "satisfaction": rated["satisfaction"].mean(),
        "csat": rated["csat_1to5"].mean(),
        "csat_measured": answered["csat_1to5"].mean(),
        "nps": nps(rated["recommend_0to10"]),
        "nps_measured": nps(answered["recommend_0to10"]),
        "csat_bias": answered["csat_1to5"].mean() - rated["csat_1to5"].mean(),
        "nps_bias": nps(answered["recommend_0to10"]) - nps(rated["recommend_0to10"]),
        "response_rate": share(rated, rated["responded"]),
        "complaint_rate": rated["complains"].mean(),
    }


def of_journeys(table: pd.DataFrame, done: Replication) -> dict[str, float]:
    """What only everybody and segments have: one journey for each customer with a rated encounter."""
    weights, curve = done.model.ratings.criteria.journey, done.model.ratings.criteria.returning
    felt = table[table["rated"]].groupby("customer")["satisfaction"]
    parts = zip((felt.mean(), felt.max(), felt.min(), felt.last()), weights, strict=True)
    whole = sum(weight * part for part, weight in parts)
    returning = curve.captive + (curve.ceiling - curve.captive) / (1.0 + np.exp((curve.midpoint - whole) / curve.width))
    return {"journeys": len(whole), "journey_satisfaction": whole.mean(), "return_rate": returning.mean()}


def kpis(table: pd.DataFrame, within_min: float) -> dict[str, float]:
    """All KPIs of a part of the table but those of staffing."""
    return {**of_waiting(table, within_min), **of_delivery(table), **of_feedback(table)}
