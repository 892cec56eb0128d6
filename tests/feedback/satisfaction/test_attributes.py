import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.perception.servqual import Experience
from servsim.feedback.satisfaction.attributes import Attribute, Facts, attribute_points, facts_of, fulfilment
from servsim.feedback.satisfaction.kano import KanoCurve, kano_curve
from servsim.scenario.parts.kano import FACTS

NUMBER = {fact: number for number, fact in enumerate(FACTS)}
MET = Experience(
    0.9, 0.8, 0.5, defect=True, skill=1.0, wait_min=4.0, handling_min=7.0, attempt=1, resolved=True, self_service=False
)
GAVE_UP = Experience(*[float("nan")] * 3, False, float("nan"), wait_min=4.0, served=False, handling_min=float("nan"))


def attribute(fact: str, bad: float, good: float, points: float = 10.0) -> Attribute:
    return Attribute(NUMBER[fact], bad, good, -1.0, 0.2, -0.8, points)


def test_the_facts_in_their_order() -> None:
    assert Facts._fields == tuple(FACTS)
    assert dict(zip(FACTS, facts_of(MET, 5.0), strict=True)) == {
        "wait": 4.0,
        "perceived_wait": 5.0,
        "attempts": 2.0,
        "self_service": 0.0,
        "transferred": 0.0,
        "handling_time": 7.0,
        "resolved_first": 0.0,
        "resolved": 1.0,
        "personalization": 0.4,
        "no_defect": 0.0,
        "quality": 0.9,
    }


@pytest.mark.parametrize(
    ("bad", "good", "expected"), [(10, 0, 0.6), (4, 0, 0.0), (10, 4, 1.0), (2, 10, 0.25), (3, 2, 0)]
)
def test_fulfilment_runs_straight_from_bad_to_good_and_stays_there(bad: float, good: float, expected: float) -> None:
    assert fulfilment(attribute("wait", bad, good), MET, 5.0) == pytest.approx(expected)


@given(st.sampled_from(sorted(FACTS)), st.floats(0.0, 50.0), st.floats(0.0, 50.0))
def test_a_fulfilment_lies_between_0_and_1(fact: str, bad: float, good: float) -> None:
    if bad != good:
        assert 0.0 <= fulfilment(attribute(fact, bad, good), MET, 5.0) <= 1.0


def test_who_gave_up_got_nothing_of_a_delivery_but_waited() -> None:
    found = {fact: fulfilment(attribute(fact, 0.0, 1.0), GAVE_UP, 5.0) for fact in FACTS}
    assert [fact for fact, share in found.items() if share > 0.0] == ["wait", "perceived_wait", "attempts"]
    assert fulfilment(attribute("handling_time", 9.0, 0.0), GAVE_UP, 5.0) == 0.0
    assert fulfilment(attribute("self_service", 1.0, 0.0), GAVE_UP, 5.0) == 1.0


def test_points_times_curves() -> None:
    curve = KanoCurve(-1.0, 0.2, -0.8)
    table = [attribute("wait", 10.0, 0.0), attribute("resolved", 0.0, 1.0, 30.0)]
    assert attribute_points(table, MET, 5.0) == pytest.approx(10.0 * kano_curve(curve, 0.6) + 30.0 * 0.2)
    assert attribute_points([], MET, 5.0) == 0.0
