"""``servsim sensitivity``: a table of indices, and the words to read it."""

from pathlib import Path

from commands import Command


def test_indices_are_told_in_a_table(place: Path, command: Command) -> None:
    text = (place / "kiosk.yaml").read_text(encoding="utf-8")
    text += "uncertain: {time.standard_saving: {between: [0, 0.3]}, servqual.crowding: {between: [0, 0.5]}}\n"
    text = text.replace("study: {", "study: {ignorance: stated, outer: 8, ")
    (place / "ranges.yaml").write_text(text, encoding="utf-8")
    done = command("sensitivity", "ranges.yaml", "--rows", "16", "--workers", "1")
    assert (done.code, done.err) == (0, "")
    assert "servqual.crowding" in done.out
    assert "Satisfaction rating (CSAT): share of the variance over the ranges" in " ".join(done.out.split())
    assert not (place / "results").exists()


def test_an_unknown_kpi_is_told(place: Path, command: Command) -> None:
    done = command("sensitivity", "kiosk.yaml", "--kpi", "cast", "--workers", "1")
    assert done.code == 2
    assert done.err.startswith('unknown KPI "cast"')
