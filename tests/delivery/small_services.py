"""Services with stated arrivals and constant times, so small that a reader can follow every minute."""

from math import isnan
from pathlib import Path
from typing import Any

from servsim.delivery import EncounterLog, compile_plan, simulate
from servsim.demand import draw_customers
from servsim.scenario import Scenario

Raw = dict[str, Any]
CALM: Raw = {
    "time": {"standard_saving": 0, "personal_cost": 0, "distance_cost": 0, "cv_personal": 0},
    "load": {"speed_up": 0, "overwork_slowdown": 0, "speed_pay": 0},
}
NINE = 540.0


def minute_text(minute: float) -> str:
    seconds = round(minute * 60)
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


def arriving(folder: Path, name: str, *minutes: float, **more: Any) -> Raw:
    """A segment that arrives at these minutes after 9:00."""
    lines = [minute_text(NINE + minute) for minute in minutes]
    (folder / f"{name}.csv").write_text("time\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return {"arrivals": {"replay": {"file": f"{name}.csv", "time": "time"}}, "needs": {"spread": 0}, **more}


def team(agents: Any, **more: Any) -> Raw:
    return {"agents": agents, "speed_cv": 0, **more}


def counter(handling: Any, **more: Any) -> Raw:
    return {"team": "desk", "handling": handling, "defects": "0 %", **more}


def scenario_of(folder: Path, segments: Raw, teams: Raw, touchpoints: Raw, **more: Any) -> Scenario:
    """Open from 9:00 to 10:00 unless stated otherwise."""
    clock = {"open": "09:00", "close": "10:00"}
    raw = {"clock": clock, "segments": segments, "teams": teams, "touchpoints": touchpoints, **CALM, **more}
    return Scenario.model_validate(raw, context={"folder": folder})


def simulated(scenario: Scenario, seed: int = 3) -> EncounterLog:
    return simulate(compile_plan(scenario), draw_customers(scenario, seed, 0))


def since_nine(times: Any) -> list[float]:
    """Minutes after 9:00; NaN as -1."""
    return [-1.0 if isnan(time) else time - NINE for time in times.tolist()]
