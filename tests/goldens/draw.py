"""How the frozen scenarios were made: drawn by the strategies of the laws, with opinions and money added.

This is documentation, not a step of any test: the files in ``scenarios/`` are frozen, and another version of Hypothesis
or of the strategies draws others. ``python -m tests.goldens.draw FOLDER`` writes such a set into a folder of its own.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from servsim.demand import draw_customers
from servsim.scenario import Scenario
from servsim.scenario.reading.load import load
from tests.goldens.opinions import answers, feelings, people, places, sections, warm_ups
from tests.laws.strategies import raw_scenarios

LAWS = Path(__file__).parents[1] / "laws"
Raw = dict[str, Any]
WANTED, SEED = 300, 6008742
FEWEST, MOST = 3, 80
"""Customers in the first replication: with too few nothing happens, and many are slow and show nothing more."""


@st.composite
def complete(draw: st.DrawFn) -> Raw:
    """A scenario of the laws, with what they leave at its defaults drawn as well."""
    raw = draw(raw_scenarios())
    for name, more in (("segments", feelings()), ("teams", people()), ("touchpoints", places())):
        raw[name] = {key: part | draw(more) for key, part in raw[name].items()}
    if "open" not in raw["clock"] and (warm_up := draw(warm_ups())) is not None:
        raw["clock"] = raw["clock"] | {"warm_up": warm_up}
    if "complaints" in raw:
        raw["complaints"] = raw["complaints"] | draw(answers())
    return {**raw, **draw(sections())}


def drawn() -> list[Raw]:
    """As many different scenarios as are wanted, each of a size to be run often."""
    found: dict[str, Raw] = {}

    @seed(SEED)
    @settings(
        derandomize=True, database=None, deadline=None, max_examples=4 * WANTED, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(complete())
    def take(raw: Raw) -> None:
        scenario = Scenario.model_validate(raw, context={"folder": LAWS})
        if len(found) < WANTED and FEWEST <= draw_customers(scenario, 1, 0).customers <= MOST:
            text = json.dumps(raw)
            found[text] = json.loads(text)  # no part is shared with another, so that YAML needs no aliases

    take()
    return list(found.values())


def write(folder: Path) -> None:
    """Write the scenarios and the arrivals that they replay, and make sure that the files say what was drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(LAWS / "arrivals.csv", folder)
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 110
    for number, raw in enumerate(drawn()):
        file = folder / f"{number:03}.yaml"
        yaml.dump(raw, file)
        stated = Scenario.model_validate({"name": file.stem, **raw}, context={"folder": folder})
        if load(file) != stated:
            raise ValueError(f"{file.name} does not say what was drawn")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
