from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from samples import smallest

import servsim
from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study import Comparison, compare
from servsim.study.deciding.contest import FIRST_STAGE, METHODS
from servsim.study.deciding.nelson_matejcik import second_stage
from servsim.study.intervals import mean_interval

OPTIONS = {
    "three": {"teams.desk.agents": 3},
    "four": {"teams.desk.agents": 4},
    "one": {"teams.desk.agents": 1},
}


@pytest.fixture(scope="module")
def desks() -> Scenario:
    return Scenario.model_validate(smallest(options=OPTIONS, study={"seed": 3}))


@pytest.fixture(scope="module", params=METHODS)
def found(request: pytest.FixtureRequest, desks: Scenario) -> Comparison:
    return compare(desks, kpi="wait_mean", indifference="30 s", method=request.param, at_most=200)


def test_every_method_finds_the_shortest_wait(found: Comparison) -> None:
    assert found.options == ("baseline", "three", "four", "one")
    assert found.better == "lower"
    assert found.leader == "four"
    assert "four" in found.able
    assert "one" not in found.able
    assert found.indifference == 0.5
    assert found.against_best[3].mean == found.means[3].mean - min(one.mean for one in found.means)
    assert found.against_best[3].low == 0 < found.against_best[3].high
    assert np.isnan(found.variance_ratio) == (found.method == "ocba")


def test_the_table_has_a_row_for_every_option(found: Comparison) -> None:
    table = found.table()
    assert table["option"].tolist() == list(found.options)
    assert table["may_be_best"].tolist() == [option in found.able for option in found.options]
    assert (table["replications_n"] >= FIRST_STAGE).all()
    assert (table["against_best_low"] <= 0).all()
    assert (table["against_best_high"] >= 0).all()


def test_two_stages_by_hand(desks: Scenario) -> None:
    found = compare(desks, kpi="wait_mean", indifference="60 s", at_most=5000)
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
    race = compare(desks, kpi="wait_mean", indifference="60 s", method="kn", at_most=500)
    assert not race.capped
    assert race.means[2].count == max(one.count for one in race.means) > FIRST_STAGE
    budget = compare(desks, kpi="wait_mean", method="ocba", at_most=100)
    counts = [one.count for one in budget.means]
    assert sum(counts) == 400
    assert counts[3] < counts[1]


def test_independent_customers_are_independent(desks: Scenario) -> None:
    same = Scenario.model_validate(smallest(options={"same": {"clock.days": 1}}))
    budget = compare(same, kpi="wait_mean", method="ocba", at_most=40)
    assert budget.means[0].mean != budget.means[1].mean
    together = compare(same, kpi="wait_mean", at_most=40)
    assert together.means[0].mean == together.means[1].mean
    assert set(together.able) == {"baseline", "same"}


@pytest.mark.parametrize("method", METHODS)
def test_who_simulates_does_not_matter(desks: Scenario, method: str) -> None:
    asked = {"kpi": "wait_mean", "indifference": "30 s", "method": method, "at_most": 60}
    with ThreadPoolExecutor(3) as threads:
        one, other = compare(desks, **asked), compare(desks, **asked, executor=threads)
    assert one.means == other.means
    assert one.against_best == other.against_best


def test_the_cap_is_told(desks: Scenario) -> None:
    assert compare(desks, kpi="csat", indifference=0.0001, at_most=20).capped
    assert not compare(desks, kpi="csat", indifference=0.5, at_most=200).capped


def test_the_indifference_is_stated_or_a_share_of_today(desks: Scenario) -> None:
    found = compare(desks, at_most=40)
    assert (found.kpi, found.indifference) == ("csat", 0.05)
    waits = compare(desks, kpi="wait_mean", at_most=40)
    today = servsim.run(desks, replications=FIRST_STAGE, options=[]).interval("wait_mean").mean
    assert waits.indifference == pytest.approx(0.05 * today)
    stated = Scenario.model_validate(
        smallest(options=OPTIONS, targets={"wait_p90": "<= 8 min"}, study={"precision": {"wait_p90": "2 min"}})
    )
    told = compare(stated, at_most=20)
    assert (told.kpi, told.indifference) == ("wait_p90", 2.0)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kpi": "cast"}, 'unknown KPI "cast"; did you mean "csat"?'),
        ({"kpi": "occupancy"}, "nobody says which direction of occupancy is better"),
        ({"method": "best"}, 'unknown method "best"; allowed: nm, kn, ocba'),
        ({"at_most": 5}, "found at most 5 replications; a comparison takes at least 20"),
        ({"indifference": "much"}, 'indifference: found "much"; a width is'),
        ({"options": ["tree"]}, 'unknown option "tree"; did you mean "three"?'),
        ({"options": []}, "there is nothing to compare"),
        ({"kpi": "recovery_rate"}, "recovery_rate has no value in replication 0 of baseline; compare another KPI"),
    ],
)
def test_what_cannot_be_compared(desks: Scenario, asked: dict[str, object], message: str) -> None:
    with pytest.raises(ServsimError, match=message.replace("?", r"\?")):
        compare(desks, **asked)
