from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import servsim
from servsim.errors import ServsimError
from servsim.measures.intervals import mean_interval
from servsim.scenario import Scenario
from servsim.study import Comparison, compare
from servsim.study.selecting.comparison import Placing
from servsim.study.selecting.comparison_settings import FIRST_STAGE, METHODS
from servsim.study.selecting.nelson_matejcik import second_stage
from tests.samples import smallest

OPTIONS = {
    "three": {"teams.desk.agents": 3},
    "four": {"teams.desk.agents": 4},
    "one": {"teams.desk.agents": 1},
}


@pytest.fixture(scope="module")
def desks() -> Scenario:
    return Scenario.model_validate(smallest(options=OPTIONS, study={"seed": 3}))


def placed(scenario: Scenario, **asked: object) -> Placing:
    """How the options stand in the only KPI."""
    [placing] = compare(scenario, **asked).placings
    return placing


@pytest.fixture(scope="module", params=METHODS)
def found(request: pytest.FixtureRequest, desks: Scenario) -> Comparison:
    return compare(desks, kpis="wait_mean", indifference="30 s", method=request.param, at_most=200)


def test_every_method_finds_the_shortest_wait(found: Comparison) -> None:
    assert found.options == ("baseline", "three", "four", "one")
    [placing] = found.placings
    assert placing.better == "lower"
    assert found.contenders == placing.contenders
    assert placing.leader == "four"
    assert "four" in found.contenders
    assert "one" not in found.contenders
    assert placing.indifference == 0.5
    assert placing.against_best[3].mean == placing.means[3].mean - min(one.mean for one in placing.means)
    assert placing.against_best[3].low == 0 < placing.against_best[3].high
    assert np.isnan(placing.variance_ratio) == (found.method == "ocba")


def test_the_table_has_a_row_for_every_option(found: Comparison) -> None:
    table = found.table()
    assert table["option"].tolist() == list(found.options)
    assert table["may_be_best"].tolist() == [option in found.contenders for option in found.options]
    assert (table["replications_n"] >= FIRST_STAGE).all()
    assert (table["against_best_low"] <= 0).all()
    assert (table["against_best_high"] >= 0).all()


def test_two_stages_by_hand(desks: Scenario) -> None:
    found = placed(desks, kpis="wait_mean", indifference="60 s", at_most=5000)
    result = servsim.run(desks, replications=found.means[0].count)
    values = np.array([-result.values("wait_mean", option) for option in result.options])
    stage = second_stage(values[:, :FIRST_STAGE], 1.0, 0.95)
    assert stage.replications == result.replications > FIRST_STAGE
    assert found.means == tuple(mean_interval(-row) for row in values)
    means = values.mean(axis=1)
    for place, interval in enumerate(found.against_best):
        apart = means[place] - np.delete(means, place).max()
        assert interval.low == pytest.approx(min(0, -(apart + stage.width(result.replications))))
        assert interval.high == pytest.approx(max(0, -(apart - stage.width(result.replications))))


def test_whoever_is_left_was_given_most_and_the_budget_goes_to_the_close_ones(desks: Scenario) -> None:
    race = placed(desks, kpis="wait_mean", indifference="60 s", method="kn", at_most=500)
    assert not race.capped
    assert race.means[2].count == max(one.count for one in race.means) > FIRST_STAGE
    budget = placed(desks, kpis="wait_mean", method="ocba", at_most=100)
    counts = [one.count for one in budget.means]
    assert sum(counts) == 400
    assert counts[3] < counts[1]


def test_independent_customers_are_independent(desks: Scenario) -> None:
    same = Scenario.model_validate(smallest(options={"same": {"clock.days": 1}}))
    budget = placed(same, kpis="wait_mean", method="ocba", at_most=40)
    assert budget.means[0].mean != budget.means[1].mean
    together = placed(same, kpis="wait_mean", at_most=40)
    assert together.means[0].mean == together.means[1].mean
    assert set(together.contenders) == {"baseline", "same"}


@pytest.mark.parametrize("method", METHODS)
def test_who_simulates_does_not_matter(desks: Scenario, method: str) -> None:
    asked = {"kpis": "wait_mean", "indifference": "30 s", "method": method, "at_most": 60}
    with ThreadPoolExecutor(3) as threads:
        one, other = placed(desks, **asked), placed(desks, **asked, executor=threads)
    assert one.means == other.means
    assert one.against_best == other.against_best


def test_the_cap_is_told(desks: Scenario) -> None:
    assert placed(desks, kpis="csat", indifference=0.0001, at_most=20).capped
    assert not placed(desks, kpis="csat", indifference=0.5, at_most=200).capped


def test_the_indifference_is_stated_or_a_share_of_today(desks: Scenario) -> None:
    found = placed(desks, at_most=40)
    assert (found.kpi, found.indifference) == ("csat", 0.05)
    waits = placed(desks, kpis="wait_mean", at_most=40)
    today = servsim.run(desks, replications=FIRST_STAGE, options=[]).interval("wait_mean").mean
    assert waits.indifference == pytest.approx(0.05 * today)
    stated = Scenario.model_validate(
        smallest(options=OPTIONS, targets={"wait_p90": "<= 8 min"}, study={"precision": {"wait_p90": "2 min"}})
    )
    told = placed(stated, at_most=20)
    assert (told.kpi, told.indifference) == ("wait_p90", 2.0)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kpis": "cast"}, 'unknown KPI "cast"; did you mean "csat"?'),
        ({"at_most": 5}, "found at most 5 replications; a comparison takes at least 20"),
        ({"options": []}, "there is nothing to compare"),
        ({"kpis": ["csat", "recovery_rate"]}, "no value of recovery_rate in replication 0 of baseline; compare other"),
    ],
)
def test_what_cannot_be_compared(desks: Scenario, asked: dict[str, object], message: str) -> None:
    with pytest.raises(ServsimError, match=message.replace("?", r"\?")):
        compare(desks, **asked)


WIDTHS = {"wait_mean": "30 s", "labour_cost": "5 %"}


@pytest.mark.parametrize("method", METHODS)
def test_several_kpis_share_the_risk(desks: Scenario, method: str) -> None:
    """Few wait where many cost: no option is the best in both, which nobody has to find out from two tables."""
    both = compare(desks, kpis=list(WIDTHS), indifference=WIDTHS, method=method, at_most=200)
    assert [one.kpi for one in both.placings] == list(WIDTHS)
    assert both.placing("labour_cost").contenders == ("one",)
    assert "one" not in both.placing("wait_mean").contenders
    assert both.contenders == ()
    assert len(both.table()) == 8
    with pytest.raises(ServsimError, match="csat did not decide in this comparison; it was wait_mean, labour_cost"):
        both.placing("csat")


def test_intervals_are_wider_when_more_is_said_at_once(desks: Scenario) -> None:
    asked = {"indifference": {"wait_mean": "1 min"}, "at_most": 20}
    alone = placed(desks, kpis="wait_mean", **asked)
    together = compare(desks, kpis=["wait_mean", "csat", "abandonment_rate"], **asked).placing("wait_mean")
    assert alone.means == together.means
    for one, other in zip(alone.against_best, together.against_best, strict=True):
        assert one.half_width <= other.half_width
    assert alone.against_best != together.against_best


def test_the_most_demanding_kpi_rules_on_the_number(desks: Scenario) -> None:
    both = compare(desks, kpis=["wait_mean", "csat"], indifference={"wait_mean": "30 s", "csat": 1.0}, at_most=5000)
    assert {mean.count for one in both.placings for mean in one.means} == {both.placings[0].means[0].count}
    values = np.array([servsim.run(desks, replications=FIRST_STAGE).values("wait_mean", one) for one in both.options])
    assert both.placings[0].means[0].count == second_stage(-values, 0.5, 0.975).replications


@pytest.mark.parametrize("method", METHODS)
def test_what_was_kept_is_not_simulated_again_and_changes_nothing(desks: Scenario, tmp_path: Path, method: str) -> None:
    """Stopped after the first trials, and again when all is done."""
    asked = {"kpis": ["wait_mean", "csat"], "method": method, "at_most": 60, "folder": tmp_path}

    def stop(done: int, _: int) -> None:
        if done >= 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare(desks, **asked, progress=stop)
    told: list[tuple[int, int]] = []
    again = compare(desks, **asked, progress=lambda done, total: told.append((done, total)), workers=2)
    assert again.execution.reused == 60
    assert told[-1][0] == told[-1][1] == max(total for _, total in told)
    once_more, whole = compare(desks, **asked), compare(desks, **asked | {"folder": None})
    assert again.placings == once_more.placings == whole.placings
    assert once_more.execution.reused == told[-1][0]
    assert whole.execution.reused == 0
