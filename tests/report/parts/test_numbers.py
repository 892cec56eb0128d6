import math

import pytest

from servsim.measures.intervals import Interval
from servsim.report.parts.numbers import Numbers, whole_percent
from servsim.wording import wording

MINUS, SPACE = "\u2212", "\u202f"


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    return Numbers(wording(), "EUR")


@pytest.mark.parametrize(
    ("kpi", "value", "shown"),
    [
        ("wait_mean", 0.0, "0_s"),
        ("wait_mean", 1.49, "89_s"),
        ("wait_mean", 1.5, "1.5_min"),
        ("wait_mean", 1234.56, "1,234.6_min"),
        ("service_level", 0.8765, "87.6_%"),
        ("service_level", 1.0, "100.0_%"),
        ("csat", 3.956, "3.96"),
        ("servperf", 5.1, "5.10"),
        ("servqual_gap", -0.304, f"{MINUS}0.30"),
        ("servqual_gap", -0.001, "0.00"),
        ("nps", -12.34, f"{MINUS}12.3_points"),
        ("satisfaction", 0.26, "0.26"),
        ("customers", 1284.5, "1,284"),
        ("overtime", 1.25, "1.2_h"),
        ("labour_cost", 4253.4, "4,253_EUR"),
        ("value", 9_999_999.0, "9,999,999_EUR"),
        ("value", 128_292_736.0, "128.29_million EUR"),
        ("cost_per_contact", 1.627, "1.63_EUR"),
        ("quality", 0.7686, "0.769"),
        ("quality_variance", 0.05701, "0.0570"),
        ("quality_between", 0.00127, "0.0013"),
        ("quality_between", -0.0000353, "0.0000"),
        ("quality_between", 0.0, "0.000"),
    ],
)
def test_values_have_their_unit_and_digits(numbers: Numbers, kpi: str, value: float, shown: str) -> None:
    assert numbers.value(kpi, value) == shown.replace("_", SPACE)


def test_what_is_unknown_is_a_dash(numbers: Numbers) -> None:
    assert numbers.value("csat", math.nan) == "–"
    assert numbers.value("csat", math.nan, 4.0) == "–"
    assert numbers.half("csat", math.nan, 4.0) == "?"
    assert numbers.half("csat", math.inf, 4.0) == "?"
    assert numbers.change("csat", math.nan, 4.0) == "?"
    assert numbers.change("csat", -math.inf, 4.0) == "?"


def test_values_of_a_row_follow_the_one_of_today(numbers: Numbers) -> None:
    assert numbers.value("wait_mean", 1.0, 3.0) == f"1.0{SPACE}min"
    assert numbers.value("wait_mean", 3.0, 1.0) == f"180{SPACE}s"
    assert numbers.half("wait_mean", 0.25, 1.0) == "15"
    assert numbers.half("wait_mean", 0.25, 5.0) == "0.2"
    assert numbers.value("quality_between", 0.5, 0.0012) == "0.5000"


@pytest.mark.parametrize("kpi", ["wait_mean", "quality_between", "labour_cost", "csat"])
def test_when_today_is_unknown_the_value_rules_itself(numbers: Numbers, kpi: str) -> None:
    assert numbers.value(kpi, 0.5, math.nan) == numbers.value(kpi, 0.5)
    assert numbers.half(kpi, 0.5, math.nan) == numbers.half(kpi, 0.5)
    assert numbers.change(kpi, 0.5, math.nan) == numbers.change(kpi, 0.5)


@pytest.mark.parametrize(
    ("kpi", "value", "like", "shown"),
    [
        ("wait_mean", -2.44, 3.6, f"{MINUS}2.4"),
        ("wait_mean", 0.5, 1.0, "+30"),
        ("wait_mean", -0.004, 3.6, "0.0"),
        ("abandonment_rate", 0.0312, 0.1, "+3.1"),
        ("labour_cost", -1080.0, 4000.0, f"{MINUS}1,080"),
        ("csat", 0.0, 4.0, "0.00"),
    ],
)
def test_changes_have_a_sign_unless_nothing_is_left_of_them(
    numbers: Numbers, kpi: str, value: float, like: float, shown: str
) -> None:
    assert numbers.change(kpi, value, like) == shown


def test_scale_gives_factor_and_unit(numbers: Numbers) -> None:
    assert numbers.scale("wait_p90", 1.0) == (60.0, "s")
    assert numbers.scale("wait_p90", 10.0) == (1.0, "min")
    assert numbers.scale("fcr", 0.5) == (100.0, "%")
    assert numbers.scale("labour_cost", 0.5) == (1.0, "EUR")
    assert numbers.scale("quality", 0.5) == (1.0, "")


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.412, "41 %"), (1.0, "100 %"), (0.0, "0 %"), (0.005, "< 1 %"), (0.0051, "1 %"), (math.nan, "–")],
)
def test_shares_in_whole_per_cent(share: float, text: str) -> None:
    assert whole_percent(share).replace("\u202f", " ") == text


@pytest.mark.parametrize(
    ("kpi", "ends", "like", "span"),
    [
        ("wait_p90", (-2.9, -2.1), 8.0, "2.1 to 2.9_min"),
        ("wait_p90", (-0.62, -0.61), 8.0, "0.6_min"),
        ("wait_p90", (0.1, 0.2), 1.0, "6 to 12_s"),
        ("wait_p90", (0.02, 0.2), 8.0, "up to 0.2_min"),
        ("lost_rate", (0.01, 0.02), 0.3, "1.0 to 2.0_percentage points"),
        ("csat", (-0.2, -0.1), 4.0, "0.10 to 0.20_CSAT points"),
        ("labour_cost", (1.0, 2.0), 1000.0, "1 to 2_EUR"),
        ("servqual_gap", (0.1, 0.2), 1.0, "0.10 to 0.20"),
    ],
)
def test_intervals_as_they_are_spoken(
    numbers: Numbers, kpi: str, ends: tuple[float, float], like: float, span: str
) -> None:
    interval = Interval(sum(ends) / 2, *ends, 9)
    assert numbers.span(kpi, interval, like) == span.replace("_", SPACE)
    assert numbers.span(kpi, interval.turned(), like) == span.replace("_", SPACE)
    assert numbers.ends(kpi, interval, like) == span.split("_", maxsplit=1)[0]
