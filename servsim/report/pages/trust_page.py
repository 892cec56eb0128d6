"""Can these numbers be trusted? Laws they keep, formulas they agree with, how sure they are, what is left out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from servsim.report import figures
from servsim.report.figures.style import label, option_label
from servsim.report.parts.drawing import Draw, svg
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.trust.limits import limit_sentences
from servsim.report.parts.trust.sampling_error import sampling_error_sentences, weak_sentences
from servsim.report.parts.trust.warm_up_text import Settling, settling
from servsim.study.checking.check import FORMULA, LAWS, LITTLE, Check
from servsim.study.checking.reasons import REASONS
from servsim.study.result import StudyResult
from servsim.wording import Wording

ABREAST = 2
"""Figures of teams side by side."""
FEW_PERIODS = 10
"""With fewer, agreement with a formula is told to say little (the smallest first sample of Hoad et al. 2010)."""


@dataclass(frozen=True)
class LittleRow:
    """Little's law for one team: swept, by arrivals and means, and what is still there."""

    team: str
    what: str
    swept: str
    summary: str
    apart: str


@dataclass(frozen=True)
class FormulaRow:
    """A formula beside the simulation."""

    team: str
    hour: str
    formula: str
    expected: str
    simulated: str
    verdict: str
    text: str


@dataclass(frozen=True)
class TrustPage:
    """All that the section says."""

    link: str
    failed: tuple[str, ...]
    """What is wrong; also at the top of the report."""
    verdict: str
    laws: tuple[str, ...]
    little: tuple[LittleRow, ...]
    still: str
    formulas: tuple[str, ...]
    drawings: tuple[str, ...]
    rows: tuple[FormulaRow, ...]
    notes: tuple[str, ...]
    """What each of the formulas assumes."""
    sure: tuple[str, ...]
    weak: tuple[str, ...]
    settling: Settling | None
    limits: tuple[str, ...]


def trust_page(result: StudyResult, words: Wording) -> TrustPage:
    """Checks, precision and limits of a study in words."""
    checked, today = result.checked, result.options[0]
    failed, rows = tuple(failures(result, words)), checked.named(FORMULA)
    little = [one for one in checked.named(*LITTLE) if one.option == today]
    return TrustPage(
        link=words("trust.link.failed" if failed else "trust.link", count=len(failed) or len(checked.all)),
        failed=failed,
        verdict=words("trust.failed.some" if failed else "trust.failed.none"),
        laws=tuple(_law(one, words) for one in checked.named(*LAWS) if one.option == today),
        little=tuple(_little(one, words) for one in little),
        still=words("trust.little.still") if any(one.why for one in little) else "",
        formulas=tuple(_formulas(result, rows, words)),
        drawings=tuple(_drawings(result, rows)),
        rows=tuple(_row(one, result, words) for one in rows),
        notes=tuple(words(f"explain.formula.{name}.note") for name in dict.fromkeys(one.formula for one in rows)),
        sure=tuple(sampling_error_sentences(result, words)),
        weak=tuple(weak_sentences(result, words)),
        settling=settling(result, words),
        limits=tuple(limit_sentences(result, words)),
    )


def failures(result: StudyResult, words: Wording) -> Iterator[str]:
    """A sentence for each check that failed; none when all is well."""
    for one in result.checked.failed:
        where = ", ".join(part for part in (option_label(one.option, words), label(one.team), one.hour) if part)
        yield words(
            "trust.failed.one",
            check=words(f"trust.check.{one.name}"), where=where, expected=_number(one.expected),
            simulated=_number(one.simulated),
        )  # fmt: skip


def _law(check: Check, words: Wording) -> str:
    return words(f"trust.law.{check.name}", expected=_number(check.expected), simulated=_number(check.simulated))


def _little(check: Check, words: Wording) -> LittleRow:
    apart = abs(check.simulated - check.expected)
    return LittleRow(
        label(check.team), words(f"trust.little.{check.name}"), f"{check.simulated:.4f}", f"{check.expected:.4f}",
        f"{apart:.4f}" if check.why else "0",
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.4f}"


def _formulas(result: StudyResult, rows: tuple[Check, ...], words: Wording) -> Iterator[str]:
    """How many places agree, and what sets the others apart."""
    count = Counter(one.verdict for one in rows)
    if not rows:
        yield words("trust.formulas.no_team")
        return
    if compared := len(rows) - count["none"]:
        replications = result.checked.periods
        summary = words("trust.formulas.agree", compared=compared, agree=count["agrees"], replications=replications)
        yield f"{summary} {words('trust.formulas.few')}" if replications < FEW_PERIODS else summary
    for verdict in ("expected", "open", "none"):
        if count[verdict]:
            of_them = [one for one in rows if one.verdict == verdict]
            yield words(f"trust.formulas.{verdict}", count=count[verdict], why=_why(of_them, words))
    yield from _only_complaints(result, rows, words)


def _only_complaints(result: StudyResult, rows: tuple[Check, ...], words: Wording) -> Iterator[str]:
    """A team that only answers complaints, of which formulas know nothing."""
    heard = result.scenario.complaints
    if heard is not None:
        team = result.scenario.touchpoints[heard.touchpoint].team
        if team is not None and team not in {one.team for one in rows}:
            yield words("trust.formulas.complaints", team=label(team))


def _why(checks: list[Check], words: Wording) -> str:
    """All reasons of some checks, in one order."""
    found = {reason for one in checks for reason in one.why}
    return "; ".join(words(f"trust.why.{reason}") for reason in REASONS if reason in found)


def _row(check: Check, result: StudyResult, words: Wording) -> FormulaRow:
    numbers = Numbers(words, result.scenario.currency)
    half = numbers.half("wait_mean", 0.5 * (check.high - check.low), check.simulated)
    none = check.verdict == "none"
    return FormulaRow(
        label(check.team),
        check.hour,
        "–" if none else words(f"explain.formula.{check.formula}"),
        "–" if none else numbers.value("wait_mean", check.expected, check.simulated),
        f"{numbers.value('wait_mean', check.simulated)} ± {half}",
        check.verdict,
        words(f"trust.verdict.{check.verdict}", why=_why([check], words)),
    )


def _drawings(result: StudyResult, rows: tuple[Check, ...]) -> Iterator[str]:
    teams = list(dict.fromkeys(one.team for one in rows))
    for first in range(0, len(teams), ABREAST):
        draws: list[Draw] = [
            partial(figures.formula_waits, result, team=team) for team in teams[first : first + ABREAST]
        ]
        yield svg(f"formulas-{first}", draws, height=3.0, width=5.0 * max(len(draws), 2 if len(teams) > 1 else 1.6))
