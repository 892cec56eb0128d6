"""Money that a planner states; what is refused stands in bad_faults.yaml."""

import pytest

from servsim.scenario.parts.economics import Cost, Economics
from tests.scenario.small import change_faults, loaded, small

COSTS = "economics: {costs: {training: {kind: prevention, fixed: 1300, over_weeks: 13, per_week: 20}}}\n"


def test_without_the_key_nothing_is_stated() -> None:
    assert loaded(small()).economics is None
    assert not {default.path for default in loaded(small()).defaults() if default.path.startswith("economics")}


def test_an_empty_key_takes_the_documented_defaults() -> None:
    scenario = loaded(small(more="economics: {}\n"))
    assert scenario.economics == Economics()
    named = {default.path.split(".")[1] for default in scenario.defaults() if default.path.startswith("economics")}
    assert named == {"overtime_premium", "survey_cost", "audit_hours", "audit_wage", "horizon_weeks"}
    assert Economics().weekly_audits == Economics().weekly("prevention", "appraisal", "other") == 0.0


def test_a_fixed_cost_is_spread_over_its_weeks() -> None:
    economics = loaded(small(more=COSTS)).economics
    assert economics is not None
    assert economics.weekly("prevention") == pytest.approx(120.0)
    assert economics.weekly("appraisal", "other") == 0.0
    assert Cost(kind="other", fixed=520).weekly == 10.0


def test_audits_are_paid_by_the_hour() -> None:
    assert Economics.model_validate({"audit_hours": 3, "audit_wage": "40 per hour"}).weekly_audits == pytest.approx(120)


def test_an_option_adds_a_programme_and_keeps_the_others() -> None:
    option = "options: {bot: {economics.costs.bot: {kind: other, per_week: 90}}}\n"
    changed = loaded(small(more=COSTS + option)).option("bot").economics
    assert changed is not None
    assert sorted(changed.costs) == ["bot", "training"]
    assert changed.weekly("prevention", "other") == pytest.approx(210.0)


def test_an_option_that_adds_a_free_programme_is_refused() -> None:
    found = change_faults(loaded(small(more=COSTS)), {"economics.costs.bot": {"kind": "other"}})
    assert len(found) == 1
    assert found[0].startswith("economics.costs.bot: state fixed, per_week or both")
