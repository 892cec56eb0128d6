"""Pages that are made from the code when the documentation is built, so that they cannot differ from it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from api_page import api_page, attributes
from typer.testing import CliRunner
from yaml_page import yaml_page

from servsim.delivery import EncounterLog, Outcome
from servsim.delivery.log import encounter_log
from servsim.delivery.log.encounter_log import COLUMNS
from servsim.delivery.rules import outcomes
from servsim.scenario.kpis.declarations import KPIS, Kpi
from servsim.wording import wording

UNITS = {
    "count": "number", "min": "minutes", "h": "hours", "share": "share, 0 to 1", "score": "0 to 1", "csat": "1 to 5",
    "nps": "points, -100 to 100", "perception": "1 to 7", "gap": "points", "satisfaction": "-1 to 1",
    "money": "money of the scenario",
}  # fmt: skip
WITHIN = "the threshold of `service_level`"
LOG = """# The encounter log

One row per encounter (`servsim.simulate(...).log`), in the order in which customers came. **The columns are a contract,
version {version}**: names, types, units and what *no value* means change only with a new version. Times are minutes
from the first midnight; a number without a value is NaN. `servsim.simulate(...).encounters()` and
`encounters_OPTION.csv` hold the same with names instead of codes, and the unit at the end of a column's name, as in
`wait_min`.

"""
OUTCOMES = "\n## Outcomes\n\nHow an encounter ended, in the column `outcome`.\n\n"
CAUSES = "\n## Causes\n\nWhy it ended so, in the column `cause`, and what that means for all that is counted.\n\n"
CAUSE_HEAD = ("cause", "code", "outcome", "joined", "wait known", "rated", "lost", "unfinished")


def write(folder: Path) -> None:
    """Write all generated pages into a folder; a page that has not changed keeps its time."""
    for name, text in pages().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    return {
        "scenario_file.md": yaml_page(),
        "kpis.md": kpi_page(),
        "log.md": log_page(),
        "commands.md": command_page(),
        "api.md": api_page(),
    }


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def kpi_page() -> str:
    """Every KPI: name, label, unit, direction, definition."""
    words = wording()
    text = "# KPIs\n\nNames for `targets`, `--kpi` and tables. *Better* is the direction in which a KPI improves.\n"
    for group in dict.fromkeys(kpi.group for kpi in KPIS.values()):
        rows = [_kpi(kpi) for kpi in KPIS.values() if kpi.group == group]
        text += f"\n## {words(f'group.{group}')}\n\n" + table(("KPI", "label", "unit", "better", "definition"), rows)
    return text


def _kpi(kpi: Kpi) -> tuple[str, ...]:
    words = wording()
    key = f"kpi.{kpi.name}.definition"
    definition = words(key, within=WITHIN) if kpi.name == "service_level" else words(key)
    better = "" if kpi.better == "neither" else kpi.better
    return f"`{kpi.name}`", words(f"kpi.{kpi.name}"), UNITS[kpi.unit], better, definition


def log_page() -> str:
    """The columns of the encounter log and the ways to end, as the log declares them."""
    endings = attributes(Outcome)
    told = [(f"`{one.name.lower()}`", str(int(one)), endings.get(one.name, "")) for one in Outcome]
    text = LOG.format(version=getattr(encounter_log, "VERSION", 1))
    text += table(("column", "type", "unit", "no value", "meaning"), [_column(name) for name in COLUMNS])
    text += OUTCOMES + table(("outcome", "code", "meaning"), told)
    causes = [_cause(number, cause) for number, cause in enumerate(getattr(outcomes, "ENDINGS", ()))]
    return text + (CAUSES + table(CAUSE_HEAD, causes) if causes else "")


def _column(name: str) -> tuple[str, ...]:
    column = vars(EncounterLog)[name]
    about = getattr(column, "about", "") or attributes(EncounterLog).get(name, "")
    absent = getattr(column, "absent", "")
    return f"`{name}`", column.kind.__name__.rstrip("_"), getattr(column, "unit", ""), absent, about


def _cause(number: int, cause: Any) -> tuple[str, ...]:
    known = (cause.joined, cause.waited, cause.rated, cause.lost, cause.unfinished)
    return f"`{cause.name}`", str(number), cause.outcome.name.lower(), *("yes" if one else "" for one in known)


def command_page() -> str:
    """Every verb of the command line with its options, as ``--help`` prints them."""
    from servsim.cli import app

    text = "# The command line\n\nWhat `servsim VERB --help` prints.\n"
    for command in app.registered_commands:
        name = getattr(command.callback, "__name__", "")
        shown = CliRunner().invoke(app, [name, "--help"], prog_name="servsim", terminal_width=96, color=False)
        text += f"\n## servsim {name}\n\n```text\n{shown.output.strip()}\n```\n"
    return text
