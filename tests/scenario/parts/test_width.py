"""Widths: a KPI, and how precisely it is to be known."""

import pytest

from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.parts.width import FINE_ENOUGH, Width, parse_width, relative_width, usual_width


@pytest.mark.parametrize(
    ("kpi", "text", "relative", "absolute"),
    [
        ("wait_p90", "5 %", 0.05, 0.05),
        ("wait_p90", "30 s", 0, 0.5),
        ("overtime", "30 min", 0, 0.5),
        ("service_level", "2 points", 0, 0.02),
        ("service_level", "2 %", 0.02, 0.005),
        ("csat", "0.05", 0, 0.05),
        ("csat", 0.05, 0, 0.05),
        ("nps", 2, 0, 2),
        ("labour_cost", " 100 ", 0, 100),
    ],
)
def test_forms(kpi: str, text: object, relative: float, absolute: float) -> None:
    assert parse_width(kpi, text) == Width(kpi, pytest.approx(relative), pytest.approx(absolute))


@pytest.mark.parametrize(
    ("kpi", "text", "message"),
    [
        ("wait_p9", "5 %", 'unknown KPI "wait_p9"; did you mean "wait_p9'),
        ("wait_p90", 5, r'found 5; a width is a share of the mean \("5 %"\) or absolute \("30 s"\)'),
        ("wait_p90", None, "found nothing; a width is"),
        ("wait_p90", "0 s", 'found "0 s"; a width is more than 0, and at most 100 %'),
        ("wait_p90", "101 %", 'found "101 %"; a width is more than 0'),
        ("wait_p90", "-5 %", 'found "-5 %"; a width is a share'),
        ("csat", "0 %", 'found "0 %"; a width is more than 0'),
        ("csat", 0, "found 0; a width is more than 0"),
        ("csat", True, "found true; a width is a share"),
        ("csat", "5 points", 'found "5 points"; a width is a share of the mean'),
        ("service_level", "0.05", r'absolute \("2 points"\)'),
    ],
)
def test_faults(kpi: str, text: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_width(kpi, text)


def test_near_zero_the_absolute_width_takes_over() -> None:
    width = relative_width("wait_p90", 0.05)
    assert width.at(10) == pytest.approx(0.5)
    assert width.at(-10) == pytest.approx(0.5)
    assert width.at(0.1) == width.at(0) == FINE_ENOUGH["min"]


def test_ratings_have_points_and_the_others_a_share() -> None:
    assert usual_width("csat", 0.05) == Width("csat", 0.0, 0.05)
    assert usual_width("nps", 0.05) == Width("nps", 0.0, 2.0)
    assert usual_width("wait_mean", 0.05) == relative_width("wait_mean", 0.05)


def test_every_unit_knows_what_is_fine_enough() -> None:
    assert set(FINE_ENOUGH) == {kpi.unit for kpi in KPIS.values()}
