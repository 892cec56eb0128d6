"""How variable work becomes under another standard, and when the data cannot say."""

import pytest

from servsim.scenario import Scenario
from servsim.scenario.checking.limits import limit_findings
from servsim.scenario.parts.effects import TimeEffects
from servsim.scenario.parts.work import practised, spread_ratio, work_family
from servsim.scenario.values.distributions import Distribution, Family
from tests.scenario.small import loaded, small

EFFECTS = TimeEffects()


def family(stated: object) -> Family:
    return Distribution.model_validate(stated).family


def test_spread_ratio() -> None:
    assert spread_ratio(EFFECTS, (0.5, 0.5), (0.5, 0.5)) == 1
    assert spread_ratio(EFFECTS, (1, 0), (0, 0)) == pytest.approx(0.5)
    assert spread_ratio(EFFECTS, (0, 1), (0, 0)) == pytest.approx(1.3)


def test_practised() -> None:
    made = loaded(
        small(("team: desk\n    handling: {", "team: desk\n    measured_at: {standardization: 0.3}\n    handling: {"))
    )
    touchpoint = made.touchpoints["check_in"]
    anchor = touchpoint.model_copy(update={"standardization": 0.9, "personalization": 0.8, "target": 0.2})
    assert practised(touchpoint, anchor) == (0.3, 0.8, 0.2)


def test_work_is_drawn_as_measured_up_to_the_measured_spread() -> None:
    measured = family({"uniform": {"low": "1 min", "high": "3 min"}})
    assert work_family(measured, 0.5) is measured
    assert work_family(measured, 1.0) is measured
    assert work_family(measured, 1.2) is None


def test_beyond_it_families_with_a_free_cv_take_the_larger_one() -> None:
    wider = work_family(family({"gamma": {"mean": "4 min", "cv": 0.5}}), 1.2)
    assert wider is not None
    assert wider.moments() == (4, 0.6)


def placed(handling: str, standardization: float) -> Scenario:
    text = small(("handling: 3 min", f"handling: {handling}\n    measured_at: {{standardization: 1}}"))
    return loaded(text).with_changes({"touchpoints.concierge.standardization": standardization})


@pytest.mark.parametrize("handling", ["3 min", "{gamma: {mean: 3 min, cv: 2}}", "{empirical: [2 min, 3 min]}"])
def test_times_that_stay_positive(handling: str) -> None:
    assert list(limit_findings(placed(handling, 0))) == []


def test_times_that_would_become_negative_are_told() -> None:
    made = loaded(small(("handling: 3 min", "handling: {empirical: [1 s, 3 min]}")))
    assert list(limit_findings(made)) == []
    with pytest.raises(Exception, match=r"the measured times, spread 1\.33 times as wide, would become negative"):
        made.with_changes({"touchpoints.concierge.standardization": 0})
