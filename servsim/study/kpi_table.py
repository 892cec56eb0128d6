"""The KPIs of one replication: a table of scopes (rows) by KPIs (columns), from its ledger."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.feedback.servqual import DIMENSIONS
from servsim.scenario.kpis import KPIS
from servsim.study import ledger
from servsim.study.economics import Period, money
from servsim.study.loyalty import CustomerBase, Week, customer_base
from servsim.study.summary import Summary
from servsim.study.variance import variance_components

Floats = NDArray[np.float64]

COLUMN = {name: place for place, name in enumerate(KPIS)}

MEANS = {
    "wait_mean": (ledger.WAIT, ledger.WAITED),
    "asa": (ledger.ANSWER_WAIT, ledger.ANSWERED),
    "service_level": (ledger.WITHIN, ledger.DECIDED),
    "wait_too_long": (ledger.TOO_LONG, ledger.RATED_WAITED),
    "abandonment_rate": (ledger.ABANDON, ledger.DECIDED),
    "balk_rate": (ledger.BALK, ledger.DECIDED),
    "turned_away_rate": (ledger.CLOSE, ledger.DECIDED),
    "aht": (ledger.HANDLING, ledger.SERVE),
    "quality": (ledger.QUALITY, ledger.SERVE),
    "needs_missed": (ledger.MISSED, ledger.SERVE),
    "defects_made": (ledger.MADE, ledger.SERVE),
    "defects_caught": (ledger.CAUGHT, ledger.SERVE),
    "defects_felt": (ledger.MET, ledger.SERVE),
    "fcr": (ledger.RESOLVED, ledger.FIRST),
    "servqual_gap": (ledger.GAP, ledger.RATED),
    "servperf": (ledger.SERVPERF, ledger.RATED),
    "gap_knowledge": (ledger.KNOWLEDGE, ledger.RATED),
    "gap_standards": (ledger.STANDARDS, ledger.RATED),
    "gap_delivery": (ledger.DELIVERY, ledger.RATED),
    "gap_communication": (ledger.COMMUNICATION, ledger.RATED),
    "gap_ceiling": (ledger.CEILING, ledger.RATED),
    "adequacy": (ledger.ADEQUACY, ledger.RATED),
    "below_adequate": (ledger.BELOW, ledger.RATED),
    "satisfaction": (ledger.SATISFACTION, ledger.RATED),
    "csat": (ledger.CSAT, ledger.RATED),
    "csat_measured": (ledger.CSAT_MEASURED, ledger.RESPONDED),
    "nps": (ledger.NET, ledger.RATED),
    "nps_measured": (ledger.NET_MEASURED, ledger.RESPONDED),
    "response_rate": (ledger.RESPONDED, ledger.RATED),
    "complaint_rate": (ledger.COMPLAINING, ledger.RATED),
    **{f"perceived_{name}": (ledger.PERCEIVED + place, ledger.RATED) for place, name in enumerate(DIMENSIONS)},
    **{f"gap_{name}": (ledger.GAPS + place, ledger.RATED) for place, name in enumerate(DIMENSIONS)},
}
"""KPIs that are a mean: the sum and the number over which it is averaged."""
MEAN_COLUMNS = np.array([COLUMN[kpi] for kpi in MEANS])
TOTALS, COUNTS = np.array(list(MEANS.values())).T
QUANTILE_COLUMNS = np.array([COLUMN[kpi] for kpi in ("wait_p50", "wait_p90", "wait_p95")])


def kpi_table(summary: Summary) -> Floats:
    """(scopes, KPIs) in inner units (minutes, shares, points); NaN where a KPI has no meaning or no data."""
    facts = _by_scope(summary, summary.facts)
    table = np.full((len(facts), len(KPIS)), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        table[:, MEAN_COLUMNS] = facts[:, TOTALS] / facts[:, COUNTS]
        lost = facts[:, ledger.ABANDON] + facts[:, ledger.BALK] + facts[:, ledger.CLOSE]
        table[:, COLUMN["lost_rate"]] = lost / facts[:, ledger.DECIDED]
        table[:, COLUMN["journey_mean"]] = facts[:, ledger.PRESENT] / summary.customers
    table[:, QUANTILE_COLUMNS] = summary.quantiles
    table[:, COLUMN["contacts"]] = facts[:, ledger.CONTACTS]
    table[:, COLUMN["served"]] = facts[:, ledger.SERVE]
    table[:, COLUMN["customers"]] = summary.customers
    for question in ("csat", "nps"):
        table[:, COLUMN[f"{question}_bias"]] = table[:, COLUMN[f"{question}_measured"]] - table[:, COLUMN[question]]
    _fill_journeys(table, summary)
    _fill_quality(table, summary)
    _fill_staffing(table, summary)
    base = _fill_customer_base(table[0], summary)
    _fill_money(table[0], facts[0], base, summary)
    return table


def _by_scope(summary: Summary, cells: Floats) -> Floats:
    """(scopes, ...) sums for everybody, each segment, touchpoint, team, and (unless the axis is missing) hour."""
    team_of = summary.model.plan.journey.team
    places = cells.sum(axis=2)
    touchpoints = places.sum(axis=0)
    teams = [touchpoints[team_of == team].sum(axis=0) for team in range(len(summary.work))]
    rows = [places.sum(axis=(0, 1))[None], places.sum(axis=1), touchpoints, *(part[None] for part in teams)]
    return np.concatenate([*rows, cells.sum(axis=(0, 1))[:-1]])


class _Rows(NamedTuple):
    """Where the rows of teams begin and end."""

    first: int
    end: int


def _team_rows(summary: Summary) -> _Rows:
    segments, touchpoints = summary.facts.shape[:2]
    first = 1 + segments + touchpoints
    return _Rows(first, first + len(summary.work))


def _fill_journeys(table: Floats, summary: Summary) -> None:
    """What journeys came to as a whole, for everybody and each segment."""
    by_segment = summary.journeys
    rows = slice(1 + len(by_segment))
    sums = np.concatenate([by_segment.sum(axis=0)[None], by_segment]).T
    count, whole, returning, complaints, recovered, quick, _ = sums
    table[rows, COLUMN["journeys"]] = count
    with np.errstate(divide="ignore", invalid="ignore"):
        table[rows, COLUMN["journey_satisfaction"]] = whole / count
        table[rows, COLUMN["return_rate"]] = returning / count
        if summary.model.hearing is not None:
            table[rows, COLUMN["complaints"]] = complaints
            table[rows, COLUMN["recovery_rate"]] = recovered / complaints
            table[rows, COLUMN["quick_recovery_rate"]] = quick / complaints


def _fill_quality(table: Floats, summary: Summary) -> None:
    """Variance of quality, and how much of it lies between and within agents, for all scopes but hours."""
    by_agent = summary.qualities
    team_of = summary.model.plan.journey.team
    touchpoints = by_agent.sum(axis=0)
    teams = [touchpoints[team_of == team].sum(axis=0) for team in range(len(summary.work))]
    everybody = touchpoints.sum(axis=0)[None]
    groups = np.concatenate([everybody, by_agent.sum(axis=1), touchpoints, *(part[None] for part in teams)])
    rows = slice(len(groups))
    count, total, squares = groups.sum(axis=1).T
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(0.0, squares - total * total / count) / (count - 1)
    table[rows, COLUMN["quality_variance"]] = np.where(count > 1, variance, np.nan)
    components = variance_components(*np.moveaxis(groups[:, 1:], -1, 0))
    table[rows, COLUMN["quality_between"]] = components.between
    table[rows, COLUMN["quality_within"]] = components.within


def _fill_staffing(table: Floats, summary: Summary) -> None:
    """What the roster costs and how busy it is, for everybody and each team."""
    busy, on_schedule = summary.work.T
    overtime = np.maximum(0.0, busy - on_schedule)
    paid = summary.on_schedule + overtime
    cost = paid * summary.model.plan.teams.wage
    rows = np.array([0, *range(*_team_rows(summary))])
    whole = [np.concatenate([[part.sum()], part]) for part in (busy, paid, overtime, cost)]
    contacts = table[rows, COLUMN["contacts"]]
    with np.errstate(divide="ignore", invalid="ignore"):
        table[rows, COLUMN["occupancy"]] = np.where(whole[1] > 0, whole[0] / whole[1], np.nan)
        table[rows, COLUMN["cost_per_contact"]] = np.where(contacts > 0, whole[3] / contacts, np.nan)
    table[rows, COLUMN["overtime"]] = whole[2] / 60.0
    table[rows, COLUMN["labour_cost"]] = whole[3]


def _fill_customer_base(everybody: Floats, summary: Summary) -> CustomerBase:
    """What a week like this one means for the customer base."""
    scenario = summary.model.scenario
    used = ("journeys", "return_rate", "nps", "labour_cost")
    journeys, returning, nps, cost = everybody[[COLUMN[kpi] for kpi in used]].tolist()
    weeks = scenario.clock.weeks
    base = customer_base(scenario.loyalty, Week(journeys / weeks, returning, nps, cost / weeks))
    for kpi, value in base._asdict().items():
        everybody[COLUMN[kpi]] = value
    return base


def _fill_money(everybody: Floats, facts: Floats, base: CustomerBase, summary: Summary) -> None:
    """What the period cost and brought, as far as the scenario states it."""
    plan, scenario = summary.model.plan, summary.model.scenario
    team_of, wages = plan.journey.team, plan.teams.wage
    wage_of = np.append(wages, 0.0)[team_of]  # self-service, whose team is -1, is paid nothing
    complaining = np.arange(team_of.size) == plan.complaining.touchpoint
    places = summary.facts.sum(axis=(0, 2))
    handling = places[:, ledger.HANDLING] - places[:, ledger.REWORK]
    used = ("journeys", "return_rate", "labour_cost")
    journeys, returning, labour = everybody[[COLUMN[kpi] for kpi in used]].tolist()
    totals = summary.journeys.sum(axis=0)
    overtime = np.maximum(0.0, summary.work[:, 0] - summary.work[:, 1])
    period = Period(
        weeks=scenario.clock.weeks,
        journeys=journeys,
        completed=float(totals[ledger.COMPLETED]),
        return_rate=returning,
        rated=float(facts[ledger.RATED]),
        answered=float(totals[ledger.RECOVERED]),
        waited=float(facts[ledger.WAIT]),
        labour=labour,
        overtime=float(overtime @ wages),
        rework=float(places[:, ledger.REWORK] @ wage_of),
        repeats=float((places[:, ledger.REPEATED] * ~complaining) @ wage_of),
        complaints=float((handling * complaining) @ wage_of),
    )
    for kpi, value in money(scenario, period, base).items():
        everybody[COLUMN[kpi]] = value
