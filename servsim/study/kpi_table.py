"""The KPIs of one replication: a table of scopes (rows) by KPIs (columns), from columns of the log, without pandas."""

import numpy as np
from numpy.typing import NDArray

from servsim.delivery import Outcome
from servsim.feedback.servqual import DIMENSIONS
from servsim.scenario.kpis import KPIS
from servsim.study.replication import Replication
from servsim.study.scopes import codes, groupings
from servsim.study.staffing import Workload, workload
from servsim.study.variance import variance_components

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

QUANTILES = {"wait_p50": 0.5, "wait_p90": 0.9, "wait_p95": 0.95}
COLUMN = {name: place for place, name in enumerate(KPIS)}


def kpi_table(replication: Replication) -> Floats:
    """(scopes, KPIs) in inner units (minutes, shares, points); NaN where a KPI has no meaning or no data."""
    model = replication.model
    groups = groupings(model.scenario)
    table = np.full((sum(len(group.names) for group in groups), len(KPIS)), np.nan)
    ratios = _ratios(replication)
    loads = [workload(model.plan, replication.log, team) for team in range(len(model.scenario.teams))]
    first = 0
    for kind, names in groups:
        code = codes(model.scenario, model.plan.journey.team, replication.log, kind)
        code = np.where(replication.counted, code, -1)
        rows = table[first : first + len(names)]
        _fill_ratios(rows, code, ratios)
        _fill_counts(rows, code, replication)
        _fill_quantiles(rows, code, replication.queue_wait)
        if kind != "hour":
            _fill_quality(rows, code, replication)
        if kind in {"all", "team"}:
            _fill_staffing(rows, loads if kind == "team" else None, loads, model.plan.teams.wage)
        first += len(names)
    return table


def _ratios(replication: Replication) -> dict[str, tuple[Floats | Flags, Flags]]:
    """For each KPI that is a mean: the values, and the encounters over which they are averaged."""
    log, felt = replication.log, replication.feedback
    wait, waited, served = replication.queue_wait, ~np.isnan(replication.queue_wait), log.served
    decided = (log.outcome != Outcome.WAITING) & (log.outcome != Outcome.IN_SERVICE)
    within = replication.model.scenario.service_level.within
    sign = np.where(felt.recommend >= 9, 100.0, np.where(felt.recommend <= 6, -100.0, 0.0))
    abandoned, balked = log.outcome == Outcome.ABANDONED, log.outcome == Outcome.BALKED
    closed = (log.outcome == Outcome.TURNED_AWAY) | (log.outcome == Outcome.CLOSED)
    result: dict[str, tuple[Floats | Flags, Flags]] = {
        "wait_mean": (wait, waited),
        "asa": (wait, served & waited),
        "service_level": (served & (log.wait <= within), decided),
        "wait_too_long": (felt.waited_too_long, felt.rated & waited),
        "abandonment_rate": (abandoned, decided),
        "balk_rate": (balked, decided),
        "turned_away_rate": (closed, decided),
        "lost_rate": (abandoned | balked | closed, decided),
        "aht": (log.ended - log.started, served),
        "quality": (log.quality, served),
        "needs_missed": (np.abs(log.deviation) > 1.0, served),
        "defects_made": (log.defect_made, served),
        "defects_caught": (log.defect_caught, served),
        "defects_felt": (log.defect_made & ~log.defect_caught, served),
        "fcr": (log.resolved, served & (log.attempt == 0)),
        "servqual_gap": (felt.servqual_gap, felt.rated),
        "servperf": (felt.servperf, felt.rated),
        "satisfaction": (felt.satisfaction, felt.rated),
        "csat": (felt.csat, felt.rated),
        "csat_measured": (felt.csat, felt.responded),
        "nps": (sign, felt.rated),
        "nps_measured": (sign, felt.responded),
        "response_rate": (felt.responded, felt.rated),
        "return_rate": (felt.return_probability, felt.rated),
        "complaint_rate": (felt.complaint_probability, felt.rated),
    }
    for place, dimension in enumerate(DIMENSIONS):
        result[f"perceived_{dimension}"] = (felt.perceived[:, place], felt.rated)
        result[f"gap_{dimension}"] = (felt.gap[:, place], felt.rated)
    return result


def _fill_ratios(rows: Floats, code: Ints, ratios: dict[str, tuple[Floats | Flags, Flags]]) -> None:
    for kpi, (values, over) in ratios.items():
        chosen = over & (code >= 0)
        count = np.bincount(code[chosen], minlength=len(rows))
        total = np.bincount(code[chosen], weights=values[chosen], minlength=len(rows))
        rows[:, COLUMN[kpi]] = np.divide(total, count, out=np.full(len(rows), np.nan), where=count > 0)


def _fill_counts(rows: Floats, code: Ints, replication: Replication) -> None:
    log = replication.log
    chosen = code >= 0
    rows[:, COLUMN["contacts"]] = np.bincount(code[chosen], minlength=len(rows))
    rows[:, COLUMN["served"]] = np.bincount(code[chosen & log.served], minlength=len(rows))
    pairs = np.unique(code[chosen] * (replication.draws.customers + 1) + log.customer[chosen])
    group = pairs // (replication.draws.customers + 1)
    customers = np.bincount(group, minlength=len(rows))
    rows[:, COLUMN["customers"]] = customers
    inside = chosen & ~np.isnan(log.ended)
    time = np.bincount(code[inside], weights=(log.ended - log.joined)[inside], minlength=len(rows))
    rows[:, COLUMN["journey_mean"]] = np.divide(time, customers, out=np.full(len(rows), np.nan), where=customers > 0)


def _fill_quantiles(rows: Floats, code: Ints, wait: Floats) -> None:
    chosen = (code >= 0) & ~np.isnan(wait)
    order = np.argsort(code[chosen], kind="stable")
    bounds = np.searchsorted(code[chosen][order], np.arange(len(rows) + 1))
    sorted_waits = wait[chosen][order]
    for row in range(len(rows)):
        part = sorted_waits[bounds[row] : bounds[row + 1]]
        if part.size:
            rows[row, [COLUMN[kpi] for kpi in QUANTILES]] = np.quantile(part, list(QUANTILES.values()))


def _fill_quality(rows: Floats, code: Ints, replication: Replication) -> None:
    log = replication.log
    for row in range(len(rows)):
        chosen = log.served & (code == row)
        quality = log.quality[chosen]
        if quality.size > 1:
            rows[row, COLUMN["quality_variance"]] = quality.var(ddof=1)
        by_agent = log.agent[chosen] >= 0
        if by_agent.any():
            components = variance_components(quality[by_agent], log.agent[chosen][by_agent])
            rows[row, COLUMN["quality_between"]] = components.between
            rows[row, COLUMN["quality_within"]] = components.within


def _fill_staffing(rows: Floats, each: list[Workload] | None, loads: list[Workload], wage: Floats) -> None:
    groups = [[load] for load in each] if each is not None else [loads]
    wages = [[pay] for pay in wage] if each is not None else [list(wage)]
    for row, group, pays in zip(rows, groups, wages, strict=True):
        paid = sum(load.paid for load in group)
        cost = sum(load.paid * pay for load, pay in zip(group, pays, strict=True))
        row[COLUMN["occupancy"]] = sum(load.busy for load in group) / paid if paid > 0 else np.nan
        row[COLUMN["overtime"]] = sum(load.overtime for load in group) / 60.0
        row[COLUMN["labour_cost"]] = cost
        contacts = row[COLUMN["contacts"]]
        row[COLUMN["cost_per_contact"]] = cost / contacts if contacts > 0 else np.nan
