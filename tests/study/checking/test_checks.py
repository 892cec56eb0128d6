import pytest

from servsim.measures.scopes import Scope
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.study.checking import checks
from servsim.study.checking.check import FORMULA, LAWS, LITTLE
from servsim.study.checking.checks import MOST_ENCOUNTERS, MOST_PERIODS
from tests.altered import with_values
from tests.samples import smallest

COLUMNS = ["check", "option", "team", "hour", "formula", "expected", "simulated", "low", "high", "verdict", "why"]


def test_every_option_is_checked_and_nothing_fails(town_study: StudyResult) -> None:
    found = town_study.checked
    assert found is town_study.checked  # simulated once
    assert found.failed == ()
    assert len(found.named(*LAWS)) == len(LAWS) * 4
    assert len(found.named(*LITTLE)) == 2 * 2 * 4
    assert {check.option for check in found.named(FORMULA)} == {"baseline"}
    assert found.periods == town_study.replications


def test_the_table_is_tidy(town_study: StudyResult) -> None:
    frame = town_study.checks()
    assert list(frame.columns) == COLUMNS
    assert len(frame) == len(town_study.checked.all)
    assert frame.expected.notna().all()
    formulas = frame[frame.check == "formula"]
    assert (formulas.low <= formulas.simulated).all()
    assert formulas.hour.str.match(r"\d\d:\d\d–\d\d:\d\d").all()
    assert formulas.why.str.contains("patience").any()


def test_both_engines_give_the_same_checks() -> None:
    """A report depends on no machine."""
    tables = [
        run(Scenario.model_validate(smallest(study={"engine": engine})), replications=3, seed=2).checks()
        for engine in ("simpy", "compiled")
    ]
    assert tables[0].equals(tables[1])


@pytest.mark.parametrize(
    ("kpi", "scope", "failing"),
    [
        ("contacts", Scope("all", ""), "contacts"),
        ("wait_mean", Scope("team", "desk"), "waiting"),
        ("served", Scope("team", "office"), "busy"),
    ],
)
def test_twin_a_study_whose_numbers_are_not_its_own(
    town_study: StudyResult, kpi: str, scope: Scope, failing: str
) -> None:
    wrong = with_values(town_study, kpi, town_study.values(kpi, "both", scope) + 1, "both", scope)
    assert [(check.name, check.option) for check in wrong.checked.failed] == [(failing, "both")]
    assert town_study.checked.failed == ()


def test_self_service_needs_no_formula() -> None:
    website = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    found = run(Scenario.model_validate(website), replications=2).checked
    assert [check.name for check in found.all] == list(LAWS)
    assert found.periods == 0


def test_a_found_warm_up_and_matched_cuts_are_taken_over() -> None:
    raw = smallest(
        clock={"days": 2, "warm_up": "auto"},
        options={"three": {"teams.desk.agents": 3}},
        satisfaction={"observed": {"recommend": {"detractors": "30 %", "passives": "30 %", "promoters": "40 %"}}},
    )
    scenario = Scenario.model_validate(raw)
    assert run(scenario, replications=2).checked.failed == ()


def test_many_encounters_take_fewer_periods(town_study: StudyResult, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_PERIODS * 1400 < MOST_ENCOUNTERS
    monkeypatch.setattr(checks, "MOST_PERIODS", 3)
    assert checks.checks_of(town_study).periods == 3
    monkeypatch.setattr(checks, "MOST_ENCOUNTERS", 1)
    monkeypatch.setattr(checks, "FEWEST_PERIODS", 2)
    assert checks.checks_of(town_study).periods == 2
