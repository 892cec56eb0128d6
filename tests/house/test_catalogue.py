"""The catalogue of texts: every text is used, every used text is there, with the values it needs."""

import ast
import string
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from jinja2 import Environment, nodes

from servsim.errors import ServsimError
from servsim.explanation.outlook import FORMULAS
from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.feedback.satisfaction.kano_questionnaire import CATEGORIES
from servsim.report.figures.decide.costs import KINDS
from servsim.report.figures.trust.formulas import LOOKS
from servsim.report.figures.understand.gaps import CAUSES
from servsim.report.pages.terminal_text import SHOWN
from servsim.report.parts.decide.comparison_text import COLUMNS
from servsim.report.parts.decide.effects import ALWAYS, TOLD
from servsim.report.parts.trust.sensitivity_text import CORRELATION, EFFECT
from servsim.report.parts.understand.journey import LOSSES
from servsim.scenario.kpis.declarations import KPIS
from servsim.study.checking.check import FORMULA, LAWS, LITTLE
from servsim.study.checking.reasons import REASONS
from servsim.study.selecting.comparison_settings import METHODS
from servsim.wording import LANGUAGES, wording
from tests.house.source import PACKAGE, files

SECTIONS = ("waits", "day", "quality", "servqual", "ratings", "segments")
JOURNEY = ("wait_too_long", *LOSSES)
WAYS = ("lower", "higher", "open")
FILLINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "kpi.{}": (tuple(KPIS),),
    "kpi.{}.definition": (tuple(KPIS),),
    "short.{}": (SHOWN,),
    "group.{}": (tuple(dict.fromkeys(kpi.group for kpi in KPIS.values())),),
    "dimension.{}": (DIMENSIONS,),
    "kano.{}": (tuple(CATEGORIES),),
    "kano.class.{}": (("few", "firm"),),
    "cause.{}": (CAUSES,),
    "figure.cause.{}": (CAUSES,),
    "explain.formula.{}": (FORMULAS,),
    "explain.formula.{}.note": (FORMULAS[1:],),
    "figure.cost.{}": (KINDS,),
    "figure.{}": (("between", "within"),),
    "figure.journey.{}": ((*JOURNEY, "ends", "self_service", "afterwards", "wait", "wait.hurts", "handling"),),
    "report.economics.profit.{}": (WAYS,),
    "sentence.journey.{}": (("lowest", "one"),),
    "sentence.journey.detail.{}": (JOURNEY,),
    "report.{}": (SECTIONS,),
    "selection.{}": (METHODS,),
    "sensitivity.{}": ((*EFFECT, *CORRELATION),),
    "selection.way.{}": (WAYS[:2],),
    "selection.column.{}": (COLUMNS,),
    "report.matched.{}": (("csat", "recommend"),),
    "report.survey.{}": (("csat", "nps"),),
    "report.survey.needed.{}": (("csat", "nps"),),
    "report.{}.note": (SECTIONS,),
    "report.verdict.{}": (("met", "missed", "open"),),
    "trust.check.{}": ((*LAWS, *LITTLE, FORMULA),),
    "trust.law.{}": (LAWS,),
    "trust.little.{}": (LITTLE,),
    "trust.formulas.{}": (("expected", "open", "none"),),
    "trust.verdict.{}": (tuple(LOOKS),),
    "trust.why.{}": (REASONS,),
    "figure.formulas.{}": (tuple(LOOKS),),
    "sentence.{}.{}": (tuple(TOLD), WAYS[:2]),
    "sentence.of.{}": (ALWAYS,),
    "sentence.cost.{}": (WAYS,),
}
"""What the code puts into keys that it composes."""


class Use(NamedTuple):
    """A place that asks for a text: the key (or keys), and the values it gives."""

    where: str
    keys: tuple[str, ...]
    values: frozenset[str]


def composed(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.format(*parts) for parts in product(*FILLINGS[pattern])) if "{}" in pattern else (pattern,)


def patterns(node: ast.expr) -> tuple[str, ...]:
    """The keys an expression can be, with {} for what is put in."""
    if isinstance(node, ast.Constant):
        return (str(node.value),)
    if isinstance(node, ast.JoinedStr):
        return ("".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values),)
    if isinstance(node, ast.BinOp):
        return tuple(f"{left}{{}}" for left in patterns(node.left))
    if isinstance(node, ast.IfExp):
        return (*patterns(node.body), *patterns(node.orelse))
    raise AssertionError(f"a key that this test cannot read: {ast.unparse(node)}")


def is_wording(function: ast.expr) -> bool:
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Name) and function.func.id == "wording"
    return getattr(function, "id", getattr(function, "attr", "")) == "words"


def uses_in_code() -> Iterator[Use]:
    for file in files(PACKAGE):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and is_wording(node.func):
                values = frozenset(str(keyword.arg) for keyword in node.keywords)
                keys = tuple(key for pattern in patterns(node.args[0]) for key in composed(pattern))
                yield Use(f"{file.name}:{node.lineno}", keys, values)


def uses_in_templates() -> Iterator[Use]:
    for file in sorted(PACKAGE.rglob("*.j2")):
        for call in Environment(autoescape=True).parse(file.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "words":
                [key] = call.args
                assert isinstance(key, nodes.Const)
                yield Use(f"{file.name}:{call.lineno}", (key.value,), frozenset(part.key for part in call.kwargs))


USES = [*uses_in_code(), *uses_in_templates()]


def needed(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> dict[str, str]:
    words = wording(request.param)
    return {key: words(key) for key in words.keys()}  # noqa: SIM118


def test_the_scan_finds_its_places() -> None:
    assert len(USES) > 60
    assert any(use.where.startswith("report.html.j2") for use in USES)
    assert any(use.where.startswith("run.py") for use in USES)


def test_every_text_that_is_asked_for_is_there(texts: dict[str, str]) -> None:
    assert [(use.where, key) for use in USES for key in use.keys if key not in texts] == []


def test_every_text_is_asked_for(texts: dict[str, str]) -> None:
    assert sorted(set(texts) - {key for use in USES for key in use.keys}) == []


def test_every_text_gets_the_values_it_needs(texts: dict[str, str]) -> None:
    lacking = [
        (use.where, key, needed(texts[key]) - use.values)
        for use in USES
        for key in use.keys
        if not needed(texts[key]) <= use.values
    ]
    assert lacking == []


def test_no_value_is_given_for_nothing(texts: dict[str, str]) -> None:
    idle = [
        (use.where, value)
        for use in USES
        for value in use.values
        if not any(value in needed(texts[key]) for key in use.keys)
    ]
    assert idle == []


def test_texts_are_written_out(texts: dict[str, str]) -> None:
    for key, text in texts.items():
        assert text.strip() == text or key.startswith("sentence."), key
        assert text, key
        assert "  " not in text, key


def test_all_languages_have_the_same_texts() -> None:
    first, *others = ({key: needed(wording(name)(key)) for key in wording(name).keys()} for name in LANGUAGES)  # noqa: SIM118
    assert all(other == first for other in others)


def test_an_unknown_language_and_an_unknown_text() -> None:
    with pytest.raises(ServsimError, match='unknown language "xx"; allowed: en'):
        wording("xx")
    with pytest.raises(KeyError, match=r"no\.such\.text"):
        wording()("no.such.text")


def test_kpis_have_short_labels_and_definitions_that_end() -> None:
    for kpi in KPIS:
        assert len(wording()(f"kpi.{kpi}")) < 40
        assert wording()(f"kpi.{kpi}.definition").endswith(".")
