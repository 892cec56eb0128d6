"""Going over the ranges: the same result whoever simulates, from kept trials too, and only where it is wanted."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.measures.kpi_table import COLUMN
from servsim.scenario import Scenario
from servsim.study import Study, run
from servsim.study.events import Monitor, ProgressEvent, SessionEvent
from servsim.study.running.trial_loop import Resources
from servsim.study.uncertainty.explore import FEWEST, FOLDER, explore, wanted, with_ranges
from servsim.study.uncertainty.parameter_uncertainty import ParameterUncertainty
from tests.samples import smallest

OPTIONS = {"more": {"teams.desk.agents": 3}}


def interrupt_after(trials: int) -> Monitor:
    """Presses Ctrl-C when it hears of so many trials: two for an option at a point."""

    def hear(event: SessionEvent) -> None:
        if isinstance(event, ProgressEvent) and event.done == trials:
            raise KeyboardInterrupt

    return Monitor(hear)


def study(**sections: Any) -> Study:
    return Study(Scenario.model_validate(smallest(options=OPTIONS, **sections)))


PLAIN = run(Scenario.model_validate(smallest(options=OPTIONS)), replications=32, seed=5)


def found(means: Resources | None = None, points: int = 12) -> ParameterUncertainty:
    result = explore(study(), PLAIN.plain, points, means)
    assert result is not None
    return result


def test_the_result_is_the_same_whoever_simulates(tmp_path: Path) -> None:
    alone = found()
    with ThreadPoolExecutor(2) as pool:
        for means in (
            Resources(Monitor(), 2),
            Resources(Monitor(), executor=pool),
            Resources(Monitor(), folder=tmp_path),
        ):
            assert found(means).values.tobytes() == alone.values.tobytes()


def test_kept_trials_are_used_again(tmp_path: Path) -> None:
    """An interrupt after some points leaves them, and the next run simulates only the others."""
    part = explore(study(), PLAIN.plain, 12, Resources(interrupt_after(2 * 2 * 9), folder=tmp_path))
    assert part is not None
    assert (part.points, part.interrupted) == (9, True)
    assert (tmp_path / FOLDER / "trials.sqlite").exists()
    whole = found(Resources(Monitor(), folder=tmp_path))
    assert not whole.interrupted
    assert whole.values.tobytes() == found().values.tobytes()
    assert whole.values[:9].tobytes() == part.values.tobytes()


def test_too_early_an_interrupt_leaves_nothing_to_tell() -> None:
    with pytest.raises(KeyboardInterrupt):
        explore(study(), PLAIN.plain, 12, Resources(interrupt_after(6)))
    cut = with_ranges(study(), PLAIN, 12, Resources(interrupt_after(6)))
    assert cut.uncertainty is None
    assert (cut.ranges_cut, cut.ranges_interrupted, cut.interrupted) == (True, True, False)
    assert not PLAIN.ranges_interrupted
    whole = with_ranges(study(), PLAIN, 12)
    assert whole.uncertainty is not None
    assert not whole.ranges_interrupted


def test_options_meet_the_same_points_and_customers() -> None:
    result = found()
    came = result.values[..., COLUMN["customers"]]
    assert (came[:, 0] == came[:, 1]).all()
    assert len(np.unique(came)) > FEWEST, "other customers at each point"
    assert result.cancelled("csat", "more") > 0.8


def test_unknown_effects_widen_what_is_known_of_satisfaction() -> None:
    spread = found(points=32).spread("csat")
    chance = PLAIN.interval("csat")
    assert spread.high - spread.low > 3 * (chance.high - chance.low)


def test_the_answer_holds_what_is_stated_as_known() -> None:
    """A scenario without ranges has no ignorance: nothing is told."""
    assert explore(study(study={"uncertainty": "stated"}), PLAIN.plain, 12) is None


def test_run_goes_over_the_ranges_when_asked() -> None:
    scenario = study().scenario
    assert run(scenario, replications=2).uncertainty is None
    result = run(scenario, replications=32, seed=5, parameter_sets=12).uncertainty
    assert result is not None
    assert result.values.tobytes() == found().values.tobytes()


def test_fewer_than_eight_points_tell_nothing() -> None:
    with pytest.raises(ServsimError, match="found 7 points of the ranges; at least 8 are needed"):
        explore(study(), PLAIN.plain, 7)


def test_wanted_unasked_only_where_it_is_quick() -> None:
    """Not more replications than there were, and not more than a million encounters."""
    ranges = {"time.standard_saving": {"between": [0, 0.3]}}
    for one in (study(), study(uncertain=ranges), study(uncertain=ranges, study={"uncertainty": "stated"})):
        assert wanted(one, 64, known=128)
        assert not wanted(one, 64, known=127)
        assert not wanted(one, 40_000, known=80_000)
    assert not wanted(study(uncertain=ranges, study={"uncertainty": "none"}), 64, known=128)
