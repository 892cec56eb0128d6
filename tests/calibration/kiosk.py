"""The kiosk survey in tests/data, and small surveys written for a test."""

import csv
from pathlib import Path

from servsim.calibration import KanoItem, ServqualItem, SurveyLayout
from tests.paths import TESTS

DATA = TESTS / "data"
KIOSK = DATA / "kiosk_survey" / "kiosk_clean.csv"
SATISFACTION = ("total1", "total2")


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def kiosk_layout(overall: tuple[str, ...] = SATISFACTION) -> SurveyLayout:
    kano, servqual = [], []
    for line in table(DATA / "kiosk_survey" / "items.csv"):
        number, name, dimension = line["item"], line["gloss"], line["dimension"]
        if line["block"] == "kano":
            kano.append(KanoItem(name, f"kano{number}_functional", f"kano{number}_dysfunctional", dimension))
        if line["block"] == "sq/ipa":
            servqual.append(ServqualItem(name, f"sq{number}_expect", f"sq{number}_perceive", dimension))
    return SurveyLayout(tuple(kano), tuple(servqual), overall, respondent="respondent")


SMALL = SurveyLayout(
    kano=(KanoItem("speed", "with", "without", "responsiveness"),),
    servqual=(ServqualItem("speed", "expected", "perceived", "responsiveness"),),
    overall=("overall",),
    respondent="id",
)
HEADER = "id,with,without,expected,perceived,overall"
GOOD = "a,like,dislike,6,5,4"


def written(folder: Path, *lines: str) -> Path:
    """A file with these lines; the header of the small survey comes first unless a line is a header itself."""
    path = folder / "answers.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path
