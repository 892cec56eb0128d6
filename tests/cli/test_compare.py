import json
from pathlib import Path

import pytest

import servsim
from tests.cli.commands import Command

FILES = ["compare.csv", "compare.html", "manifest.json", "trials.sqlite"]


def test_a_table_the_set_and_a_folder(place: Path, command: Command) -> None:
    done = command("compare", "kiosk.yaml", "--kpi", "wait_mean", "--indifference", "1min")
    assert (done.code, done.err) == (0, "")
    assert "lower is better" in done.out
    assert "more is the best" in " ".join(done.out.split())
    assert sorted(path.name for path in (place / "results" / "kiosk-compare").iterdir()) == FILES


def test_json_is_what_python_finds(place: Path, command: Command) -> None:
    done = command("compare", "kiosk.yaml", "-o", "fewer", "--method", "kn", "--at-most", "60", "--json")
    assert done.code == 0
    [told] = json.loads(done.out)["kpis"]
    expected = servsim.compare(servsim.load("kiosk.yaml"), options=["fewer"], method="kn", at_most=60).placings[0]
    assert told["may_be_best"] == list(expected.contenders)
    assert told["kpi"] == "wait_p90"
    assert [row["mean"] for row in told["options"]] == [one.mean for one in expected.means]


def test_several_kpis_with_their_own_differences(place: Path, command: Command, no_drawing: None) -> None:
    widths = ["--indifference", "wait_mean=30s", "--indifference", "occupancy=5 points", "--better", "occupancy=higher"]
    done = command("compare", "kiosk.yaml", "-k", "wait_mean", "-k", "occupancy", *widths, "--at-most", "40", "--json")
    assert done.code == 0
    wait, occupancy = json.loads(done.out)["kpis"]
    assert (wait["indifference"], occupancy["indifference"], occupancy["better"]) == (0.5, 0.05, "higher")


def test_the_same_command_again_only_reads(place: Path, command: Command) -> None:
    def manifest() -> dict[str, object]:
        text = (place / "found" / "manifest.json").read_text(encoding="utf-8")
        return dict(json.loads(text))

    asked = ["compare", "kiosk.yaml", "-k", "csat", "--at-most", "20", "--out", "found"]
    assert command(*asked).code == 0
    first = (place / "found" / "compare.html").read_bytes()
    assert manifest()["trials_reused"] == 0
    assert command(*asked, "-k", "wait_mean").code == 0
    assert manifest()["trials_reused"] == 60, "another KPI needs no other trials"
    assert command(*asked, "--fresh").code == 0
    assert manifest()["trials_reused"] == 0
    assert (place / "found" / "compare.html").read_bytes() == first


def test_ctrl_c_keeps_what_is_done(place: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("servsim.study.selecting.comparison.PROCEDURES", {"nm": interrupted})
        done = command("compare", "kiosk.yaml")
    assert done.code == 130
    assert "the same command goes on from there" in done.err
    assert command("compare", "kiosk.yaml", "--at-most", "20").code == 0
    told = json.loads((place / "results" / "kiosk-compare" / "manifest.json").read_text(encoding="utf-8"))
    assert told["trials_reused"] == 60


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["kiosk.yaml", "--kpi", "cast"], 'unknown KPI "cast"; did you mean "csat"?'),
        (["kiosk.yaml", "-k", "cast", "-k", "wiat_mean"], 'did you mean "csat"?\nunknown KPI "wiat_mean"; did you'),
        (["kiosk.yaml", "--method", "x"], 'unknown method "x"; allowed: nm, kn, ocba'),
        (["kiosk.yaml", "--kpi", "occupancy"], "nobody says which direction of occupancy is better"),
        (["kiosk.yaml", "--better", "up"], "nobody says which direction of wait_p90 is better"),
        (["kiosk.yaml", "--indifference", "csat=1"], "indifference: csat does not decide here"),
        (["kiosk.yaml", "--at-most", "3"], "'--at-most'"),
        (["missing.yaml"], "missing.yaml: cannot read this file"),
    ],
)
def test_bad_input_is_told(place: Path, command: Command, arguments: list[str], told: str) -> None:
    done = command("compare", *arguments)
    assert done.code == 2
    assert told in done.err
    assert not (place / "results").exists()
