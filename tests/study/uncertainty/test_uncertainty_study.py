"""The variants of a study are all its options at all points; only the points differ from the scenarios themselves."""

import pickle
from dataclasses import replace

import numpy as np

from servsim.measures.baseline.baseline import NOTHING_FOUND
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
    return UncertaintyStudy(scenario, ["slow"], NOTHING_FOUND, Design(parameters(scenario, ["slow"]), np.array(points)))


def test_numbers_count_points_and_then_options() -> None:
    varied = made((2, 0.1), (3, 0.2))
    assert varied.count == 4
    assert [varied.variant(index).teams["desk"].agents for index in range(4)] == [2, 2, 3, 3]
    assert [varied.model(index).scenario.touchpoints["check_in"].standardization for index in range(4)] == [
        0.5, 0.1, 0.5, 0.1,
    ]  # fmt: skip


def test_at_the_scenarios_own_values_nothing_changes() -> None:
    """And with another number of agents something does."""
    varied = made((2, 0.2), (3, 0.2))
    study = Study(varied.scenario, ["slow"])
    for option in range(2):
        [plain] = work_here(study, 5)(Chunk(option, range(1))).trials
        tables = [work_here(varied, 5)(Chunk(2 * point + option, range(1))).trials[0].table for point in range(2)]
        assert tables[0].tobytes() == plain.table.tobytes()
        assert tables[1].tobytes() != plain.table.tobytes()


def test_every_point_of_every_option_has_a_key_of_its_own() -> None:
    varied = made((2, 0.2), (3, 0.2), (3, 0.1))
    keys = trial_keys(varied, 1)
    assert len(set(keys)) == len(keys) == 6
    assert keys == trial_keys(made((2, 0.2), (3, 0.2), (3, 0.1)), 1)


def test_the_variants_travel() -> None:
    varied = made((2, 0.1), (3, 0.2))
    away = variants_of(pickle.loads(pickle.dumps(StudySpec.of(varied))))
    assert isinstance(away, UncertaintyStudy)
    assert [away.variant(index) for index in range(4)] == [varied.variant(index) for index in range(4)]


def test_points_where_parameters_contradict_each_other_are_left_out() -> None:
    varied = made((2, 0.1), (0, 1.5), (3, 0.2))
    assert sound_study(varied, varied.design).design.values.tolist() == [[2, 0.1], [3, 0.2]]


def test_points_that_are_compared_with_each_other_are_left_out_together() -> None:
    varied = made((2, 0.1), (0, 1.5), (3, 0.2), (4, 0.2))
    pairs = sound_study(varied, replace(varied.design, together=2)).design
    assert pairs.values.tolist() == [[3, 0.2], [4, 0.2]]
    assert pairs.together == 2


def test_a_warm_up_that_was_found_holds_at_all_points() -> None:
    """Also elsewhere; a point would else find none, as its scenario leaves it open."""
    clock = {"days": 2, "warm_up": "auto"}
    study = Study(Scenario.model_validate(smallest(uncertain=RANGES, options=OPTIONS, clock=clock)))
    assert study.baseline.warm_up is not None
    design = Design(parameters(study.scenario, study.names)[:2], np.array([[2, 0.1], [3, 0.2]]))
    varied = UncertaintyStudy(study.scenario, study.names, study.baseline, design)
    for variants in (varied, variants_of(StudySpec.of(varied))):
        assert {variants.variant(index).clock.warm_up for index in range(4)} == {study.baseline.warm_up.minutes}
