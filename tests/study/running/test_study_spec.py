import pickle
from dataclasses import replace

import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import Study
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.study_spec import StudySpec, variants_of, work_anywhere, work_here
from tests.samples import town_hall


def same(one: Finished, other: Finished) -> bool:
    pairs = zip(one.trials, other.trials, strict=True)
    return one.chunk == other.chunk and all(a.table.tobytes() == b.table.tobytes() for a, b in pairs)


def test_work_is_the_same_near_and_far(town: Scenario) -> None:
    study = Study(town, ["both"])
    chunk = Chunk(1, range(2, 4))
    near, far = work_here(study, 5), pickle.loads(pickle.dumps(work_anywhere(study, 5)))
    assert same(near(chunk), far(chunk))
    assert near(chunk).seconds > 0.0


def test_a_scenario_derived_from_another_keeps_its_anchor_on_the_way(town: Scenario) -> None:
    study = Study(town.with_changes({"touchpoints.counter": {"standardization": 0.9, "personalization": 0.1}}), [])
    chunk = Chunk(0, range(2))
    assert same(work_here(study, 5)(chunk), pickle.loads(pickle.dumps(work_anywhere(study, 5)))(chunk))


def test_a_lineup_is_compiled_once_in_a_process(town: Scenario) -> None:
    one, again = (pickle.loads(pickle.dumps(StudySpec.of(Study(town)))) for _ in range(2))
    assert one == again
    assert variants_of(one) is variants_of(again)
    other = StudySpec.of(Study(Scenario.model_validate(town_hall(name="Another"))))
    assert other != one


def test_what_travels_is_small(town: Scenario) -> None:
    assert len(pickle.dumps(work_anywhere(Study(town), 5))) < 50_000
    assert "packed" not in repr(StudySpec.of(Study(town)))


def test_another_build_is_refused(town: Scenario) -> None:
    foreign = replace(StudySpec.of(Study(town)), build="servsim 0.0.9, source 123")
    with pytest.raises(ServsimError, match=r"a worker has servsim .*started with servsim 0\.0\.9, source 123; install"):
        variants_of(foreign)
