"""How a distribution is stated: one family, a constant, or one for each segment."""

import pytest

from servsim.scenario.values.distributions import BySegment, Constant, Distribution, Lognormal
from tests.scenario.small import faults, loaded, small

HANDLING = "{lognormal: {mean: 4 min, cv: 0.7}}"


def stated(text: str) -> BySegment:
    return loaded(small((HANDLING, text))).touchpoints["check_in"].handling


def test_a_plain_duration_is_a_constant() -> None:
    for text in ("4 min", "{constant: 4 min}", "{constant: {value: 4 min}}"):
        family = stated(text).of("guest")
        assert isinstance(family, Constant)
        assert family.moments() == (4, 0)


def test_one_family() -> None:
    handling = stated(HANDLING)
    assert handling.of("guest") == handling.of("anybody") == handling.family
    assert isinstance(handling.family, Lognormal)


def test_one_for_each_segment() -> None:
    handling = stated("{by_segment: {guest: {gamma: {mean: 2 min, cv: 1}}}}")
    family = handling.of("guest")
    assert family is not None
    assert family.moments() == (2, 1)
    assert handling.of("anybody") is None


def test_an_inline_sample() -> None:
    family = stated("{empirical: [30 s, 90 s]}").of("guest")
    assert family is not None
    assert family.moments() == (1, 0.5)
    assert family.minimum() == 0.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4", 'found 4, a number without a unit; a duration needs one: s, min, h, d ("4 min")'),
        ("true", "found true; a mapping of keys is needed"),
        ("null", "found nothing; a mapping of keys is needed"),
        ("{gamma: null}", "found none; state exactly one of exponential, lognormal"),
        ("{gamma: {mean: 4 min}}", '"cv" is missing here'),
        ("{by_segment: {guest: {}}}", "found none; state exactly one of"),
        ("{weibull: {mean: 4 min, cv: 0}}", "found 0; at least 0.01 is needed"),
        ("{erlang: {mean: 4 min, phases: 1.5}}", "found 1.5; a whole number is needed"),
        ("{pert: {low: 1 min, likely: 30 s, high: 2 min}}", "likely (30 s) must lie between low (1 min)"),
        ("{uniform: {low: 2 min, high: 2 min}}", "low (2 min) must be below high (2 min)"),
        ("{empirical: 4 min}", "found \"4 min\"; a mapping of keys is needed"),
        ("{empirical: {values: 4 min}}", "found \"4 min\"; a list is needed"),
    ],
)  # fmt: skip
def test_refusals(text: str, message: str) -> None:
    found = faults(small((HANDLING, text)))
    assert len(found) == 1
    assert message in found[0]


def test_a_distribution_in_python() -> None:
    assert Distribution.model_validate("4 min").family.moments().mean == 4
