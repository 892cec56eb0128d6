import json
from pathlib import Path

import pandas as pd

import servsim
from servsim.scenario import load
from tests.cli.commands import Command


def test_frontier_page_and_table(place: Path, command: Command) -> None:
    done = command("sweep", "kiosk.yaml", "--vary", "teams.desk.agents=1:3", "-n", "3")
    assert done.code == 0
    assert "Of 3 cells" in done.out
    folder = place / "results" / "kiosk-sweep"
    assert sorted(path.name for path in folder.iterdir()) == [
        "manifest.json", "sweep.csv", "sweep.html", "trials.sqlite",
    ]  # fmt: skip
    found = servsim.sweep(load("kiosk.yaml"), vary={"teams.desk.agents": "1:3"}, replications=3).table()
    assert pd.read_csv(folder / "sweep.csv")["mean"].tolist() == found["mean"].tolist()


def test_json_kpis_option_and_every_replication(place: Path, command: Command) -> None:
    asked = ["-o", "more", "-k", "csat", "-n", "2", "--json", "--each", "--out", "there", "--seed", "3"]
    done = command("sweep", "kiosk.yaml", "-v", "touchpoints.check_in.standardization=0.2,0.8", *asked)
    assert (done.code, done.err) == (0, "")
    rows = json.loads(done.out)
    assert [row["kpi"] for row in rows] == ["csat", "csat"]
    assert [row["touchpoints.check_in.standardization"] for row in rows] == [0.2, 0.8]
    assert len(pd.read_csv(place / "there" / "replications.csv")) == 4


def test_all_faults_at_once_and_nothing_is_written(place: Path, command: Command) -> None:
    done = command("sweep", "kiosk.yaml", "-v", "teams.dsk.agents=1:3", "-v", "teams.desk.agents=3:1")
    assert done.code == 2
    assert 'did you mean "desk"?' in done.err
    assert "a range rises" in done.err
    assert not (place / "results").exists()
