"""Textbook services for the tests of staffing: Poisson arrivals, exponential handling, nothing else."""

from typing import Any

from servsim.scenario import Scenario

NO_EFFECTS: dict[str, Any] = {
    "time": {"standard_saving": 0, "personal_cost": 0, "distance_cost": 0, "cv_standard": 0, "cv_personal": 0},
    "load": {"speed_up": 0, "overwork_slowdown": 0, "discretion_cut": 0, "speed_pay": 0},
    "defect": {"rework": 0},
}


def erlang_c(per_hour: float | dict[str, float], handling: str, agents: int | dict[str, int], **more: Any) -> Scenario:
    """M/M/c: one team, one touchpoint."""
    return Scenario.model_validate(
        {
            **NO_EFFECTS,
            "segments": {"callers": {"arrivals": {"per_hour": per_hour}, "needs": {"spread": 0}}},
            "teams": {"desk": {"agents": agents, "speed_cv": 0, "wage": "30 per hour"}},
            "touchpoints": {
                "calls": {"team": "desk", "handling": {"exponential": {"mean": handling}}, "defects": "0 %"}
            },
            **more,
        }
    )
