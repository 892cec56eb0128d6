"""Real arrivals from CSV files: timestamps, counts, chosen rows, gzip."""

import gzip
import math
from datetime import date
from pathlib import Path

import pytest

from servsim.scenario import Scenario
from servsim.scenario.parts.replay import Replay
from tests.scenario.small import SMALL, faults, loaded

STAMPS = "time,kind\n1999-01-05 09:12:30,NW\n1999-01-04 10:00:00,PE\n1999-01-04T09:30,NW\n"
COUNTS = "when,calls\n09:00,3\n09:15,0\n10:00:30,12\n"


def scenario(folder: Path, replay: str, text: str = STAMPS, name: str = "calls.csv") -> Scenario:
    (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return loaded(SMALL.replace("{per_hour: 10}", f"{{replay: {replay}}}"), folder)


def replay_of(made: Scenario) -> Replay:
    replay = made.segments["guest"].arrivals.replay
    assert replay is not None
    return replay


def refused(folder: Path, replay: str, text: str = STAMPS) -> str:
    (folder / "calls.csv").write_text(text, encoding="utf-8")
    found = faults(SMALL.replace("{per_hour: 10}", f"{{replay: {replay}}}"), folder)
    assert len(found) == 1
    assert found[0].startswith("4:24 ")
    return found[0].removeprefix("4:24 ")


def test_timestamps_count_from_the_first_midnight(tmp_path: Path) -> None:
    made = scenario(tmp_path, "{file: calls.csv, time: time}")
    assert made.first_day == replay_of(made).first_day == date(1999, 1, 4)
    assert replay_of(made).arrived(None) == [(570, 1), (600, 1), (1440 + 552.5, 1)]
    assert replay_of(made).span(None) == (570, 1992.5)
    assert replay_of(made).customers == 3


def test_chosen_rows_keep_the_first_day_of_the_file(tmp_path: Path) -> None:
    made = scenario(
        tmp_path, "{file: calls.csv, time: time, where: {kind: NW}}", STAMPS.replace("T09:30,NW", "T09:30,PE")
    )
    assert replay_of(made).arrived(made.first_day) == [(1992.5, 1)]


def test_the_first_day_can_be_earlier(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(STAMPS)
    text = SMALL.replace("{per_hour: 10}", "{replay: {file: calls.csv, time: time}}")
    made = loaded(text.replace("days: 5", "days: 5, first_day: 1999-01-03"), tmp_path)
    assert made.first_day == date(1999, 1, 3)
    assert replay_of(made).arrived(made.first_day)[0] == (1440 + 570, 1)


def test_counts_per_interval_of_one_day(tmp_path: Path) -> None:
    made = scenario(tmp_path, "{file: calls.csv, time: when, count: calls, interval: 15 min}", COUNTS)
    assert made.first_day is None
    assert replay_of(made).arrived(None) == [(540, 3), (555, 0), (600.5, 12)]
    assert replay_of(made).customers == 15


def test_gzip_and_byte_order_mark(tmp_path: Path) -> None:
    made = scenario(tmp_path, "{file: calls.csv.gz, time: time}", "\ufeff" + STAMPS, "calls.csv.gz")
    assert replay_of(made).customers == 3


def test_two_wanted_values_and_a_number(tmp_path: Path) -> None:
    text = "time,kind,floor\n09:00,NW,1\n10:00,PE,1\n11:00,PE,2\n12:00,AA,1\n"
    made = scenario(tmp_path, "{file: calls.csv, time: time, where: {kind: [NW, PE], floor: 1}}", text)
    assert [instant for instant, _ in replay_of(made).arrived(None)] == [540, 600]


def test_replays_share_the_earliest_date(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("time\n1999-01-01 10:00\n")
    text = SMALL.replace("{per_hour: 10}", "{replay: {file: calls.csv, time: time}}")
    other = "  other:\n    arrivals: {replay: {file: old.csv, time: time}}\nteams:"
    (tmp_path / "calls.csv").write_text(STAMPS)
    made = loaded(text.replace("teams:", other), tmp_path)
    assert made.first_day == date(1999, 1, 1)
    assert replay_of(made).arrived(made.first_day)[0] == (3 * 1440 + 570, 1)


def test_the_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    first = scenario(tmp_path, "{file: calls.csv, time: time}")
    again = scenario(tmp_path, "{file: calls.csv, time: time}", STAMPS + "1999-01-04 11:00,NW\n")
    assert (replay_of(first).customers, replay_of(again).customers) == (3, 4)
    assert again.with_changes({"teams.desk.agents": 3}).segments == again.segments


def test_a_time_in_a_time_zone_keeps_its_wall_clock(tmp_path: Path) -> None:
    made = scenario(tmp_path, "{file: calls.csv, time: time}", "time\n1999-01-04T09:30:00+02:00\n")
    assert math.isclose(replay_of(made).arrived(None)[0][0], 570)


ROWS = "{file: calls.csv, time: time}"
CALLS = "{file: calls.csv, time: when, count: calls, interval: 15 min}"


@pytest.mark.parametrize(
    ("replay", "text", "message"),
    [
        (ROWS, "time\n09:00\n1999-01-04 09:00\n", 'calls.csv, column "time": some rows have a date and some have none'),
        (
            ROWS,
            "time\n09:00\nnoon\n",
            'calls.csv, row 3, column "time": found "noon"; a time is written "1999-01-04 09:',
        ),
        (ROWS, "time\n09:00:61\n", 'row 2, column "time": found "09:00:61"; a time is written'),
        (ROWS, "time\n24:30\n", 'column "time": found "24:30"; a time of day lies between 00:00 and 24:00'),
        (ROWS, "time,type\n,NW\n", 'row 2, column "time": found ""; a time is written'),
        (CALLS, "when,calls\n09:00,three\n", 'row 2, column "calls": found "three"; a whole number >= 0 is needed'),
        (CALLS, "when,calls\n09:00,\n", 'found ""; a whole number'),
        (CALLS, "when,calls\n09:00,²\n", 'found "²"; a whole number'),
        ("{file: calls.csv, time: when, interval: 15 min}", COUNTS, "counts per interval need both count (the column)"),
        (CALLS.replace("15 min", "0 s"), COUNTS, "the interval must be longer than 0"),
        (
            "{file: calls.csv, time: time, where: {kind: XX}}",
            STAMPS,
            "calls.csv: no row has the values that where asks",
        ),
        (
            "{file: calls.csv, time: time, where: {kind: []}}",
            STAMPS,
            "calls.csv: no row has the values that where asks",
        ),
    ],
)
def test_refusals(tmp_path: Path, replay: str, text: str, message: str) -> None:
    assert message in refused(tmp_path, replay, text)
