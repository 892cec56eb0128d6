"""The report: one self-contained HTML page, the answer first."""

from collections.abc import Iterable, Iterator
from functools import partial

from servsim import __version__
from servsim.report import figures
from servsim.report.figures.understand.observed import measured_hours
from servsim.report.pages.first_part import first_part
from servsim.report.pages.section import Section
from servsim.report.pages.template import template
from servsim.report.pages.trust_page import trust_page
from servsim.report.parts.decide.sentences import Sentences
from servsim.report.parts.drawing import Draw, side_by_side, svg
from servsim.report.parts.numbers import MINUS
from servsim.report.parts.tables import MAIN, ReportTables
from servsim.report.parts.trust.assumptions import assumption_rows, stated_values
from servsim.report.parts.trust.precision import stopped
from servsim.report.parts.trust.uncertainty import SHOWN, Unknowns, cut_short, primary
from servsim.report.parts.understand.complaints import complaints_sentences
from servsim.report.parts.understand.economics import cash_table, economics_sentences, states_money
from servsim.report.parts.understand.journey_section import journey_section
from servsim.report.parts.understand.loyalty import loyalty_sentences
from servsim.report.parts.understand.observed import comparisons, left_out, whole_day
from servsim.report.parts.understand.survey import SCORES, reading, survey_sentences
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.result import StudyResult
from servsim.wording import Wording, wording


def html_report(result: StudyResult, *, file: str = "", language: str = "en") -> str:
    """The report about a study as HTML text; it needs no network and no other file. ``file`` names the scenario.

    Raises ServsimError for a language that there is not.
    """
    words = wording(language)
    sentences, tables = Sentences(result, words), ReportTables(result, words)
    scenario, groups = result.scenario, tables.groups()
    name = scenario.name or words("report.unnamed")
    options = [_option(sentences, option) for option in result.options[1:]]
    return template("report.html.j2").render(
        words=words,
        scenario=scenario,
        title=words("report.title" if options else "report.title_alone", name=name),
        basis=_basis(result, words),
        interrupted=interrupted(result, words) or cut_short(result, words),
        stopped=stopped(result, words),
        names=[sentences.name(option) for option in result.options],
        **first_part(result, words),
        options=options,
        chances=tables.chances(),
        main=tables.groups(MAIN),
        all=groups,
        kpi_count=sum(len(group.rows) for group in groups),
        observed=_observed(result, words),
        journey=journey_section(result, words),
        unknown=_unknown(result, words),
        sections=list(_sections(result, words)),
        trust=trust_page(result, words),
        assumptions=assumption_rows(scenario, result.uncertainty),
        matched=_matched(result, words),
        stated=stated_values(scenario),
        made_by=words("report.made_by", version=__version__, file=file or name, hash=fingerprint(scenario)[:12]),
    )


def _basis(result: StudyResult, words: Wording) -> str:
    days = result.scenario.clock.days
    length = words("report.days.one") if days == 1 else words("report.days.many", days=days)
    return words("report.basis", replications=result.replications, days=length, seed=result.seed)


def interrupted(result: StudyResult, words: Wording) -> str:
    """What is to be said of a study that was stopped early; "" of one that reached its end."""
    if not result.interrupted:
        return ""
    return words("report.interrupted", done=result.replications, asked=result.replications_asked)


def _option(sentences: Sentences, option: str) -> dict[str, str]:
    return {
        "name": sentences.name(option),
        "about": sentences.about(option),
        "sentence": sentences.option(option),
    }


def _observed(result: StudyResult, words: Wording) -> dict[str, object] | None:
    observed = result.scenario.observed
    if observed is None:
        return None
    return {
        "comparisons": comparisons(result, words),
        "left_out": left_out(result, words),
        "day": whole_day(result, words),
        "source": words("report.observed.source", source=observed.source),
        "note": observed.note,
        "drawing": _observed_drawing(result),
    }


def _observed_drawing(result: StudyResult) -> str:
    observed = result.scenario.observed
    assert observed is not None
    measured = [kpi for kpi in observed.by_hour.kpis if measured_hours(result, kpi)[0]]
    if not measured:
        return ""
    draws: list[Draw] = [partial(figures.observed_by_hour, result, kpi=kpi) for kpi in measured]
    return side_by_side("observed", draws, 3.0, columns=3 if len(draws) > 2 else 2)


def _unknown(result: StudyResult, words: Wording) -> dict[str, object] | None:
    """Sampling error beside parameter uncertainty; None when the ranges were not gone over."""
    found = result.uncertainty
    if found is None:
        return None
    summary = Unknowns(result, found, words)
    kpis = primary(result)
    ranges: list[Draw] = [partial(figures.sampling_and_parameter_uncertainty, result, kpi=kpi) for kpi in kpis[:3]]
    sides = side_by_side("ranges", ranges, 1.5 + 0.36 * len(result.options), columns=3)
    tall = 1.0 + 0.42 * min(SHOWN, len(found.design.parameters))
    moved = [svg(f"drivers-{kpi}", [partial(figures.drivers, result, kpi=kpi)], height=tall) for kpi in kpis]
    return {
        "basis": summary.basis(),
        "warnings": list(summary.warnings()),
        "lines": list(summary.sizes()),
        "groups": summary.groups(),
        "sections": [
            Section(words("report.ranges"), words("report.ranges.note"), sides),
            Section(words("report.drivers"), words("report.drivers.note"), "\n".join(moved), tuple(summary.deciders())),
        ],
    }


def _gaps(result: StudyResult, words: Wording) -> Section:
    """Where the gap is made, in words and by option; by segment where there are several."""
    rows = {"options": len(result.options), "segments": len(result.scenario.segments)}
    draws: dict[str, Draw] = {
        "options": partial(figures.gap_sources, result),
        "segments": partial(figures.gap_sources_by_segment, result),
    }
    drawings = [
        svg(f"gaps-{kind}", [draw], height=1.6 + 0.34 * rows[kind], width=9.0)
        for kind, draw in draws.items()
        if kind == "options" or rows[kind] > 1
    ]
    answer = Sentences(result, words).gap()
    return Section(words("report.gaps"), words("report.gaps.note"), "\n".join(drawings), answer=answer)


def _sections(result: StudyResult, words: Wording) -> Iterator[Section]:
    several = len(result.options) > 1
    tall = 1.9 + 0.42 * len(result.options)

    def section(name: str, drawing: str) -> Section:
        return Section(words(f"report.{name}"), words(f"report.{name}.note"), drawing)

    waits: list[Draw] = [partial(figures.wait_histogram, result), partial(figures.wait_exceedance, result)]
    yield section("waits", side_by_side("waits", waits, 3.5))
    days = [
        svg(f"day-{team}", [partial(figures.queue_over_day, result, team=team)], height=3.1)
        for team in result.frame.teams
    ]
    if days:
        yield section("day", "\n".join(days))
        parts: list[Draw] = [partial(figures.quality_component, result, part=part) for part in ("between", "within")]
        evenness: list[Draw] = [partial(figures.quality_by_agent, result), *parts]
        yield section("quality", side_by_side("quality", evenness, tall, columns=3))
    perceived = partial(figures.servqual_gaps, result)
    yield section("servqual", svg("servqual", [perceived], height=2.0 + 0.32 * len(result.options), width=9.0))
    yield _gaps(result, words)
    ratings: list[Draw] = [
        partial(figures.rating_distribution, result),
        partial(figures.csat_true_and_measured, result),
    ]
    yield section("ratings", side_by_side("ratings", ratings, max(3.2, tall)))
    yield _survey(result, words)
    yield from _summary(
        words("report.complaints"), words("report.complaints.note"), complaints_sentences(result, words)
    )
    yield from _summary(words("report.loyalty"), words("report.loyalty.note"), loyalty_sentences(result, words))
    yield from _economics(result, words)
    if several:
        segments = len(result.scenario.segments)
        height = 1.3 + segments * (0.3 + 0.13 * len(result.options))
        if segments > 1:
            drawing = svg("segments", [partial(figures.segment_changes, result)], height=height, width=9.0)
            yield section("segments", drawing)


def _survey(result: StudyResult, words: Wording) -> Section:
    draws: list[Draw] = [partial(figures.survey_over_weeks, result, kind=kind) for kind in SCORES]
    drawing = side_by_side("survey", draws, 3.0) if reading(result, "csat") else ""
    return Section(words("report.survey"), words("report.survey.note"), drawing, tuple(survey_sentences(result, words)))


def _summary(title: str, note: str, sentences: Iterable[str]) -> Iterator[Section]:
    """A section of sentences, if there are any."""
    lines = tuple(sentences)
    if lines:
        yield Section(title, note, lines=lines)


def _economics(result: StudyResult, words: Wording) -> Iterator[Section]:
    if states_money(result):
        height = 1.5 + 0.36 * len(result.options)
        yield Section(
            words("report.economics"),
            words("report.economics.note"),
            svg("economics", [partial(figures.cost_of_quality, result)], height=height, width=9.5),
            tuple(economics_sentences(result, words)),
            groups=(cash_table(result, words),),
        )


def _matched(result: StudyResult, words: Wording) -> str:
    """Which rating cuts were matched to observed shares, and where they came to lie."""
    if result.baseline.cuts is None:
        return ""
    asked = {"csat": result.baseline.cuts.csat, "recommend": result.baseline.cuts.recommend}
    found = [_cuts(asked[question]) for question in result.scenario.satisfaction.matched]
    names = [words(f"report.matched.{question}") for question in result.scenario.satisfaction.matched]
    return words("report.matched", cuts="; ".join(map(": ".join, zip(names, found, strict=True))))


def _cuts(cuts: tuple[float, ...]) -> str:
    return ", ".join(f"{cut:.3f}" for cut in cuts).replace("-", MINUS)
