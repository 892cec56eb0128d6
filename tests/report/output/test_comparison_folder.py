import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from servsim.errors import OutputError
from servsim.report.output.comparison_folder import write_comparison
from servsim.scenario import Scenario
from servsim.study import Comparison, compare
from tests.samples import smallest


@pytest.fixture(scope="module")
def found() -> Comparison:
    scenario = Scenario.model_validate(smallest(options={"three": {"teams.desk.agents": 3}}))
    return compare(scenario, kpis=["wait_mean", "csat"], at_most=20, seed=5)


def test_page_table_and_manifest(found: Comparison, tmp_path: Path) -> None:
    paths = write_comparison(found, tmp_path / "new", scenario_text="text", file="desks.yaml")
    assert [path.name for path in paths] == ["compare.html", "compare.csv", "manifest.json"]
    table = pd.read_csv(StringIO(paths[1].read_text(encoding="utf-8")))
    pd.testing.assert_frame_equal(table, found.table(), check_dtype=False)
    told = json.loads(paths[2].read_text(encoding="utf-8"))
    assert (told["seed"], told["method"], told["options"]) == (5, "nm", ["baseline", "three"])
    assert told["kpis"]["csat"] == {"better": "higher", "indifference": 0.05}
    assert told["scenario"]["file"] == "desks.yaml"


def test_nowhere_to_write(found: Comparison, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        write_comparison(found, tmp_path / "file")
