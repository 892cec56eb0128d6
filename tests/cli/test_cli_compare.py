import json
from pathlib import Path

import pytest
from commands import Command

import servsim


def test_a_table_and_the_set(place: Path, command: Command) -> None:
    done = command("compare", "kiosk.yaml", "--kpi", "wait_mean", "--indifference", "1min")
    assert (done.code, done.err) == (0, "")
    assert "lower is better" in done.out
    assert "more is the best" in " ".join(done.out.split())
    assert [path.name for path in place.iterdir()] == ["kiosk.yaml"]


def test_json_is_what_python_finds(place: Path, command: Command) -> None:
    done = command("compare", "kiosk.yaml", "-o", "fewer", "--method", "kn", "--at-most", "60", "--json")
    assert done.code == 0
    told = json.loads(done.out)
    expected = servsim.compare(servsim.load("kiosk.yaml"), options=["fewer"], method="kn", at_most=60)
    assert told["may_be_best"] == list(expected.able)
    assert told["kpi"] == "wait_p90"
    assert [row["mean"] for row in told["options"]] == [one.mean for one in expected.means]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["kiosk.yaml", "--kpi", "cast"], 'unknown KPI "cast"; did you mean "csat"?'),
        (["kiosk.yaml", "--method", "x"], 'unknown method "x"; allowed: nm, kn, ocba'),
        (["kiosk.yaml", "--kpi", "occupancy"], "nobody says which direction of occupancy is better"),
        (["kiosk.yaml", "--better", "up"], "nobody says which direction of wait_p90 is better"),
        (["kiosk.yaml", "--at-most", "3"], "'--at-most'"),
        (["missing.yaml"], "missing.yaml: cannot read this file"),
    ],
)
def test_bad_input_is_told(place: Path, command: Command, arguments: list[str], told: str) -> None:
    done = command("compare", *arguments)
    assert done.code == 2
    assert told in done.err
