"""The KPIs of a replication: a table of scopes (rows) by KPIs (columns), from its ledger."""

import numpy as np
from numpy.typing import NDArray

from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.measures.counting import counters as ledger
from servsim.measures.model import Model
from servsim.measures.money.economics import Activity, money
from servsim.measures.money.loyalty import CustomerBase, Week, customer_base
from servsim.measures.summary import Summary
from servsim.measures.variance import variance_components
from servsim.scenario.kpis.declarations import KPIS

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
    """(scopes, KPIs) of the first replication of a summary, as :func:`kpi_tables`."""
    table: Floats = kpi_tables(summary)[0]
    return table


def kpi_tables(summary: Summary) -> Floats:
    """(n, scopes, KPIs) of n replications, inner units (minutes, shares, points); NaN without a meaning or data."""
    model, of = summary.model, summary
    facts = _by_scope(model, of.facts)
    tables = np.full((*facts.shape[:2], len(KPIS)), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        tables[..., MEAN_COLUMNS] = facts[..., TOTALS] / facts[..., COUNTS]
        lost = facts[..., ledger.ABANDON] + facts[..., ledger.BALK] + facts[..., ledger.CLOSE]
        tables[..., COLUMN["lost_rate"]] = lost / facts[..., ledger.DECIDED]
        tables[..., COLUMN["journey_mean"]] = facts[..., ledger.PRESENT] / of.customers
        _fill_journeys(tables, model, of.journeys)
        _fill_quality(tables, model, of.qualities)
        _fill_staffing(tables, of, facts[..., ledger.CONTACTS])
    tables[..., QUANTILE_COLUMNS] = of.quantiles
    tables[..., COLUMN["contacts"]] = facts[..., ledger.CONTACTS]
    tables[..., COLUMN["served"]] = facts[..., ledger.SERVE]
    tables[..., COLUMN["customers"]] = of.customers
    for question in ("csat", "nps"):
        measured, true = (tables[..., COLUMN[name]] for name in (f"{question}_measured", question))
        tables[..., COLUMN[f"{question}_bias"]] = measured - true
    for number, table in enumerate(tables):
        base = _fill_customer_base(table[0], model)
        _fill_money(table[0], facts[number, 0], base, (summary, number))
    return tables


def _by_scope(model: Model, cells: Floats) -> Floats:
    """(n, scopes, facts) for everybody, each segment, touchpoint, team and hour."""
    places = cells.sum(axis=3)
    touchpoints = places.sum(axis=1)
    rows = [touchpoints.sum(axis=1)[:, None], places.sum(axis=2), touchpoints, _by_team(model, touchpoints)]
    return np.concatenate([*rows, cells.sum(axis=1).sum(axis=1)[:, :-1]], axis=1)


def _by_team(model: Model, touchpoints: Floats) -> Floats:
    """(n, teams, ...) from (n, touchpoints, ...)."""
    team_of, teams = model.plan.journey.team, model.plan.teams.wage.size
    parts = [touchpoints[:, team_of == team].sum(axis=1)[:, None] for team in range(teams)]
    return np.concatenate([touchpoints[:, :0], *parts], axis=1)


def _fill_journeys(tables: Floats, model: Model, by_segment: Floats) -> None:
    """What journeys came to as a whole, for everybody and each segment."""
    groups = np.concatenate([by_segment.sum(axis=1)[:, None], by_segment], axis=1)
    count, whole, returning, complaints, recovered, quick, _ = np.moveaxis(groups, -1, 0)
    rows = slice(groups.shape[1])
    tables[:, rows, COLUMN["journeys"]] = count
    tables[:, rows, COLUMN["journey_satisfaction"]] = whole / count
    tables[:, rows, COLUMN["return_rate"]] = returning / count
    if model.hook is not None:
        tables[:, rows, COLUMN["complaints"]] = complaints
        tables[:, rows, COLUMN["recovery_rate"]] = recovered / complaints
        tables[:, rows, COLUMN["quick_recovery_rate"]] = quick / complaints


def _fill_quality(tables: Floats, model: Model, by_agent: Floats) -> None:
    """Variance of quality, and how much of it lies between and within agents, for all scopes but hours."""
    touchpoints = by_agent.sum(axis=1)
    everybody = touchpoints.sum(axis=1)[:, None]
    groups = np.concatenate([everybody, by_agent.sum(axis=2), touchpoints, _by_team(model, touchpoints)], axis=1)
    rows = slice(groups.shape[1])
    count, total, squares = np.moveaxis(groups.sum(axis=2), -1, 0)
    variance = np.maximum(0.0, squares - total * total / count) / (count - 1)
    tables[:, rows, COLUMN["quality_variance"]] = np.where(count > 1, variance, np.nan)
    components = variance_components(*np.moveaxis(groups[:, :, 1:], -1, 0))
    tables[:, rows, COLUMN["quality_between"]] = components.between
    tables[:, rows, COLUMN["quality_within"]] = components.within


def _fill_staffing(tables: Floats, summary: Summary, all_contacts: Floats) -> None:
    """What the roster costs and how busy it is, for everybody and each team."""
    model = summary.model
    busy, on_schedule = np.moveaxis(summary.work, -1, 0)
    overtime = np.maximum(0.0, busy - on_schedule)
    paid = summary.on_schedule + overtime
    whole = [
        np.concatenate([part.sum(axis=1)[:, None], part], axis=1)
        for part in (busy, paid, overtime, paid * model.plan.teams.wage)
    ]
    teams = model.plan.teams.wage.size
    first = 1 + len(model.scenario.segments) + len(model.scenario.touchpoints)
    rows = np.array([0, *range(first, first + teams)])
    contacts = all_contacts[:, rows]
    tables[:, rows, COLUMN["occupancy"]] = np.where(whole[1] > 0, whole[0] / whole[1], np.nan)
    tables[:, rows, COLUMN["cost_per_contact"]] = np.where(contacts > 0, whole[3] / contacts, np.nan)
    tables[:, rows, COLUMN["overtime"]] = whole[2] / 60.0
    tables[:, rows, COLUMN["labour_cost"]] = whole[3]


def _fill_customer_base(everybody: Floats, model: Model) -> CustomerBase:
    """What a week like this one means for the customer base."""
    scenario = model.scenario
    used = ("journeys", "return_rate", "nps", "labour_cost")
    journeys, returning, nps, cost = everybody[[COLUMN[kpi] for kpi in used]].tolist()
    weeks = scenario.clock.weeks
    base = customer_base(scenario.loyalty, Week(journeys / weeks, returning, nps, cost / weeks))
    for kpi, value in base._asdict().items():
        everybody[COLUMN[kpi]] = value
    return base


def _fill_money(everybody: Floats, facts: Floats, base: CustomerBase, which: tuple[Summary, int]) -> None:
    """What the period cost and brought, as far as the scenario states it; ``which`` replication of a summary it is."""
    summary, number = which
    plan, scenario = summary.model.plan, summary.model.scenario
    if scenario.economics is None and scenario.complaints is None:
        return
    team_of, wages = plan.journey.team, plan.teams.wage
    wage_of = np.append(wages, 0.0)[team_of]  # self-service, whose team is -1, is paid nothing
    complaining = np.arange(team_of.size) == plan.complaining.touchpoint
    places = summary.facts[number].sum(axis=(0, 2))
    handling = places[:, ledger.HANDLING] - places[:, ledger.REWORK]
    used = ("journeys", "return_rate", "labour_cost")
    journeys, returning, labour = everybody[[COLUMN[kpi] for kpi in used]].tolist()
    totals = summary.journeys[number].sum(axis=0)
    overtime = np.maximum(0.0, summary.work[number, :, 0] - summary.work[number, :, 1])
    period = Activity(
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
