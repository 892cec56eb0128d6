"""The fingerprint covers what is stated, what is a default, and what is read from files."""

from pathlib import Path

from servsim.scenario import load
from servsim.scenario.variants.fingerprint import fingerprint
from tests.scenario.small import GOOD, SMALL, loaded, small


def test_the_same_statements_have_the_same_fingerprint() -> None:
    for path in GOOD:
        assert fingerprint(load(path)) == fingerprint(load(path))
    stated = small(("agents: 2", "agents: 2, skill: 1"), ("5 min", "300 s"))
    assert fingerprint(loaded(small())) == fingerprint(loaded(stated))


def test_any_change_changes_it() -> None:
    made = loaded(small())
    changed = [{"teams.desk.agents": 3}, {"time.standard_saving": 0.1}, {"clock.days": 4}]
    assert len({fingerprint(made), *(fingerprint(made.with_changes(change)) for change in changed)}) == 4


def test_files_are_covered(tmp_path: Path) -> None:
    text = SMALL.replace("handling: 3 min", "handling: {empirical: {file: a.csv, column: s, unit: s}}")
    text = text.replace("{per_hour: 10}", "{replay: {file: b.csv, time: t}}")
    found = set()
    for seconds, time in [(30, "10:00"), (31, "10:00"), (31, "10:01")]:
        (tmp_path / "a.csv").write_text(f"s\n60\n{seconds}\n")
        (tmp_path / "b.csv").write_text(f"t\n09:00\n{time}\n")
        found.add(fingerprint(loaded(text, tmp_path)))
    assert len(found) == 3
