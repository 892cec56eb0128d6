"""Observed ratings; what is refused stands in bad_faults.yaml."""

import pytest

from servsim.scenario.parts.observed_ratings import ObservedRatings
from servsim.scenario.parts.rating import Satisfaction
from tests.scenario.small import loaded, small


def test_shares_come_in_the_order_of_the_ratings() -> None:
    made = loaded(small(more="satisfaction: {observed: {csat: {5: 60 %, 3: 40 %}}}\n")).satisfaction
    assert made.observed is not None
    assert made.observed.star_shares == (0.0, 0.0, 0.4, 0.0, 0.6)
    assert made.observed.score_shares == ()
    assert made.matched == ("csat",)


def test_recommend_by_score_or_by_group() -> None:
    by_score = ObservedRatings.model_validate({"recommend": {0: "10 %", 9: "90 %"}})
    assert not by_score.by_group
    assert by_score.score_shares == (0.1, *[0.0] * 8, 0.9, 0.0)
    by_group = ObservedRatings.model_validate({"recommend": {"promoters": "55 %", "detractors": "45 %"}})
    assert by_group.by_group
    assert by_group.score_shares == (0.45, 0.0, 0.55)


def test_cuts_that_are_matched_are_no_default() -> None:
    plain = {default.path for default in loaded(small()).defaults()}
    stated = loaded(small(more="satisfaction: {observed: {csat: {5: 100 %}}}\n"))
    assert plain - {default.path for default in stated.defaults()} == {"satisfaction.csat_cuts"}


def test_the_other_question_may_still_be_cut_by_hand() -> None:
    raw = {"observed": {"csat": {"5": "100 %"}}, "recommend_cuts": [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4]}
    assert Satisfaction.model_validate(raw).matched == ("csat",)
    with pytest.raises(ValueError, match="state csat_cuts or the observed shares of csat"):
        Satisfaction.model_validate({"observed": {"csat": {"5": "100 %"}}, "csat_cuts": [0, 1, 2, 3]})
