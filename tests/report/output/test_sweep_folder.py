import json
from io import StringIO
from pathlib import Path

import pandas as pd

from servsim.report.output.sweep_folder import write_sweep
from tests.report.swept import swept


def test_the_folder_of_a_sweep(tmp_path: Path) -> None:
    result = swept(office="1:2")
    paths = write_sweep(result, tmp_path, scenario_text="text", file="town.yaml", each=True)
    assert sorted(path.name for path in paths) == ["manifest.json", "replications.csv", "sweep.csv", "sweep.html"]
    table = pd.read_csv(StringIO((tmp_path / "sweep.csv").read_text(encoding="utf-8")))
    assert table["mean"].tolist() == result.table()["mean"].tolist()
    assert len(pd.read_csv(tmp_path / "replications.csv")) == 2 * 3
    run = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert run["factors"] == {"teams.office.agents": [1, 2]}
    assert (run["cells"], run["replications"]) == (2, 3)
