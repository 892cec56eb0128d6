"""Targets: a KPI, a relation, a value with its unit."""

import math

import pytest

from servsim.errors import ServsimError
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.parts.target import Target, check_stated, parse_target


@pytest.mark.parametrize(
    ("kpi", "text", "relation", "value"),
    [
        ("wait_p90", "<= 8 min", "<=", 8),
        ("wait_p90", "<480 s", "<", 8),
        ("overtime", "<= 90 min", "<=", 1.5),
        ("service_level", " >=  80 %", ">=", 0.8),
        ("csat", "> 4.3", ">", 4.3),
        ("nps", ">= -10", ">=", -10),
        ("labour_cost", "<= 1e4", "<=", 10_000),
    ],
)
def test_forms(kpi: str, text: str, relation: str, value: float) -> None:
    target = parse_target(kpi, text)
    assert target[:3] == (kpi, relation, pytest.approx(value))
    assert target.text == " ".join(text.split())


@pytest.mark.parametrize(
    ("kpi", "text", "message"),
    [
        ("wait_p9", "<= 8 min", 'unknown KPI "wait_p9"; did you mean "wait_p9'),
        ("zzz", "<= 8 min", 'unknown KPI "zzz"; allowed: abandonment_rate, adequacy, aht,'),
        ("wait_p90", "8 min", 'found "8 min"; a target is a relation and a value ("<= 8 min", ">= 4.3", ">= 80 %")'),
        ("wait_p90", "= 8 min", 'found "= 8 min"; a target is'),
        ("wait_p90", "<=", 'found "<="; a target is'),
        ("wait_p90", 8, "found 8; a target is"),
        ("wait_p90", None, "found nothing; a target is"),
        ("wait_p90", "<= 8", 'found "8"; a duration is a number and one of s, min, h, d, week'),
        ("wait_p90", "<= 8 %", 'found "8 %"; a duration is'),
        ("service_level", ">= 0.8", 'found "0.8"; a share is stated in per cent'),
        ("csat", ">= 80 %", 'found "80 %"; this KPI has no unit, a plain number is needed'),
        ("csat", ">= nan", 'found "nan"; this KPI has no unit, a plain number is needed'),
        ("csat", ">= inf", 'found "inf"; this KPI has no unit'),
    ],
)
def test_refusals(kpi: str, text: object, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        parse_target(kpi, text)
    assert str(caught.value).startswith(message)


def test_meeting_a_target() -> None:
    for relation, below, at, above in [("<=", 1, 1, 0), ("<", 1, 0, 0), (">=", 0, 1, 1), (">", 0, 0, 1)]:
        target = Target("csat", relation, 4.0, "")
        assert (target.met(3.9), target.met(4.0), target.met(4.1)) == (bool(below), bool(at), bool(above))
        assert not target.met(math.nan)


def test_the_table_of_kpis() -> None:
    assert all(name == kpi.name for name, kpi in KPIS.items())
    assert all(kpi.better in ("lower", "higher", "neither") for kpi in KPIS.values())
    for kpi in KPIS.values():
        example = {"min": "<= 5 min", "h": "<= 2 h", "share": "<= 5 %"}.get(kpi.unit, "<= 5")
        assert parse_target(kpi.name, example).kpi == kpi.name


def test_none_at_all_are_refused_where_they_are_needed() -> None:
    check_stated([parse_target("csat", ">= 4")])
    with pytest.raises(ServsimError, match=r"has no targets; state what is to be met, such as targets: \{wait_p90: "):
        check_stated([])
