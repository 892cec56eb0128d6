import pytest

from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.checking.weak_intervals import fewest_agents, weak_intervals
from tests.samples import smallest


def study(agents: object, replications: int = 2, **options: object) -> StudyResult:
    raw = smallest(teams={"desk": {"agents": agents}}, options=options)
    return run(Scenario.model_validate(raw), replications=replications)


@pytest.mark.parametrize(
    ("agents", "found"),
    [
        (2, ["quality_between", "wait_mean"]),
        (4, ["quality_between"]),
        ({"09:00": 3, "11:00": 6}, ["quality_between"]),
        (7, []),
    ],
)
def test_few_agents_make_weak_intervals(agents: object, found: list[str]) -> None:
    assert [weak.kpi for weak in weak_intervals(study(agents))] == found


def test_many_periods_make_them_strong() -> None:
    assert list(weak_intervals(study(2, replications=50))) == []


def test_one_agent_has_no_variance_between_agents() -> None:
    assert [weak.kpi for weak in weak_intervals(study(1))] == ["wait_mean"]


def test_the_smallest_staff_of_all_options_counts() -> None:
    result = study(8, fewer={"teams.desk.agents": 5})
    assert fewest_agents(result) == 5
    assert [weak.agents for weak in weak_intervals(result)] == [5]


def test_without_teams_nothing_rests_on_agents() -> None:
    website = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    assert list(weak_intervals(run(Scenario.model_validate(website), replications=2))) == []
