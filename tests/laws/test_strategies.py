"""The random scenarios are valid files, and together they hold every feature an engine knows."""

import json
from collections import Counter

import numpy as np
from hypothesis import HealthCheck, given, settings

from servsim.delivery.rules.outcomes import Outcome
from servsim.scenario import Scenario
from servsim.scenario.reading.load import from_text
from tests.laws.runs import run_of
from tests.laws.strategies import FOLDER, Raw, raw_scenarios, scenarios

FIXED = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=60, **FIXED)
@given(raw=raw_scenarios())
def test_generated_scenarios_are_valid_files(raw: Raw) -> None:
    scenario = from_text(json.dumps(raw).encode(), "generated.yaml", FOLDER)
    assert set(scenario.touchpoints) == set(raw["touchpoints"])


def features(scenario: Scenario) -> set[str]:
    """What a scenario uses and what happened in it."""
    run = run_of(scenario)
    log = run.log
    names = {f"outcome {Outcome(outcome).name}" for outcome in np.unique(log.outcome)}
    names.add(f"at close {scenario.clock.at_close}" if not scenario.clock.never_closes else "never closes")
    came = np.unique(log.joined, return_counts=True)[1]
    flags = {
        "several days": scenario.clock.days > 1,
        "priorities": len({segment.priority for segment in scenario.segments.values()}) > 1,
        "self-service": (run.team < 0).any(),
        "balking": any(segment.balking for segment in scenario.segments.values()),
        "by segment": any(part.handling.by_segment for part in scenario.touchpoints.values()),
        "groups": any(segment.arrivals.group_size != 1 for segment in scenario.segments.values()),
        "replay": any(segment.arrivals.replay for segment in scenario.segments.values()),
        "roster": any(isinstance(team.agents, dict) for team in scenario.teams.values()),
        "nobody on duty": any(team.agents == 0 for team in scenario.teams.values()),
        "simultaneous": (came > 3).any(),
        "loop": (log.contact > 0).any() and not log.comes_back.any(),
        "comes back": (log.comes_back & log.served).any(),
        "tries again": (log.comes_back & ~log.served).any(),
        "defect": log.defect_made.any() and log.defect_caught.any(),
        "loaded": (log.load > 0).any(),
        "overworked": (log.overwork > 0).any(),
        "complains": (log.touchpoint == run.plan.complaining.touchpoint).any(),
        "handled in no time": (log.ended[log.served] == log.started[log.served]).any(),
        "ends together": log.served.sum() - np.unique(log.ended[log.served]).size > 3,
    }
    return names | {name for name, present in flags.items() if present}


def test_every_feature_occurs() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=150, **FIXED)
    @given(scenario=scenarios())
    def look(scenario: Scenario) -> None:
        seen.update(features(scenario))

    look()
    expected = {f"outcome {outcome.name}" for outcome in Outcome} | {
        "at close serve_those_inside", "at close send_home", "at close keep_waiting", "never closes", "several days",
        "priorities", "self-service", "balking", "by segment", "groups", "replay", "roster", "nobody on duty",
        "simultaneous", "loop", "comes back", "tries again", "defect", "loaded", "overworked", "handled in no time",
        "ends together", "complains",
    }  # fmt: skip
    rare = {name for name in expected if seen[name] < 3}
    assert not rare
