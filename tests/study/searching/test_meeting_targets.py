import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.measures.intervals import wilson_interval
from servsim.scenario import Scenario
from servsim.scenario.parts.target import parse_target
from servsim.study import StudyResult
from servsim.study.searching.meeting_targets import MISSED, chance_of_targets, distance, fewest_replications, hardest


def test_all_targets_in_the_same_period(town_study: StudyResult) -> None:
    targets = town_study.scenario.parsed_targets
    for option in town_study.options:
        met = [
            all(target.met(float(town_study.values(target.kpi, option)[period])) for target in targets)
            for period in range(town_study.replications)
        ]
        chance = chance_of_targets(town_study, option, 0.5)
        assert chance.share == wilson_interval(sum(met), len(met))
        assert chance.verdict == ("met" if chance.share.low >= 0.5 else "missed" if chance.share.high < 0.5 else "open")


def test_distances_to_a_target_as_shares_of_it() -> None:
    assert distance(parse_target("wait_p90", "<= 8 min"), np.array([4.0, 8.0, 12.0])).tolist() == [0.5, 0.0, -0.5]
    assert distance(parse_target("csat", ">= 4"), np.array([5.0, np.nan])).tolist() == [0.25, MISSED]
    assert distance(parse_target("nps", "> 0"), np.array([-3.0])).tolist() == [-3.0]


@given(st.floats(0.05, 0.99))
def test_the_fewest_replications_can_show_it(probability: float) -> None:
    number = fewest_replications(probability)
    assert wilson_interval(number, number).low >= probability
    if number > 20:
        assert wilson_interval(number // 2, number // 2).low < probability


def test_slack_tells_whether_the_promised_share_meets_all(town: Scenario, town_study: StudyResult) -> None:
    for probability in (0.2, 0.5, 0.8):
        for option in town_study.options:
            chance = chance_of_targets(town_study, option, probability)
            if chance.slack > 0:
                assert chance.share.mean >= probability - 1 / town_study.replications


def test_what_binds_is_met_least_often(town_study: StudyResult) -> None:
    targets = town_study.scenario.parsed_targets
    least = hardest(targets, town_study, "baseline")
    shares = {chance.target: chance.met.mean for chance in town_study.chances()}
    assert shares[least] == min(shares.values())
    assert hardest(targets[:1], town_study, "baseline") is targets[0]
    with pytest.raises(ValueError, match="empty"):
        hardest((), town_study, "baseline")
