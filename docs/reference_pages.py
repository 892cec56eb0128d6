"""Pages that are made from the code when the documentation is built, so that they cannot differ from it."""

from collections.abc import Iterable
from pathlib import Path

from api_page import api_page, attributes
from typer.testing import CliRunner
from yaml_page import yaml_page

from servsim.delivery.log.encounter_log import COLUMNS, EncounterLog, Outcome
from servsim.scenario.kpis.declarations import KPIS, Kpi
from servsim.wording import wording

UNITS = {
    "count": "number", "min": "minutes", "h": "hours", "share": "share, 0 to 1", "score": "0 to 1", "csat": "1 to 5",
    "nps": "points, -100 to 100", "perception": "1 to 7", "gap": "points", "satisfaction": "-1 to 1",
    "money": "money of the scenario",
}  # fmt: skip
WITHIN = "the threshold of `service_level`"
LOG = """# The encounter log

One row per encounter, in the order in which customers joined. **The columns are a contract**: their names, types, units
and what an empty value means change only with a new version. Times are minutes from the first midnight.

"""
OUTCOMES = "\n## Outcomes\n\nHow an encounter ended, in the column `outcome`.\n\n"


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
    """The columns of the encounter log, as the log declares them."""
    documented, endings = attributes(EncounterLog), attributes(Outcome)
    rows = [(f"`{name}`", kind.__name__.rstrip("_"), documented.get(name, "")) for name, kind in COLUMNS.items()]
    outcomes = [(f"`{one.name.lower()}`", str(int(one)), endings.get(one.name, "")) for one in Outcome]
    return LOG + table(("column", "type", "meaning"), rows) + OUTCOMES + table(("outcome", "code", "meaning"), outcomes)


def command_page() -> str:
    """Every verb of the command line with its options, as ``--help`` prints them."""
    from servsim.cli import app

    text = "# The command line\n\nWhat `servsim VERB --help` prints.\n"
    for command in app.registered_commands:
        name = getattr(command.callback, "__name__", "")
        shown = CliRunner().invoke(app, [name, "--help"], prog_name="servsim", terminal_width=96, color=False)
        text += f"\n## servsim {name}\n\n```text\n{shown.output.strip()}\n```\n"
    return text
