"""Small scenarios whose demand can be computed by hand."""

from pathlib import Path
from typing import Any

from servsim.scenario import Scenario

Raw = dict[str, Any]
KIOSK: Raw = {"kiosk": {"handling": "1 min"}}


def demand(segments: Raw, clock: Raw | None = None, folder: Path | None = None, **more: Any) -> Scenario:
    """Customers of these segments at a self-service touchpoint (or at the given ones)."""
    raw = {"clock": clock or {}, "segments": segments, "touchpoints": KIOSK, **more}
    return Scenario.model_validate(raw, context={"folder": folder or Path()})


def coming(per_hour: Any, **more: Any) -> Raw:
    return {"arrivals": {"per_hour": per_hour, **more}}
