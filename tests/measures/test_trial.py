import numpy as np

from servsim.demand import batches
from servsim.demand.batch import MOST_REPLICATIONS
from servsim.measures.kpi_table import kpi_table
from servsim.measures.profile import agent_quality
from servsim.measures.summary import summary_of
from servsim.measures.trial import AGENT_REPLICATIONS, run_trials
from servsim.scenario import Scenario
from servsim.study import Study, simulate
from tests.samples import town_hall


def test_trials_are_replications_seen_through_tables_and_pictures(town: Scenario) -> None:
    study = Study(town, ["both"])
    trials = run_trials(study.models[1], study.frame, 5, range(3, 5))
    assert len(trials) == 2
    for replication, trial in zip((3, 4), trials, strict=True):
        alone = simulate(town.option("both"), seed=5, replication=replication)
        assert np.array_equal(trial.table, kpi_table(summary_of(alone)), equal_nan=True)
        assert trial.profile.replications == 1
        assert trial.agents is not None
        assert np.array_equal(trial.agents.mean, agent_quality(summary_of(alone)).mean, equal_nan=True)


def test_agents_are_looked_at_in_the_first_replications_only() -> None:
    study = Study(Scenario.model_validate(town_hall()), [])
    trials = run_trials(study.models[0], study.frame, 1, range(AGENT_REPLICATIONS - 1, AGENT_REPLICATIONS + 1))
    assert [trial.agents is None for trial in trials] == [False, True]


def test_how_replications_are_grouped_does_not_matter(town: Scenario) -> None:
    study = Study(town, [])
    model, frame = study.models[0], study.frame
    size = len(next(batches(range(MOST_REPLICATIONS), model.encounters)))
    numbers = (2, 0, size, size + 1, 1)
    together = run_trials(model, frame, 2, range(size + 2))
    apart = [run_trials(model, frame, 2, range(number, number + 1))[0] for number in numbers]
    for place, number in enumerate(numbers):
        assert apart[place].table.tobytes() == together[number].table.tobytes()
        assert apart[place].profile.waiting.tobytes() == together[number].profile.waiting.tobytes()
