import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.measures.kpi_table import COLUMN, kpi_table
from servsim.measures.scopes import EVERYBODY, Scope
from servsim.measures.summary import summary_of
from servsim.scenario import BASELINE, Scenario
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import Study, StudyResult, run, simulate
from servsim.study.events import Monitor, ProgressEvent, SessionEvent
from tests.samples import smallest, town_hall


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return np.array_equal(one, other, equal_nan=True)


def interrupt_after(trials: int) -> Monitor:
    """Presses Ctrl-C when it hears of so many trials."""

    def hear(event: SessionEvent) -> None:
        if isinstance(event, ProgressEvent) and event.done == trials:
            raise KeyboardInterrupt

    return Monitor(hear)


def test_a_study_is_its_replications(town: Scenario, town_study: StudyResult) -> None:
    for place, name in enumerate(town_study.options):
        for replication in range(2):
            alone = kpi_table(summary_of(simulate(town.option(name), seed=5, replication=replication)))
            assert same(town_study.tables[place, replication], alone)
    assert town_study.tables.shape == (4, 6, len(town_study.scopes), len(KPIS))


def test_the_same_study_twice_is_the_same(town: Scenario, town_study: StudyResult) -> None:
    again = run(town, replications=6, seed=5)
    assert town_study.tables.tobytes() == again.tables.tobytes()
    assert all(
        same(getattr(one, name), getattr(other, name))
        for one, other in zip(town_study.profiles, again.profiles, strict=True)
        for name in ("waits", "waiting", "busy", "scheduled", "csat", "recommend")
    )


def test_an_option_that_changes_nothing_differs_by_exactly_nothing() -> None:
    unchanged = {"same": {"teams.desk.wage": "24 per hour"}, "also": {"combine": ["same"]}}
    result = run(Scenario.model_validate(town_hall(options=unchanged)), replications=3, seed=2)
    for name in ("same", "also"):
        assert same(result.tables[result.index_of(name)], result.tables[0])
        difference = result.difference("wait_mean", name).difference
        assert difference[:3] == (0.0, 0.0, 0.0)


def test_options_meet_the_same_customers(town_study: StudyResult) -> None:
    for option in town_study.options:
        assert same(town_study.values("customers", option), town_study.values("customers"))
    assert town_study.difference("wait_mean", "one_more_clerk").variance_ratio > 1.0


def test_the_order_of_options_does_not_matter(town: Scenario, town_study: StudyResult) -> None:
    turned = run(town, options=["both", "script_it", "one_more_clerk"], replications=6, seed=5)
    assert turned.options == (BASELINE, "both", "script_it", "one_more_clerk")
    for name in turned.options:
        assert same(turned.tables[turned.index_of(name)], town_study.tables[town_study.index_of(name)])


def test_chosen_options_only_and_each_once(town: Scenario) -> None:
    result = run(town, options=["script_it", BASELINE, "script_it"], replications=2)
    assert result.options == (BASELINE, "script_it")
    assert run(town, options=[], replications=2).options == (BASELINE,)


def test_what_the_scenario_states_is_used() -> None:
    result = run(Scenario.model_validate(smallest(study={"replications": 3, "seed": 77})))
    assert (result.replications, result.replications_asked, result.seed) == (3, 3, 77)
    assert not result.interrupted


@pytest.fixture
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every chunk is a single trial."""
    monkeypatch.setattr("servsim.study.running.chunks.GOOD_SECONDS", 0.0)


@pytest.mark.usefixtures("short_chunks")
@pytest.mark.parametrize("trials", [8, 9, 11])
def test_ctrl_c_keeps_the_complete_replications(town: Scenario, town_study: StudyResult, trials: int) -> None:
    result = Study(town).run(6, 5, interrupt_after(trials))
    assert result.interrupted
    assert (result.replications, result.replications_asked) == (2, 6)
    assert same(result.tables, town_study.tables[:, :2])
    assert all(profile.replications == 2 for profile in result.profiles)
    assert result.interval("csat").count == 2


def test_ctrl_c_after_the_last_trial_loses_nothing(tiny: Scenario) -> None:
    result = Study(tiny).run(3, 1, interrupt_after(3))
    assert result.replications == 3
    assert not result.interrupted


@pytest.mark.usefixtures("short_chunks")
@pytest.mark.parametrize("trials", [1, 4, 7])
def test_ctrl_c_before_two_replications_leaves_nothing_to_tell(town: Scenario, trials: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        Study(town).run(6, 5, interrupt_after(trials))


def test_progress_counts_every_trial(town: Scenario) -> None:
    heard: list[SessionEvent] = []
    Study(town, ["both"]).run(2, 1, Monitor(heard.append))
    assert [(one.done, one.total) for one in heard if isinstance(one, ProgressEvent)] == [
        (1, 4),
        (2, 4),
        (3, 4),
        (4, 4),
    ]


def test_an_unknown_option_is_named_with_the_nearest(town: Scenario) -> None:
    with pytest.raises(ServsimError, match='unknown option "one_more_clark"; did you mean "one_more_clerk"'):
        run(town, options=["one_more_clark"])


@pytest.mark.parametrize("replications", [-1, 0, 1])
def test_fewer_than_two_replications_are_refused(tiny: Scenario, replications: int) -> None:
    with pytest.raises(ServsimError, match=f"found {replications}; replications are auto, or a whole number from 2"):
        run(tiny, replications=replications)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_is_none_is_refused(tiny: Scenario, seed: int) -> None:
    with pytest.raises(ServsimError, match=f"found {seed}; a seed"):
        run(tiny, seed=seed)


WIDER = {
    "longer": {"clock.close": "13:30", "clock.open": "08:00"},
    "more_places": {
        "teams.night": {"agents": 1},
        "touchpoints.mail_box": {"team": "night", "handling": "2 min"},
        "touchpoints.kiosk.next": {"counter": "60 %", "mail_box": "40 %"},
    },
    "fewer": {"segments.regulars": None, "touchpoints.kiosk": None, "targets": {}},
}


def test_options_may_have_other_parts_than_the_baseline() -> None:
    scenario = Scenario.model_validate(town_hall(options=WIDER))
    result = run(scenario, replications=2, seed=3)
    night, early, gone = Scope("team", "night"), Scope("hour", "08:00"), Scope("segment", "regulars")
    for scope in (night, early):
        assert np.isnan(result.values("csat", BASELINE, scope)).all()
        assert scope in result.scopes
    assert (result.values("contacts", "more_places", night) > 0).all()
    assert (result.values("contacts", "longer", early) > 0).all()
    assert np.isnan(result.values("csat", "fewer", gone)).all()
    assert result.difference("csat", "fewer", gone).difference.count == 0
    alone = kpi_table(summary_of(simulate(scenario.option("longer"), seed=3)))
    assert same(result.tables[result.index_of("longer"), 0, 0], alone[0])
    hour = [result.values("contacts", "longer", scope)[0] for scope in result.scopes if scope.kind == "hour"]
    assert np.nansum(hour) <= result.values("contacts", "longer", EVERYBODY)[0]
    assert result.tables[0, 0, 0, COLUMN["contacts"]] > 0
