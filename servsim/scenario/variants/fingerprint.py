"""The fingerprint of a scenario: the same for the same statements, another for any change that could matter."""

import json
from hashlib import sha256

from servsim.scenario.scenario import Scenario


def fingerprint(scenario: Scenario) -> str:
    """SHA-256 (hexadecimal) of all values of the scenario, defaults and values read from CSV files included."""
    values = scenario.model_dump(mode="json")
    replays = [
        segment.arrivals.replay.arrived(None) if segment.arrivals.replay else None
        for segment in scenario.segments.values()
    ]
    return sha256(json.dumps([values, replays], sort_keys=True).encode()).hexdigest()
