"""From a Kano survey to classes, coefficients, how sure they are, and what a scenario states under ``kano:``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from servsim.calibration.surveys.kano_intervals import (
    RESAMPLES,
    CategoryStanding,
    counted,
    pairs_of,
    resampled_counts,
    standing,
)
from servsim.calibration.surveys.layout import groups_of
from servsim.calibration.surveys.survey_file import SurveyAnswers
from servsim.errors import ServsimError, nearest, shown
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.satisfaction.kano_questionnaire import CATEGORIES, Floats, Tally, pair_numbers
from servsim.wording import wording

if TYPE_CHECKING:
    import pandas as pd

LETTERS = "AOMIRQ"
"""Counts are told in this order, as in surveys and under ``kano:``."""


def kano_table(
    survey: SurveyAnswers, by: str = "item", strict: bool = False, resamples: int = RESAMPLES, seed: int = 1
) -> "pd.DataFrame":
    """One row for each item (or dimension: ``by``) with counts A to Q, class, coefficients and how sure they are.

    ``better`` (CS, 0..1) and ``worse`` (DS, -1..0) have 95 % percentile intervals over resampled people; ``win_A`` ...
    are the shares of resamples that a class wins; ``changes`` is the smallest number of answer pairs that would have to
    be different for another class to win; ``decided_by_few`` is true when the class wins in less than 95 % of the
    resamples, and ``statement`` says so. ``strict`` takes the variant of Kano's table that doubts must-be with must-be
    and live-with with live-with. The counts of a dimension are those of its items added up. Raises ServsimError for a
    survey without Kano items and where all pairs of an item were reverse or questionable.
    """
    groups = groups_of(survey.layout.kano, by)
    pairs = pair_numbers(survey.functional, survey.dysfunctional, strict)
    counts, resampled = counted(pairs), resampled_counts(pairs, resamples, seed)
    table = _table(
        (name, Tally(*counts[items].sum(axis=0)), resampled[:, items].sum(axis=1)) for name, items in groups.items()
    )
    return table.rename(columns={"item": by})


def kano_of_counts(
    counts: Mapping[str, Mapping[str, int]], resamples: int = RESAMPLES, seed: int = 1
) -> "pd.DataFrame":
    """The table of :func:`kano_table` from published counts ``{item: {"A": 39, "O": 51, ...}}``.

    Raises ServsimError where all pairs of an item were reverse or questionable.
    """
    tallies = {name: Tally(*(float(one.get(letter, 0)) for letter in CATEGORIES)) for name, one in counts.items()}
    return _table((name, one, resampled_counts(pairs_of(one), resamples, seed)[:, 0]) for name, one in tallies.items())


def to_scenario(
    survey: SurveyAnswers, dimensions: Mapping[str, Sequence[str]] | None = None, strict: bool = False
) -> dict[str, dict[str, dict[str, int]]]:
    """What a scenario states under ``kano:``: the counts by SERVQUAL dimension, its items added up.

    ``dimensions`` says which dimensions of the survey make up one of the scenario's, such as ``{"empathy":
    ["personalisation"]}``; by default those that have the same name. Items of other dimensions are not used. Raises
    ServsimError, with all faults, for names that there are not.
    """
    found = list(dict.fromkeys(item.dimension for item in survey.layout.kano if item.dimension))
    chosen = {name: [name] for name in DIMENSIONS if name in found} if dimensions is None else dimensions
    unknown = [name for name in chosen if name not in DIMENSIONS]
    wrong = [f"unknown dimension {shown(name)}; {nearest(name, DIMENSIONS)}" for name in unknown]
    wrong += [
        f"the survey has no dimension {shown(name)}; {nearest(name, found)}"
        for names in chosen.values()
        for name in names
        if name not in found
    ]
    if not chosen:
        wrong.append(f"no dimension of the survey is one of {', '.join(DIMENSIONS)}; state dimensions")
    if wrong:
        raise ServsimError("\n".join(wrong))
    counts = counted(pair_numbers(survey.functional, survey.dysfunctional, strict))
    section = {}
    for name in (dimension for dimension in DIMENSIONS if dimension in chosen):
        items = [position for position, item in enumerate(survey.layout.kano) if item.dimension in chosen[name]]
        pooled = Tally(*counts[items].sum(axis=0))
        section[name] = {"tally": {letter: int(pooled[CATEGORIES.index(letter)]) for letter in LETTERS}}
    return section


def as_yaml(section: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
    """The lines to paste into a scenario file, from what :func:`to_scenario` gives."""
    lines = ["kano:"]
    for dimension, stated in section.items():
        counts = ", ".join(f"{letter}: {count}" for letter, count in stated["tally"].items())
        lines.append(f"  {dimension}: {{tally: {{{counts}}}}}")
    return "\n".join(lines) + "\n"


def _table(attributes: Iterable[tuple[str, Tally, Floats]]) -> "pd.DataFrame":
    import pandas as pd

    rows = []
    for name, counts, resampled in attributes:
        try:
            rows.append(_row(name, counts, standing(counts, resampled)))
        except ValueError as error:
            raise ServsimError(f"{name}: {error}") from None
    return pd.DataFrame(rows)


def _row(name: str, counts: Tally, found: CategoryStanding) -> dict[str, object]:
    words, indices = wording(), [CATEGORIES.index(letter) for letter in LETTERS]
    few = "few" if found.decided_by_few else "firm"
    return {
        "item": name,
        "pairs": sum(int(count) for count in counts),
        **{letter: int(counts[position]) for letter, position in zip(LETTERS, indices, strict=True)},
        "class": words(f"kano.{found.category}"),
        **dict(zip(("better", "better_low", "better_high"), found.better, strict=True)),
        **dict(zip(("worse", "worse_low", "worse_high"), found.worse, strict=True)),
        **{f"win_{letter}": float(found.wins[position]) for letter, position in zip(LETTERS, indices, strict=True)},
        "changes": found.changes,
        "decided_by_few": found.decided_by_few,
        "statement": words(f"kano.class.{few}", share=int(100 * found.share), changes=found.changes),
    }
