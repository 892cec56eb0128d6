"""WHAT the planner wrote: a YAML file becomes a frozen, validated value. No clock runs here, nothing is random."""

from servsim.scenario.options import BASELINE
from servsim.scenario.reading.load import from_text, load
from servsim.scenario.scenario import Scenario

__all__ = ["BASELINE", "Scenario", "from_text", "load"]
