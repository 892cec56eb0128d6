import json
from pathlib import Path

import pandas as pd

from servsim.scenario import load
from tests.cli.commands import Command


def test_an_option_to_paste_and_all_that_was_tried(place: Path, command: Command) -> None:
    done = command("optimize", "kiosk.yaml", "--team", "desk", "--probability", "50 %")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Found: ")
    folder = place / "results" / "kiosk-optimize"
    assert sorted(path.name for path in folder.iterdir()) == ["option.yaml", "trials.sqlite", "tried.csv"]
    assert (folder / "option.yaml").read_text(encoding="utf-8") in done.out
    assert {"agents", "labour_cost", "met_share", "verdict"} <= set(pd.read_csv(folder / "tried.csv").columns)


def test_out_of_reach_ends_with_1_and_json_says_so(place: Path, command: Command) -> None:
    text = (place / "kiosk.yaml").read_text(encoding="utf-8").replace('"<= 2 h"', '"< 0 s"')
    (place / "kiosk.yaml").write_text(text, encoding="utf-8")
    done = command("optimize", "kiosk.yaml", "-t", "desk", "-p", "50 %", "--most-agents", "3", "--json")
    assert done.code == 1
    assert json.loads(done.out)["meets_targets"] is False
    assert load("kiosk.yaml").targets == {"wait_p90": "< 0 s"}


def test_all_teams_unless_some_are_named_and_the_most_by_team(place: Path, command: Command) -> None:
    text = (
        (place / "kiosk.yaml")
        .read_text(encoding="utf-8")
        .replace("{desk: {agents: 2}}", "{desk: {agents: 2}, bar: {agents: 2}}")
    )
    (place / "kiosk.yaml").write_text(text, encoding="utf-8")
    every = json.loads(command("optimize", "kiosk.yaml", "-p", "50 %", "--most-agents", "bar=1", "--json").out)
    assert every["teams"] == ["desk", "bar"]
    assert every["changes"]["teams.bar.agents"] == 1
    named = json.loads(command("optimize", "kiosk.yaml", "-t", "bar", "-t", "desk", "-p", "50 %", "--json").out)
    assert named["teams"] == ["bar", "desk"]


def test_what_is_asked_wrongly(place: Path, command: Command) -> None:
    assert 'did you mean "desk"' in command("optimize", "kiosk.yaml", "-t", "dsk").err
    done = command("optimize", "kiosk.yaml", "-t", "desk", "-p", "0.9")
    assert (done.code, done.err.strip()) == (2, '--probability: found "0.9"; a share is stated in per cent ("15 %")')
    assert 'found "six"' in command("optimize", "kiosk.yaml", "--most-agents", "desk=six").err
    assert 'team "bar" is not searched' in command("optimize", "kiosk.yaml", "--most-agents", "bar=2", "-o", "more").err
    both = command("optimize", "kiosk.yaml", "-t", "dsk", "-t", "bar").err
    assert ('unknown team "dsk"' in both, 'unknown team "bar"' in both) == (True, True)
