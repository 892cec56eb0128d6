"""Plain Python and compiled code rate every encounter alike, to the bit."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servsim.delivery import EncounterLog
from servsim.delivery.rules.outcomes import COMES_BACK, ENDINGS, FINAL, IN_SERVICE, LONG_LINE, SERVED
from servsim.feedback import Feedback, RatingPlan, compile_rating, rate
from servsim.feedback.feedback import PARTS
from servsim.scenario import Scenario
from servsim.scenario.parts.kano import ATTEMPT, FACTS, TIME
from servsim.scenario.parts.kano import SHARE as SHARE_OF
from servsim.study import simulate
from tests.examples import examples
from tests.samples import Raw, town_hall

ROWS, CONTACTS, CUSTOMERS = 200, 4, 30
SHARE = st.floats(0.0, 1.0)
WIDTH = st.floats(0.01, 10.0)
PERCENT = st.integers(0, 100).map(lambda share: f"{share} %")
KINDS = ("must_be", "one_dimensional", "attractive", "indifferent", "reverse")
TALLIES = ({"M": 5, "A": 4, "I": 3}, {"Q": 9, "O": 1}, {"R": 9, "A": 1, "I": 1})
DIMENSIONS = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")


def some(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries({}, optional=values)


def rising(size: int) -> st.SearchStrategy[list[float]]:
    return st.lists(st.floats(-1.2, 1.2), min_size=size, max_size=size, unique=True).map(sorted)


WEIGHTS = some(**dict.fromkeys(DIMENSIONS, st.sampled_from([0, 1, 30]))).filter(
    lambda points: any(points.get(name, 1) > 0 for name in DIMENSIONS)
)
ATTRIBUTES = st.one_of(
    st.fixed_dictionaries({"kind": st.sampled_from(KINDS), "better": SHARE, "worse": st.floats(-1.0, 0.0)}),
    st.sampled_from(TALLIES).map(lambda tally: {"tally": tally}),
)
ENDS: dict[str, Raw] = {
    TIME: {"bad": "12 min", "good": "30 s"},
    ATTEMPT: {"bad": 3, "good": 1},
    SHARE_OF: {"bad": 0.9, "good": 0.1},
}
FURTHER = st.dictionaries(
    st.sampled_from(["one", "two", "three"]),
    st.builds(
        lambda fact, weight, entry: {"fact": fact, "weight": weight} | ENDS[FACTS[fact]] | entry,
        st.sampled_from(sorted(FACTS)),
        st.sampled_from([0, 5, 40]),
        ATTRIBUTES,
    ),
)
TABLES = st.sampled_from([{"0 min": 1, "9 min": 0.4}, {"1 min": 0.9, "2 min": 0.9, "30 min": 0}])
SECTIONS = st.fixed_dictionaries(
    {
        "satisfaction": some(
            model=st.sampled_from(["servperf", "servqual", "kano", "blend"]),
            disconfirmation=SHARE,
            csat_cuts=rising(4),
            recommend_cuts=rising(10),
            rating_noise=st.sampled_from([0, 0.2, 2]),
        ),
        "survey": st.fixed_dictionaries(
            {"response": st.sampled_from(["none", "table", "logistic"]), "table": st.tuples(*[PERCENT] * 5).map(list)},
            optional={"invite": PERCENT, "logistic": st.tuples(*[st.floats(-100, 100)] * 3).map(list)},
        ),
        "servqual": some(
            weights=WEIGHTS,
            score_at_tolerance=st.floats(0.01, 0.99),
            loss_aversion=st.floats(1.0, 20.0),
            defect_penalty=SHARE,
            assurance_penalty=SHARE,
            empathy_base=SHARE,
            empathy_culture=SHARE,
            crowding=SHARE,
            wait_table=TABLES,
        ),
        "fit": some(rigidity=st.sampled_from([0, 0.8, 1]), need_visibility=st.sampled_from([0.2, 1])),
        "kano": some(**dict.fromkeys(DIMENSIONS, ATTRIBUTES), attributes=FURTHER),
        "loyalty": some(return_width=WIDTH, complain_width=WIDTH, return_midpoint=SHARE, return_low=SHARE),
    }
)
OWN_WEIGHTS = st.tuples(*[st.integers(1, 50)] * 5).map(lambda points: dict(zip(DIMENSIONS, points, strict=True)))
OWN = some(wait_table=TABLES, weights=OWN_WEIGHTS)
EXPECTATIONS = some(
    adjustment=SHARE, promise=st.floats(-1.0, 2.0), zone=st.floats(0.0, 3.0), empathy=st.floats(1.0, 7.0)
)
PLACES = some(
    wait_felt=st.sampled_from(["idle", "informed", "occupied", "both"]),
    tangibles=SHARE,
    standard_wait=st.sampled_from(["0 min", "5 min"]),
    believed_need=st.sampled_from([-1, 0, 0.5]),
)


@st.composite
def rating_plans(draw: st.DrawFn) -> RatingPlan:
    raw = town_hall(**draw(SECTIONS))
    for segment in raw["segments"].values():
        tolerated = draw(st.floats(0.01, 60.0))
        segment.update(tolerated_wait=f"{tolerated!r} min", expectations=draw(EXPECTATIONS), **draw(OWN))
    for touchpoint in raw["touchpoints"].values():
        touchpoint.update(draw(PLACES))
    for team in raw["teams"].values():
        team["culture"] = draw(SHARE)
    return compile_rating(Scenario.model_validate(raw))


def random_log(seed: int) -> EncounterLog:
    """Encounters of all causes and any facts, waits of zero among them; nothing is known of what was not served."""
    made = np.random.default_rng(seed)
    cause = made.integers(0, len(ENDINGS), ROWS)
    served = cause == SERVED
    wait = made.exponential(8.0, ROWS) * made.integers(0, 2, ROWS)
    joined = np.sort(made.uniform(0.0, 600.0, ROWS))
    begun = served | (cause == IN_SERVICE)
    unfinished = np.array([ending.unfinished for ending in ENDINGS])[cause]
    counts = {name: made.integers(0, size, ROWS) for name, size in (("customer", CUSTOMERS), ("contact", CONTACTS))}
    shares = ("load", "personalization", "quality", "fit")
    facts = {name: np.where(served, made.random(ROWS), np.nan) for name in shares}
    unused = dict.fromkeys(("overwork", "distance", "misfit", "deviation"), np.full(ROWS, np.nan))
    return EncounterLog.of(
        dict(
            **counts,
            segment=made.integers(0, 2, ROWS),
            touchpoint=made.integers(0, 3, ROWS),
            **dict.fromkeys(("issue", "ahead", "queue", "team"), np.zeros(ROWS, dtype=np.int64)),
            agent=np.where(served, made.integers(-1, 2, ROWS), -1),
            attempt=made.integers(0, 3, ROWS),
            joined=joined,
            started=np.where(begun, joined + wait, np.nan),
            ended=np.where(unfinished, np.nan, joined + wait),
            cause=cause,
            follows=np.where(served, COMES_BACK, FINAL),
            **facts,
            **unused,
            skill=np.where(served, made.uniform(0.5, 1.3, ROWS), np.nan),
            defect_made=served & (made.random(ROWS) < 0.4),
            defect_caught=served & (made.random(ROWS) < 0.4),
            **dict.fromkeys(("resolved", "transferred"), served),
        )
    )


def both_ways(ratings: RatingPlan, seed: int) -> tuple[Feedback, Feedback]:
    log = random_log(seed)
    plain, compiled = (rate(ratings, log, compiled=choice) for choice in (False, True))
    return plain, compiled


def different_columns(one: Feedback, other: Feedback) -> list[str]:
    return [
        name
        for name in (*PARTS, "attributes")
        if (a := getattr(one, name)).dtype != (b := getattr(other, name)).dtype
        or a.shape != b.shape
        or a.tobytes() != b.tobytes()
    ]


@settings(max_examples=examples(200))
@given(rating_plans(), st.integers(0, 2**32 - 2))
def test_compiled_and_plain_ratings_are_equal_to_the_bit(ratings: RatingPlan, seed: int) -> None:
    plain, compiled = both_ways(ratings, seed)
    assert different_columns(plain, compiled) == []
    assert plain.rated.any()
    assert not plain.rated.all()


def test_twin_one_wrong_bit_is_noticed() -> None:
    plain, compiled = both_ways(compile_rating(Scenario.model_validate(town_hall())), 1)
    row = np.flatnonzero(plain.rated)[0]
    compiled.servperf[row] = np.nextafter(compiled.servperf[row], 7.0)
    assert different_columns(plain, compiled) == ["servperf"]


def test_all_scenarios_share_one_compilation() -> None:
    from servsim.feedback.compiled import judge_block

    compilations: Any = judge_block
    both_ways(compile_rating(Scenario.model_validate(town_hall())), 1)
    before = len(compilations.signatures)
    raw = town_hall(satisfaction={"model": "kano"}, survey={"response": "none"})
    solved = {"fact": "resolved", "tally": {"I": 1, "O": 2}, "weight": 9}
    raw |= {"kano": {"attributes": {"solved": solved}}, "servqual": {"wait_table": {"0 min": 1, "9 min": 0}}}
    raw["segments"]["others"] = {"arrivals": {"per_hour": 3}}
    both_ways(compile_rating(Scenario.model_validate(raw)), 1)
    assert len(compilations.signatures) == before


@pytest.mark.parametrize("seed", range(3))
def test_the_ratings_of_a_simulation_are_equal_to_the_bit(town: Scenario, seed: int) -> None:
    done = simulate(town, seed=seed)
    model = done.model
    plain, compiled = (rate(model.ratings, done.log, compiled=choice) for choice in (False, True))
    assert plain.rated.sum() > 300
    assert different_columns(plain, compiled) == []


def test_a_log_without_rated_encounters() -> None:
    log = random_log(1)
    nobody = log.where(log.cause == LONG_LINE)
    none = log.where(np.zeros(ROWS, dtype=bool))
    ratings = compile_rating(Scenario.model_validate(town_hall()))
    for part in (nobody, none):
        plain, compiled = (rate(ratings, part, compiled=choice) for choice in (False, True))
        assert different_columns(plain, compiled) == []
        assert np.isnan(plain.perceived).all()
        assert not plain.responded.any()
