"""Raw survey files: one row per person, one column per answer, in CSV.

Nothing is guessed, mended or dropped in silence. A file with faults is refused with all of them, each with its row (as
a spreadsheet counts, the header being row 1) and column. Whoever wants to go on without the people who left an answer
open says so (``skip_incomplete``), and learns which rows that were.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np

from servsim.calibration.surveys.layout import AnswerCell, SurveyLayout
from servsim.errors import CellFault, SurveyError, nearest, shown
from servsim.feedback.satisfaction.kano_questionnaire import ANSWERS, Floats, Numbers
from servsim.tables import Table, UnreadableError, read_csv

EMPTY = "no answer; fill it in, or read the file with skip_incomplete=True"


@dataclass(frozen=True, eq=False)
class SurveyAnswers:
    """The answers of a survey, one row for each of ``people`` people, in the order of the file and of the layout."""

    file: str
    layout: SurveyLayout
    rows: tuple[int, ...]
    """The row of each person in the file, the header being row 1."""
    skipped: tuple[int, ...]
    """Rows of people who left an answer open and were left out, as asked for."""
    functional: Numbers
    """(people, Kano items) positions in ``ANSWERS``."""
    dysfunctional: Numbers
    """(people, Kano items) positions in ``ANSWERS``."""
    expectation: Floats
    """(people, SERVQUAL items) on the scale of the layout."""
    perception: Floats
    """(people, SERVQUAL items) on the scale of the layout."""
    overall: Floats
    """(people,) mean of the columns of overall satisfaction; NaN when there are none."""

    @property
    def people(self) -> int:
        """How many people answered."""
        return len(self.rows)


def read_survey(path: str | Path, layout: SurveyLayout, skip_incomplete: bool = False) -> SurveyAnswers:
    """Read a survey: CSV in UTF-8, with or without byte order mark.

    ``skip_incomplete`` leaves out whoever left one of the layout's cells empty (``Survey.skipped`` has their rows); any
    other fault is still one. Raises SurveyError with all faults of the file.
    """
    file = Path(path).name
    table = _table(Path(path), layout.delimiter)
    header_faults = list(_header_faults(table, layout))
    if header_faults:
        raise SurveyError(file, header_faults)
    numbers = {row: _person(table, row, layout) for row in table.rows}
    faults = [fault for person in numbers.values() for fault in person if isinstance(fault, CellFault)]
    open_rows = {fault.row for fault in faults if fault.message == EMPTY}
    faults = [fault for fault in faults if not (skip_incomplete and fault.message == EMPTY)]
    faults += [*table.faults, *_repeated_people(table, layout)]
    kept = [row for row in table.rows if row not in open_rows]
    if not faults and not kept:
        faults.append(CellFault(0, "", "nobody answered every question"))
    if faults:
        raise SurveyError(file, faults)
    answers = np.array([numbers[row] for row in kept], dtype=np.float64)
    return _survey(file, layout, answers, (tuple(kept), tuple(sorted(open_rows))))


def _table(path: Path, delimiter: str) -> Table:
    try:
        table = read_csv(path, path.name, delimiter)
    except UnreadableError as error:
        raise SurveyError(path.name, [CellFault(0, "", f"cannot read the file: {error}")]) from None
    if not table.rows and not table.faults:
        raise SurveyError(path.name, [CellFault(0, "", "there is no row below a header")])
    return table


def _header_faults(table: Table, layout: SurveyLayout) -> Iterator[CellFault]:
    for column in layout.columns:
        count = table.header.count(column)
        if count == 0:
            yield CellFault(1, column, f"there is no such column; {nearest(column, table.header)}")
        if count > 1:
            yield CellFault(1, column, f"{count} columns have this name; rename all but one")
    separator = next((character for character in ";\t,|" if character in table.header[0]), "")
    if len(table.header) == 1 and separator:
        yield CellFault(1, "", f"the cells seem to be separated by {separator!r}; state it in the layout: delimiter")


def _person(table: Table, row: int, layout: SurveyLayout) -> list[float | CellFault]:
    cells = dict(zip(table.header, table.rows[row], strict=True))
    return [_value(cells[cell.column], row, cell, layout) for cell in layout.cells]


def _value(text: str, row: int, cell: AnswerCell, layout: SurveyLayout) -> float | CellFault:
    """The number for an answer, or what is wrong with it."""
    if not text:
        return CellFault(row, cell.column, EMPTY)
    if cell.kano:
        answer = layout.answer(text)
        if answer is None:
            return CellFault(row, cell.column, f"found {shown(text)}; {nearest(text, list(layout.answers))}")
        return float(answer)
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        needed = f"a number from {cell.low:g} to {cell.high:g} is needed"
        return CellFault(row, cell.column, f"found {shown(text)}; {needed}")
    if not cell.low <= value <= cell.high:
        return CellFault(row, cell.column, f"found {value:g}; the scale goes from {cell.low:g} to {cell.high:g}")
    return value


def _repeated_people(table: Table, layout: SurveyLayout) -> Iterator[CellFault]:
    if not layout.respondent:
        return
    column, first = table.header.index(layout.respondent), dict[str, int]()
    for row, cells in table.rows.items():
        name = cells[column]
        if not name:
            yield CellFault(row, layout.respondent, "nobody is named here")
        elif name in first:
            yield CellFault(row, layout.respondent, f"found {shown(name)} again; row {first[name]} has the same person")
        else:
            first[name] = row


def _survey(
    file: str, layout: SurveyLayout, answers: Floats, rows: tuple[tuple[int, ...], tuple[int, ...]]
) -> SurveyAnswers:
    """The answers, whose columns are in the order of ``layout.cells``, parted by what they say."""
    pairs, levels = 2 * len(layout.kano), 2 * len(layout.servqual)
    kano = answers[:, :pairs].astype(np.int64)
    assert kano.size == 0 or kano.max() < len(ANSWERS)
    servqual, overall = answers[:, pairs : pairs + levels], answers[:, pairs + levels :]
    return SurveyAnswers(
        file=file,
        layout=layout,
        rows=rows[0],
        skipped=rows[1],
        functional=kano[:, 0::2],
        dysfunctional=kano[:, 1::2],
        expectation=servqual[:, 0::2],
        perception=servqual[:, 1::2],
        overall=overall.mean(axis=1) if layout.overall else np.full(len(answers), np.nan),
    )
