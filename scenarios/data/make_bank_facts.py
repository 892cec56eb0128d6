"""Compute the facts of a bank's call centre that the bank scenarios are built from.

    python scenarios/data/make_bank_facts.py PATH/TO/1999-01_calls.csv.gz [--out DIR]

The log holds every call of January 1999 that left the voice-response unit towards an agent. It is free for use, but no
right to redistribute it is stated, so this script writes statistics only, never a call. README.md, beside this file,
explains the choices made here and every column written.

Acknowledgement: "Anonymous Bank" call-centre data, Technion Service Engineering, collected by I. Guedj and
A. Mandelbaum. Statistics of the whole year: Brown et al. 2005, Statistical analysis of a telephone call center: a
queueing-science perspective, Journal of the American Statistical Association 100, 36-50.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

OPEN, CLOSE, HOUR, DAY = 7, 24, 3600, 86400
HOURS = [f"{hour:02d}:00" for hour in range(OPEN, CLOSE)]
KINDS = {"PS": "PS", "NW": "NW", "NE": "NE", "TT": "TT", "IN": "other", "PE": "other", "AA": "other"}
KIND_ABOUT = {
    "PS": "regular banking",
    "NW": "potential customer asking for information",
    "NE": "stock exchange",
    "TT": "call returned by the bank, agent had become busy",
    "other": "internet advice, banking in English, unknown code AA",
}
INCIDENTS = {"1999-01-04": "13 h", "1999-01-07": "18 h", "1999-01-13": "morning", "1999-01-18": "15 h"}
COLUMNS = ["arrival", "type", "outcome", "queued", "wait_s", "service_start", "service_end", "service_s", "server"]
BREAK_S = 30 * 60
PICK_UP_S = 10
SHORT_S, LONG_S = 10, 3600
PROMISE_S = 20
POINTS = 200


# --- reading ---------------------------------------------------------------------------------------------------------


def read_log(path: Path) -> pd.DataFrame:
    """Read the call log, with times parsed, types merged and the day and hour of arrival."""
    log: pd.DataFrame = pd.read_csv(path)
    if missing := [name for name in COLUMNS if name not in log]:
        raise ValueError(f"{path}: not the call log this script reads; columns missing: {', '.join(missing)}")
    for name in ("arrival", "service_start", "service_end"):
        log[name] = pd.to_datetime(log[name])
    log["kind"] = log["type"].str.strip().map(KINDS)
    if unknown := sorted(log.loc[log["kind"].isna(), "type"].unique()):
        raise ValueError(f"{path}: unknown call types: {', '.join(unknown)}")
    log["day"] = log["arrival"].dt.normalize()
    log["hour"] = log["arrival"].dt.hour
    log["abandoned"] = log["outcome"].eq("abandoned")
    log["left_before_queue"] = log["abandoned"] & log["queued"].eq(0)
    log["in_time"] = ~log["abandoned"] & log["wait_s"].le(PROMISE_S)
    return log


def of_weekdays(log: pd.DataFrame) -> pd.DataFrame:
    """Keep the calls of Sunday to Thursday, 07:00 to 24:00."""
    friday, saturday = 4, 5
    open_day = ~log["arrival"].dt.day_of_week.isin([friday, saturday])
    calls: pd.DataFrame = log[open_day & log["hour"].ge(OPEN)].reset_index(drop=True)
    if calls.empty:
        raise ValueError("the log holds no weekday calls between 07:00 and 24:00")
    return calls


# --- the state of the centre, second by second ------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """How many callers wait and agents work, per weekday, opening hour and second: arrays (days, hours, 3600)."""

    waiting: Ints
    busy: Ints
    ready: Ints
    on_duty: Ints

    def availability(self) -> tuple[Floats, Floats]:
        """Agent-seconds busy and on duty while at least one caller waits, per day and hour."""
        someone = self.waiting > 0
        return (self.busy * someone).sum(2).astype(float), (self.on_duty * someone).sum(2).astype(float)


def second_of(moment: pd.Series, days: pd.DatetimeIndex) -> NDArray[np.int64]:
    """Seconds since the first midnight of `days`, held within the time the days span."""
    length = ((days[-1] - days[0]).days + 1) * DAY
    return (moment - days[0]).dt.total_seconds().to_numpy().clip(0, length).astype(np.int64)


def covering(start: pd.Series, end: pd.Series, days: pd.DatetimeIndex) -> Ints:
    """Count the intervals [start, end) that cover each second from the first to the last of `days`."""
    change = np.zeros(((days[-1] - days[0]).days + 1) * DAY + 1, dtype=np.int32)
    np.add.at(change, second_of(start, days), 1)
    np.add.at(change, second_of(end, days), -1)
    return change.cumsum(dtype=np.int32)[:-1]


def per_second(start: pd.Series, end: pd.Series, days: pd.DatetimeIndex) -> Ints:
    """Count the intervals that cover each second of the opening hours of `days`: array (days, hours, 3600)."""
    opening = covering(start, end, days).reshape(-1, DAY)[(days - days[0]).days, OPEN * HOUR :]
    return opening.reshape(len(days), CLOSE - OPEN, HOUR)


def services_of_agents(log: pd.DataFrame) -> pd.DataFrame:
    """Services with a known agent and a real duration, in order; `free_s` is the agent's time since the last one."""
    known = log[log["server"].notna() & log["service_s"].gt(0)].sort_values(["server", "service_start"])
    services = known[["server", "service_start", "service_end"]].copy()
    last_end = services.groupby("server")["service_end"].cummax().groupby(services["server"]).shift()
    services["free_s"] = (services["service_start"] - last_end).dt.total_seconds().fillna(np.inf)
    services["own_start"] = services["service_start"].where(services["free_s"] >= 0, last_end)  # overlaps count once
    services["own_end"] = services[["own_start", "service_end"]].max(axis=1)
    return services


def ready_stretches(services: pd.DataFrame, late: Ints, days: pd.DatetimeIndex, break_s: float) -> pd.DataFrame:
    """Free time between two services in which the agent did not let anybody wait.

    A free agent who is ready takes the next caller. While `late` callers, in the queue for longer than it takes to
    pick up, are left there, the free agent is not ready, and the whole stretch is left out.
    """
    gap = services[services["free_s"].between(1, break_s)]
    gap = gap.assign(free_from=gap["service_start"] - pd.to_timedelta(gap["free_s"], unit="s"))
    seconds_late = np.concatenate([[0], (late > 0).cumsum()])
    begin, end = second_of(gap["free_from"], days) + PICK_UP_S, second_of(gap["service_start"], days)
    ready: pd.DataFrame = gap[seconds_late[end] == seconds_late[np.minimum(begin, end)]]
    return ready


def state_of(log: pd.DataFrame, days: pd.DatetimeIndex, break_s: float = BREAK_S) -> State:
    """Infer the state: an agent free for longer than `break_s` between two services was not on duty meanwhile."""
    services = services_of_agents(log)
    spell = services["free_s"].gt(break_s).cumsum().rename("spell")
    spells = services.groupby(spell).agg(start=("service_start", "min"), end=("service_end", "max"))
    queue = log[log["queued"].eq(1)]
    left_queue = queue["arrival"] + pd.to_timedelta(queue["wait_s"], unit="s")
    picked_up = (queue["arrival"] + pd.Timedelta(seconds=PICK_UP_S)).where(queue["wait_s"] > PICK_UP_S, left_queue)
    free = ready_stretches(services, covering(picked_up, left_queue, days), days, break_s)
    busy = per_second(services["own_start"], services["own_end"], days)
    return State(
        waiting=per_second(queue["arrival"], left_queue, days),
        busy=busy,
        ready=busy + per_second(free["free_from"], free["service_start"], days),
        on_duty=per_second(spells["start"], spells["end"], days),
    )


# --- statistics over days ---------------------------------------------------------------------------------------------


def by_day_and_hour(calls: pd.DataFrame, values: pd.Series | float = 1.0) -> Floats:
    """Sum `values` of the calls into a table (days, hours)."""
    day = calls["day"].rank(method="dense").astype(int).to_numpy() - 1
    total = np.zeros((day.max() + 1, CLOSE - OPEN))
    np.add.at(total, (day, calls["hour"].to_numpy() - OPEN), values)
    return total


def ratio_with_error(top: Floats, bottom: Floats) -> tuple[Floats, Floats]:
    """Ratio of the sums over days, and its standard error with the day as the unit (linearized)."""
    days = len(top)
    ratio = top.sum(0) / bottom.sum(0)
    spread = ((top - ratio * bottom) ** 2).sum(0) * days / (days - 1)
    return ratio, np.sqrt(spread) / bottom.sum(0)


def dispersion_within_hours(calls: pd.DataFrame, minutes: int) -> float:
    """Variance/mean of the counts of short intervals inside an hour, averaged over the hours of all days."""
    slot = (calls["arrival"] - calls["day"]).dt.total_seconds() // (60 * minutes)
    counts = calls.groupby([calls["day"], calls["hour"], slot]).size()
    hours = counts.groupby(level=[0, 1])
    bins = 60 // minutes
    mean = hours.sum() / bins
    variance = ((counts**2).groupby(level=[0, 1]).sum() - bins * mean**2) / (bins - 1)
    return float((variance / mean).mean())


def busyness_cv(counts: Floats) -> Floats:
    """Coefficient of variation of the day-to-day busyness that a Poisson process would not explain."""
    mean, variance = counts.mean(0), counts.var(0, ddof=1)
    return np.asarray(np.sqrt(np.maximum(variance - mean, 0)) / mean)


# --- the tables -------------------------------------------------------------------------------------------------------


def table_by_hour(calls: pd.DataFrame, state: State) -> pd.DataFrame:
    """Demand, staffing and waiting of an average weekday, hour by hour."""
    count = by_day_and_hour(calls)
    served = ~calls["abandoned"]
    wait, wait_error = ratio_with_error(by_day_and_hour(calls, calls["wait_s"]), count)
    gone, gone_error = ratio_with_error(by_day_and_hour(calls, calls["abandoned"]), count)
    level, level_error = ratio_with_error(by_day_and_hour(calls, calls["in_time"]), count)
    duty, busy = state.on_duty.mean(2), state.busy.mean(2)
    used, present = state.availability()
    table = {"hour": HOURS, "calls": count.sum(0).astype(int), "calls_mean": count.mean(0)}
    for kind in KIND_ABOUT:
        table[f"calls_mean_{kind}"] = by_day_and_hour(calls, calls["kind"].eq(kind)).mean(0)
    return pd.DataFrame(
        table
        | {
            "calls_sd": count.std(0, ddof=1),
            "calls_variance_to_mean": count.var(0, ddof=1) / count.mean(0),
            "agents_on_duty": duty.mean(0),
            "agents_on_duty_sd": duty.std(0, ddof=1),
            "agents_ready": state.ready.mean((0, 2)),
            "agents_busy": busy.mean(0),
            "occupancy_share": busy.sum(0) / duty.sum(0),
            "availability_share": used.sum(0) / present.sum(0),
            "someone_waits_share": (state.waiting > 0).mean((0, 2)),
            "wait_mean_s": wait,
            "wait_mean_se_s": wait_error,
            "wait_served_mean_s": by_day_and_hour(calls, calls["wait_s"] * served).sum(0)
            / by_day_and_hour(calls, served).sum(0),
            "abandonment_share": gone,
            "abandonment_se": gone_error,
            "left_before_queue_share": by_day_and_hour(calls, calls["left_before_queue"]).sum(0) / count.sum(0),
            "service_level_20s_share": level,
            "service_level_20s_se": level_error,
        }
    ).round(4)


def table_of_roster(state: State) -> pd.DataFrame:
    """Agents on duty and ready per half hour, and the whole number of agents a simulation may use."""
    halves = [f"{hour:02d}:{minute}" for hour in range(OPEN, CLOSE) for minute in ("00", "30")]
    duty, ready = (count.reshape(len(count), len(halves), -1).mean((0, 2)) for count in (state.on_duty, state.ready))
    roster = np.maximum(ready.round(), 1).astype(int)
    return pd.DataFrame({"from": halves, "agents_on_duty": duty, "agents_ready": ready, "roster": roster}).round(4)


def service_facts(calls: pd.DataFrame) -> dict[str, float]:
    """Handling time of the answered calls: all with a duration, those of ten seconds and more, and a lognormal fit."""
    answered = calls.loc[~calls["abandoned"], "service_s"]
    service = answered[answered > 0]
    proper = service[service >= SHORT_S]
    logs = np.log(proper[proper <= LONG_S])
    return {
        "answered": len(answered),
        "handling_count": len(service),
        "handling_mean_s": service.mean(),
        "handling_cv": service.std() / service.mean(),
        "under_10s_share": (service < SHORT_S).mean(),
        "handling_10s_count": len(proper),
        "handling_10s_mean_s": proper.mean(),
        "handling_10s_cv": proper.std() / proper.mean(),
        "log_mean": logs.mean(),
        "log_sd": logs.std(),
    }


def table_by_type(calls: pd.DataFrame) -> pd.DataFrame:
    """Volume, waiting and handling time per type of call, and of all calls together."""
    rows = []
    for kind, about in [*KIND_ABOUT.items(), ("all", "every type together")]:
        some = calls if kind == "all" else calls[calls["kind"].eq(kind)]
        row = {"type": kind, "about": about, "calls": len(some), "share": len(some) / len(calls)}
        waiting = {"wait_mean_s": some["wait_s"].mean(), "abandonment_share": some["abandoned"].mean()}
        rows.append(row | service_facts(some) | waiting)
    return pd.DataFrame(rows).round(4)


def table_of_days(calls: pd.DataFrame, state: State) -> pd.DataFrame:
    """One row per weekday: volume, staffing and waiting, and whether the log notes an incident."""
    table = calls.groupby("day").agg(
        calls=("wait_s", "size"),
        wait_mean_s=("wait_s", "mean"),
        abandonment_share=("abandoned", "mean"),
        service_level_20s_share=("in_time", "mean"),
    )
    days = pd.DatetimeIndex(table.index)
    date = days.strftime("%Y-%m-%d")
    table.insert(0, "date", date)
    table.insert(1, "weekday", days.day_name())
    table.insert(3, "agents_on_duty", state.on_duty.mean((1, 2)))
    table["incident"] = date.isin(list(INCIDENTS)).astype(int)
    table["incident_at"] = date.map(INCIDENTS)
    return table.round(4)


# --- patience ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Patience:
    """Kaplan-Meier curve of the time to abandonment, continued exponentially from `limit` on.

    From `limit` on fewer than `least` callers were still waiting. The hazard of the tail is abandonments per second
    of waiting in the stretch before it, from where ten times as many were waiting.
    """

    time: Floats
    at_risk: Ints
    survival: Floats
    limit: float
    tail_hazard: float

    @classmethod
    def of(cls, calls: pd.DataFrame, least: int) -> Patience:
        """Estimate from the calls that joined the queue: abandoning is the event, being served censors it."""
        queue = calls[calls["queued"].eq(1)]
        wait, gone = queue["wait_s"].to_numpy(dtype=float), queue["abandoned"].to_numpy()
        time, index, ended = np.unique(wait, return_inverse=True, return_counts=True)
        at_risk = ended[::-1].cumsum()[::-1]
        events = np.bincount(index, weights=gone)
        begin = time[min(int((at_risk >= 10 * least).sum()), len(time) - 1)] if at_risk[0] >= 10 * least else 0.0
        limit = time[max(int((at_risk >= least).sum()) - 1, 0)]
        exposure = (wait.clip(begin, limit) - begin).sum()
        hazard = events[(time > begin) & (time <= limit)].sum() / exposure
        return cls(time, at_risk.astype(np.int32), np.cumprod(1 - events / at_risk), float(limit), float(hazard))

    def quantile(self, share: float) -> float:
        """Return the time at which `share` of the callers have lost patience."""
        known = self.time <= self.limit
        passed = self.survival[known] <= 1 - share
        if passed.any():
            return float(self.time[known][passed.argmax()])
        return self.limit + float(np.log(self.survival[known][-1] / (1 - share))) / self.tail_hazard


def table_of_patience(calls: pd.DataFrame) -> pd.DataFrame:
    """Equally likely values of patience: the quantiles at the middle of each of 200 equal shares."""
    patience = Patience.of(calls, least=100)
    shares = (np.arange(POINTS) + 0.5) / POINTS
    return pd.DataFrame({"patience_s": [round(patience.quantile(share), 1) for share in shares]})


def table_of_patience_by_type(calls: pd.DataFrame) -> pd.DataFrame:
    """Quantiles of patience per type; a median beyond the reliable part of the curve is marked as extrapolated."""
    rows = []
    for kind in [*KIND_ABOUT, "all"]:
        some = calls if kind == "all" else calls[calls["kind"].eq(kind)]
        queue = some[some["queued"].eq(1)]
        patience = Patience.of(some, least=100 if kind == "all" else 30)
        median = patience.quantile(0.5)
        rows.append(
            {
                "type": kind,
                "queued": len(queue),
                "abandoned_in_queue": int(queue["abandoned"].sum()),
                "p10_s": patience.quantile(0.1),
                "quartile_s": patience.quantile(0.25),
                "median_s": median,
                "median_extrapolated": int(median > patience.limit),
                "reliable_until_s": patience.limit,
                "waiting_per_abandonment_s": queue["wait_s"].sum() / queue["abandoned"].sum(),
            }
        )
    return pd.DataFrame(rows).round(1)


# --- the summary ------------------------------------------------------------------------------------------------------

Fact = tuple[str, float, str, str]


def demand_facts(calls: pd.DataFrame) -> list[Fact]:
    """Calls per day and how much they vary, within hours and between days."""
    count = by_day_and_hour(calls)
    day, between = count.sum(1), count.var(0, ddof=1) / count.mean(0)
    within = [
        (f"variance_to_mean_within_hours_{m}min", dispersion_within_hours(calls, m), "ratio", f"counts per {m} min")
        for m in (1, 5)
    ]
    return [
        ("weekdays", len(day), "days", "Sunday to Thursday; 11 and 12 January are missing from the log"),
        ("calls_per_day_mean", float(day.mean()), "calls", "07:00 to 24:00"),
        ("calls_per_day_sd", float(day.std(ddof=1)), "calls", "between days"),
        ("busyness_cv", float(busyness_cv(day)), "ratio", "day-to-day, beyond Poisson: sqrt(variance - mean) / mean"),
        ("busyness_trend_correlation", trend(day), "ratio", "calls per day with the order of the days"),
        *within,
        ("variance_to_mean_between_days_mean", float(between.mean()), "ratio", "same hour, mean of 17 hours"),
        ("variance_to_mean_between_days_median", float(np.median(between)), "ratio", "same hour, median of 17 hours"),
    ]


def trend(values: Floats) -> float:
    """Correlation of a daily figure with the order of the days."""
    return float(np.corrcoef(values, np.arange(len(values)))[0, 1])


def waiting_facts(calls: pd.DataFrame, prefix: str, note: str) -> list[Fact]:
    """Waits and lost calls of a set of calls."""
    wait = calls["wait_s"]
    served = calls[~calls["abandoned"]]
    return [
        (f"{prefix}calls", len(calls), "calls", note),
        (f"{prefix}wait_mean", wait.mean(), "s", "served and abandoned calls"),
        (f"{prefix}wait_median", wait.median(), "s", "served and abandoned calls"),
        (f"{prefix}wait_95_percent", float(wait.quantile(0.95)), "s", "served and abandoned calls"),
        (f"{prefix}wait_served_mean", served["wait_s"].mean(), "s", "average speed of answer"),
        (f"{prefix}abandonment", calls["abandoned"].mean(), "share", "of all calls, before or in the queue"),
        (f"{prefix}left_before_queue", calls["left_before_queue"].mean(), "share", "of all calls; waited 0 s"),
        (f"{prefix}service_level_20s", calls["in_time"].mean(), "share", "served within 20 s / all calls"),
        (f"{prefix}answered_at_once", served["queued"].eq(0).sum() / len(calls), "share", "never queued / all calls"),
    ]


def staffing_facts(log: pd.DataFrame, days: pd.DatetimeIndex, calls_per_day: Floats) -> list[Fact]:
    """Agents on duty and their availability, and how both depend on what is taken to be a break."""
    facts: list[Fact] = []
    for minutes in (10, 20, 30, 60):
        state = state_of(log, days, break_s=minutes * 60)
        used, present = state.availability()
        suffix, note = ("", "") if minutes == BREAK_S / 60 else (f"_if_break_{minutes}min", f"break: > {minutes} min")
        facts.append((f"agents_on_duty{suffix}", state.on_duty.mean(), "agents", note or "mean, 07:00 to 24:00"))
        available = note or "agents busy / on duty while at least one call waits"
        facts.append((f"availability{suffix}", used.sum() / present.sum(), "share", available))
        if not suffix:
            facts.append(("agents_ready", state.ready.mean(), "agents", "busy, or free without letting callers wait"))
            facts.append(("agents_busy", state.busy.mean(), "agents", "mean, 07:00 to 24:00"))
            facts.append(("occupancy", state.busy.sum() / state.on_duty.sum(), "share", "busy / on duty"))
            facts += staffing_by_day_facts(state.on_duty.mean((1, 2)), calls_per_day)
    return facts


def staffing_by_day_facts(on_duty: Floats, calls: Floats) -> list[Fact]:
    """How far staffing follows demand from day to day, and the busyness that is left per agent on duty."""
    per_agent = calls / on_duty
    beyond_poisson = per_agent.var(ddof=1) / per_agent.mean() ** 2 - 1 / calls.mean()
    together = float(np.corrcoef(on_duty, calls)[0, 1])
    return [
        ("staffing_follows_calls", together, "ratio", "correlation over days, on duty with calls"),
        ("busyness_per_agent_cv", float(np.sqrt(beyond_poisson)), "ratio", "the same as busyness_cv, calls per agent"),
    ]


def table_of_summary(log: pd.DataFrame, calls: pd.DataFrame, days: pd.DatetimeIndex) -> pd.DataFrame:
    """Facts of the whole day and month that have no hour or type."""
    patience = Patience.of(calls, least=100)
    service = service_facts(calls)
    facts = [
        *demand_facts(calls),
        *waiting_facts(calls, "", "the 19 weekdays, 07:00 to 24:00"),
        *waiting_facts(log, "month_", "every call of the log: nights, Fridays and Saturdays too"),
        ("patience_quartile", patience.quantile(0.25), "s", "Kaplan-Meier, callers who joined the queue"),
        ("patience_median", patience.quantile(0.5), "s", "Kaplan-Meier, callers who joined the queue"),
        ("patience_reliable_until", patience.limit, "s", "100 callers were still waiting; exponential beyond"),
        ("patience_tail_mean", 1 / patience.tail_hazard, "s", "mean remaining patience beyond"),
        ("handling_mean", service["handling_mean_s"], "s", "all services that lasted at all"),
        ("handling_cv", service["handling_cv"], "ratio", "all services that lasted at all"),
        ("handling_under_10s", service["under_10s_share"], "share", "of services that lasted at all"),
        *staffing_facts(log, days, by_day_and_hour(calls).sum(1)),
    ]
    return pd.DataFrame(facts, columns=["fact", "value", "unit", "note"]).round({"value": 4})


# --- writing ----------------------------------------------------------------------------------------------------------


def tables(log: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Compute every table from the log, by file name."""
    calls = of_weekdays(log)
    days = pd.DatetimeIndex(sorted(calls["day"].unique()))
    state = state_of(log, days)
    return {
        "bank_by_hour.csv": table_by_hour(calls, state),
        "bank_roster.csv": table_of_roster(state),
        "bank_by_type.csv": table_by_type(calls),
        "bank_patience.csv": table_of_patience(calls),
        "bank_patience_by_type.csv": table_of_patience_by_type(calls),
        "bank_days.csv": table_of_days(calls, state),
        "bank_summary.csv": table_of_summary(log, calls, days),
    }


def main(arguments: list[str] | None = None) -> int:
    """Read the log named on the command line and write the tables."""
    parser = argparse.ArgumentParser(description="Compute the facts of the bank's call centre from its call log.")
    parser.add_argument("log", type=Path, help="1999-01_calls.csv.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to (default: here)")
    options = parser.parse_args(arguments)
    try:
        results = tables(read_log(options.log))
        options.out.mkdir(parents=True, exist_ok=True)
        for name, table in results.items():
            table.to_csv(options.out / name, index=False, lineterminator="\n")
            print(f"{options.out / name}: {len(table)} rows")
    except (OSError, EOFError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
