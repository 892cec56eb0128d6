"""What makes a trial the same trial: everything that its numbers depend on, in one key.

Trials that were kept are used again only under an equal key, and a worker takes part only when it is built like the one
who asks. What is told about a study but never simulated (texts, targets, what was measured) is left out, so that a
corrected sentence in the scenario does not cost an hour.
"""

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from servsim.scenario.parts.rating import Detect
from servsim.scenario.parts.study_settings import StudySettings
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.sources import stamp
from servsim.study.variants import Variants

LIBRARIES = ("numpy", "scipy", "simpy")
TEXTS = {"name": "", "about": "", "source": ""}
NOT_SIMULATED: dict[str, object] = {**TEXTS, "targets": {}, "observed": None, "options": {}, "uncertain": {}}


@cache
def build() -> str:
    """What simulates here: the version of servsim, its source, and the libraries whose numbers it uses."""
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    return ", ".join([f"servsim {installed()}", f"source {stamp('servsim.measures.trial')[:12]}", *libraries])


def installed() -> str:
    """The version of servsim that is installed; empty for a copy that is only lying there."""
    try:
        return version("servsim")
    except PackageNotFoundError:
        return ""


def trial_keys(variants: Variants, seed: int) -> tuple[str, ...]:
    """For each of the variants, the key (SHA-256, hexadecimal) of its trials.

    With the replication it names one trial.
    """
    frame = variants.frame
    shared = [
        build(),
        seed,
        frame.wait_edges.tolist(),
        frame.slots,
        frame.segments,
        frame.teams,
        variants.baseline.fingerprint(),
    ]
    keys = []
    for index in range(variants.count):
        variant = variants.variant(index)
        own = [_statements(variant), _statements(variant.anchor)]
        keys.append(sha256(json.dumps([shared, own]).encode()).hexdigest())
    return tuple(keys)


def _statements(scenario: Scenario) -> list[object]:
    """What of a scenario is simulated, whatever the engine.

    Replayed days count by their dates too, since segments are replayed together.
    """
    survey = scenario.survey.model_copy(update={"detect": Detect()})
    replays = [segment.arrivals.replay for segment in scenario.segments.values()]
    days = [scenario.first_day, *(replay.first_day for replay in replays if replay is not None)]
    return [
        fingerprint(scenario.model_copy(update={**NOT_SIMULATED, "study": StudySettings(), "survey": survey})),
        [str(day) for day in days],
    ]
