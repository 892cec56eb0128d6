"""Which columns of a survey file say what: declared by whoever knows the file, never guessed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from servsim.errors import ServsimError, nearest, shown
from servsim.feedback.satisfaction.kano_questionnaire import ANSWERS

LABELS: dict[str, str] = {
    **{answer.replace("-", sign): answer for answer in ANSWERS for sign in "-_ "},
    **{str(code): answer for code, answer in enumerate(ANSWERS, start=1)},
}
"""What an answer to Kano's questions is called unless the layout says otherwise: its name, or 1 like ... 5 dislike."""


class KanoItem(NamedTuple):
    """An attribute that was asked twice, with it and without it."""

    name: str
    functional: str  # the column of "how do you feel if it is there?"
    dysfunctional: str  # the column of "how do you feel if it is not?"
    dimension: str = ""  # to which it belongs; "" for none


class ServqualItem(NamedTuple):
    """An attribute of which people told what they expect and what they perceived."""

    name: str
    expectation: str  # column
    perception: str  # column
    dimension: str = ""  # to which it belongs; "" for none


class AnswerCell(NamedTuple):
    """What a column holds: an answer to Kano's questions, or a number between ``low`` and ``high``."""

    column: str
    kano: bool
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True)
class SurveyLayout:
    """What the columns of a survey file hold; columns that are not named here are not read.

    Raises ServsimError, with everything that is wrong, for a layout that contradicts itself.
    """

    kano: tuple[KanoItem, ...] = ()
    servqual: tuple[ServqualItem, ...] = ()
    overall: tuple[str, ...] = ()
    """Columns of overall satisfaction; the mean of several is taken."""
    respondent: str = ""
    """Column that names the person; each may be there once. "" when there is none."""
    answers: Mapping[str, str] = field(default_factory=lambda: LABELS)
    """What is written in the cells of Kano's questions -> like, must-be, neutral, live-with or dislike; the case of
    letters and spaces around them do not matter."""
    scale: tuple[float, float] = (1.0, 7.0)
    """Lowest and highest expectation and perception, both possible."""
    overall_scale: tuple[float, float] = (1.0, 5.0)
    """Lowest and highest overall satisfaction, both possible."""
    delimiter: str = ","

    def __post_init__(self) -> None:
        wrong = list(_contradictions(self))
        if wrong:
            raise ServsimError("\n".join(f"layout: {one}" for one in wrong))

    @property
    def cells(self) -> tuple[AnswerCell, ...]:
        """Every column that holds an answer, and what it holds."""
        pairs = [column for item in self.kano for column in (item.functional, item.dysfunctional)]
        levels = [column for item in self.servqual for column in (item.expectation, item.perception)]
        return (
            *(AnswerCell(column, True) for column in pairs),
            *(AnswerCell(column, False, *self.scale) for column in levels),
            *(AnswerCell(column, False, *self.overall_scale) for column in self.overall),
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return (*((self.respondent,) if self.respondent else ()), *(cell.column for cell in self.cells))

    def answer(self, text: str) -> int | None:
        """The place in ``ANSWERS`` of what is written in a cell; None for what is no answer."""
        return self._indices.get(_plain(text))

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {_plain(label): ANSWERS.index(answer) for label, answer in self.answers.items()}


def groups_of(items: Sequence[KanoItem | ServqualItem], by: str) -> dict[str, list[int]]:
    """Places of the items, by ``item`` or by ``dimension``; items without a dimension belong to none.

    Raises ServsimError for another ``by`` and when there is no such group.
    """
    if by not in ("item", "dimension"):
        raise ServsimError(f"by: found {shown(by)}; {nearest(by, ('item', 'dimension'))}")
    groups: dict[str, list[int]] = {}
    for position, item in enumerate(items):
        name = item.name if by == "item" else item.dimension
        if name:
            groups.setdefault(name, []).append(position)
    if not groups:
        raise ServsimError(f"the layout names no {by} for this")
    return groups


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def _contradictions(layout: SurveyLayout) -> Iterator[str]:
    if not layout.cells:
        yield "names no column with answers"
    yield from _repeated(layout)
    for label, answer in layout.answers.items():
        if answer not in ANSWERS:
            yield f"answers: {shown(label)} stands for {shown(answer)}; {nearest(answer, ANSWERS)}"
    for name, (low, high) in (("scale", layout.scale), ("overall_scale", layout.overall_scale)):
        if not low < high:
            yield f"{name}: found {low:g} to {high:g}; the second must be higher than the first"
    if len(layout.delimiter) != 1:
        yield f"delimiter: found {shown(layout.delimiter)}; one character is needed"


def _repeated(layout: SurveyLayout) -> Iterator[str]:
    for column in _twice(layout.columns):
        yield f"names the column {shown(column)} twice"
    for items in (layout.kano, layout.servqual):
        for name in _twice([item.name for item in items]):
            yield f"names two items {shown(name)}"


def _twice(names: tuple[str, ...] | list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
