"""One frozen value of what pilots found: equal when everything simulated is equal, and part of what a trial is."""

from servsim.feedback.rating.ratings import RATING_CUTS
from servsim.measures.baseline.baseline import NOTHING_FOUND, Baseline, WarmUp
from servsim.measures.baseline.pilots import baseline_of
from servsim.measures.model import Model
from servsim.scenario import Scenario
from servsim.scenario.values.units import AUTO
from servsim.study.running.identity import trial_keys
from servsim.study.variants import Variants
from tests.samples import smallest

OTHER_CUTS = RATING_CUTS._replace(csat=(-0.4, -0.2, 0.1, 0.4))


def endless() -> Scenario:
    return Scenario.model_validate(smallest(clock={"days": 2, "warm_up": "auto"}))


def test_a_scenario_that_states_everything_has_nothing_to_be_found() -> None:
    assert baseline_of(Scenario.model_validate(smallest())) == NOTHING_FOUND


def test_equal_and_hashed_by_what_trials_depend_on() -> None:
    one, drawn_otherwise = (Baseline(WarmUp(60.0, longer, 1.0, ()), RATING_CUTS) for longer in (False, True))
    assert one == drawn_otherwise
    assert {one: 1}[drawn_otherwise] == 1


def test_twin_another_warm_up_or_cut_is_another_baseline() -> None:
    one = Baseline(WarmUp(60.0, False, 1.0, ()), RATING_CUTS)
    assert len({one, Baseline(WarmUp(61.0, False, 1.0, ()), RATING_CUTS), Baseline(one.warm_up, OTHER_CUTS)}) == 3


def test_it_is_part_of_the_key_of_a_trial() -> None:
    scenario = Scenario.model_validate(smallest())
    one, same, other = (Variants(scenario, baseline=Baseline(cuts=cuts)) for cuts in (None, None, OTHER_CUTS))
    assert trial_keys(one, 1) == trial_keys(same, 1) != trial_keys(other, 1)


def test_a_model_takes_warm_up_and_cuts_from_it() -> None:
    scenario = endless()
    assert scenario.clock.warm_up == AUTO
    model = Model.of(scenario, Baseline(WarmUp(90.0, False, 1.0, ()), OTHER_CUTS))
    assert model.plan.opening.warm_up == 90.0
    assert model.ratings.criteria.cuts.csat == OTHER_CUTS.csat
