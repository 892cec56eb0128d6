"""A nest is a line-up of all options at all points; only the points differ from the scenarios themselves."""

import pickle
from dataclasses import replace

import numpy as np

from servsim.scenario import Scenario
from servsim.scenario.variants.parameters import parameters
from servsim.study import Study
from servsim.study.running.chunks import Chunk
from servsim.study.running.identity import trial_keys
from servsim.study.running.study_spec import StudySpec, variants_of, work_here
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.uncertainty_study import UncertaintyStudy, sound_study
from tests.samples import smallest

RANGES = {"teams.desk.agents": {"between": [2, 5]}, "time.standard_saving": {"between": [0, 0.3]}}
OPTIONS = {"slow": {"touchpoints.check_in.standardization": 0.1}}


def made(*points: tuple[float, float]) -> UncertaintyStudy:
    scenario = Scenario.model_validate(
        smallest(uncertain=RANGES, options=OPTIONS, study={"uncertainty": "stated", "engine": "simpy"})
    )
    return UncertaintyStudy(scenario, ["slow"], None, None, Design(parameters(scenario, ["slow"]), np.array(points)))


def test_places_are_points_by_options() -> None:
    nest = made((2, 0.1), (3, 0.2))
    assert nest.count == 4
    assert [nest.variant(place).teams["desk"].agents for place in range(4)] == [2, 2, 3, 3]
    assert [nest.model(place).scenario.touchpoints["check_in"].standardization for place in range(4)] == [
        0.5, 0.1, 0.5, 0.1,
    ]  # fmt: skip


def test_at_the_scenarios_own_values_nothing_changes() -> None:
    """And with another number of agents something does."""
    nest = made((2, 0.2), (3, 0.2))
    study = Study(nest.scenario, ["slow"])
    for option in range(2):
        [plain] = work_here(study, 5)(Chunk(option, range(1))).trials
        tables = [work_here(nest, 5)(Chunk(2 * point + option, range(1))).trials[0].table for point in range(2)]
        assert tables[0].tobytes() == plain.table.tobytes()
        assert tables[1].tobytes() != plain.table.tobytes()


def test_every_point_of_every_option_has_a_key_of_its_own() -> None:
    nest = made((2, 0.2), (3, 0.2), (3, 0.1))
    keys = trial_keys(nest, 1)
    assert len(set(keys)) == len(keys) == 6
    assert keys == trial_keys(made((2, 0.2), (3, 0.2), (3, 0.1)), 1)


def test_a_nest_travels() -> None:
    nest = made((2, 0.1), (3, 0.2))
    away = variants_of(pickle.loads(pickle.dumps(StudySpec.of(nest))))
    assert isinstance(away, UncertaintyStudy)
    assert [away.variant(place) for place in range(4)] == [nest.variant(place) for place in range(4)]


def test_points_where_parameters_contradict_each_other_are_left_out() -> None:
    nest = made((2, 0.1), (0, 1.5), (3, 0.2))
    assert sound_study(nest, nest.design).design.values.tolist() == [[2, 0.1], [3, 0.2]]


def test_points_that_are_compared_with_each_other_are_left_out_together() -> None:
    nest = made((2, 0.1), (0, 1.5), (3, 0.2), (4, 0.2))
    pairs = sound_study(nest, replace(nest.design, together=2)).design
    assert pairs.values.tolist() == [[3, 0.2], [4, 0.2]]
    assert pairs.together == 2


def test_a_warm_up_that_was_found_holds_at_all_points() -> None:
    """Also elsewhere; a point would else find none, as its scenario leaves it open."""
    clock = {"days": 2, "warm_up": "auto"}
    study = Study(Scenario.model_validate(smallest(uncertain=RANGES, options=OPTIONS, clock=clock)))
    assert study.baseline.warm_up is not None
    design = Design(parameters(study.scenario, study.names)[:2], np.array([[2, 0.1], [3, 0.2]]))
    nest = UncertaintyStudy(study.scenario, study.names, study.baseline, design)
    for variants in (nest, variants_of(StudySpec.of(nest))):
        assert {variants.variant(place).clock.warm_up for place in range(4)} == {study.baseline.warm_up.minutes}
