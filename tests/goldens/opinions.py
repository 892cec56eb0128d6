"""Strategies for what the laws leave at its defaults: warm-up, opinions of customers, surveys, loyalty and money."""

from typing import Any

from hypothesis import strategies as st

Raw = dict[str, Any]
DIMENSIONS = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")
TIMES, SHARES = (
    ("wait", "perceived_wait", "handling_time"),
    ("self_service", "transferred", "resolved_first", "resolved"),
)
MORE_SHARES = ("personalization", "no_defect", "quality")
CUTS = [-0.6, -0.3, 0.0, 0.3]
WAIT_TABLE = {"0 min": 1, "2 min": 0.7, "15 min": 0.1}


def some(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    """A mapping in which any of these keys may be missing."""
    return st.fixed_dictionaries({}, optional=optional)


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def points(values: tuple[float, ...] = (0, 10, 40)) -> st.SearchStrategy[Raw]:
    """Weights of all five dimensions, some above zero."""
    each = st.fixed_dictionaries({name: st.sampled_from(values) for name in DIMENSIONS})
    return each.map(lambda table: table | {"reliability": table["reliability"] + 5})


def warm_ups() -> st.SearchStrategy[Any]:
    return one_of(None, "90 min", "9 h", "auto")


def feelings() -> st.SearchStrategy[Raw]:
    """What is added to a segment."""
    expectations = some(
        reliability=one_of(5, 6.8), empathy=one_of(4, 6), zone=one_of(0, 0.4, 2), promise=one_of(-0.5, 0.8),
        adjustment=one_of(0, 0.4, 1),
    )  # fmt: skip
    return some(
        tolerated_wait=one_of("30 s", "2 min", "20 min"),
        expectations=expectations,
        weights=points(),
        wait_table=st.just(WAIT_TABLE),
    )


def people() -> st.SearchStrategy[Raw]:
    """What is added to a team."""
    return some(wage=one_of("24 per hour", "0 per hour"), culture=one_of(0, 0.9))


def places() -> st.SearchStrategy[Raw]:
    """What is added to a touchpoint."""
    return some(
        target=one_of(-0.5, 0.4),
        believed_need=one_of(-0.3, 0.5),
        wait_felt=one_of("idle", "informed", "occupied", "both"),
        standard_wait=one_of("0 min", "4 min"),
        tangibles=one_of(0.2, 1),
    )


def _classes() -> st.SearchStrategy[Raw]:
    letters = st.fixed_dictionaries(
        {letter: st.integers(1, 40) for letter in "AOMI"}, optional={"R": st.integers(0, 9)}
    )
    kind = one_of("attractive", "one_dimensional", "must_be", "indifferent", "reverse")
    stated = st.builds(lambda k, b, w: {"kind": k, "better": b, "worse": w}, kind, one_of(0.1, 0.7), one_of(-0.8, -0.2))
    return stated | letters.map(lambda tally: {"tally": tally})


@st.composite
def attributes(draw: st.DrawFn) -> Raw:
    """Kano attributes of the planner's own; each fact may be one."""
    found: Raw = {}
    for fact in draw(st.lists(st.sampled_from((*TIMES, "attempts", *SHARES, *MORE_SHARES)), max_size=3, unique=True)):
        ends = (
            {"bad": "12 min", "good": "1 min"} if fact in TIMES else {"bad": 3, "good": 1} if fact == "attempts" else {}
        )
        found[f"own_{fact}"] = {"fact": fact, **ends, **draw(_classes()), "weight": draw(st.integers(0, 20))}
    return found


def kano() -> st.SearchStrategy[Raw]:
    return st.fixed_dictionaries({"attributes": attributes()}, optional=dict.fromkeys(DIMENSIONS, _classes()))


def satisfaction() -> st.SearchStrategy[Raw]:
    parts = one_of(
        {"mean": 0.25, "best": 0.25, "worst": 0.25, "last": 0.25}, {"mean": 0, "best": 0, "worst": 1, "last": 0}
    )
    return some(
        model=one_of("servperf", "servqual", "kano", "blend"),
        disconfirmation=one_of(0, 1),
        csat_cuts=st.just(CUTS),
        rating_noise=one_of(0, 0.5),
        journey=parts,
    )


def surveys() -> st.SearchStrategy[Raw]:
    answering = one_of(
        {}, {"response": "none"}, {"response": "table", "table": ["60 %", "30 %", "10 %", "20 %", "50 %"]},
        {"response": "logistic", "logistic": [-1, 0.5, 2]},
    )  # fmt: skip
    return st.builds(lambda share, how: {"invite": share, **how}, one_of("40 %", "100 %"), answering)


def loyalty() -> st.SearchStrategy[Raw]:
    base = {"customers": one_of(400, 90000), "acquisition": st.just("12 per week"), "margin": one_of(0, 35)}
    return some(
        return_low=st.just(0.1),
        complain_most=st.just(0.7),
        complain_midpoint=one_of(0.1, 0.9),
        word_of_mouth=one_of(0, 0.6),
        discount_rate=st.just("5 %"),
    ).flatmap(lambda more: st.fixed_dictionaries(base).map(lambda stated: stated | more))


def economics() -> st.SearchStrategy[Raw]:
    costs = {
        "training": {"kind": "prevention", "fixed": 5200, "per_week": 40},
        "listening": {"kind": "appraisal", "per_week": 70},
        "bot": {"kind": "other", "fixed": 900, "over_weeks": 13},
    }
    return some(
        costs=one_of(costs, {"bot": costs["bot"]}),
        overtime_premium=one_of("0 %", "50 %"),
        survey_cost=st.just(0.4),
        audit_hours=st.just(6),
        cost_per_waiting_minute=st.just(0.3),
        churn_anyway=st.just("3 %"),
        horizon_weeks=st.just(20),
    )


def sections() -> st.SearchStrategy[Raw]:
    """Whole sections that the laws leave out."""
    return some(
        servqual=some(
            weights=points(), score_at_tolerance=st.just(0.5), wait_table=st.just(WAIT_TABLE), crowding=one_of(0, 0.5)
        ),
        kano=kano(),
        satisfaction=satisfaction(),
        survey=surveys(),
        loyalty=loyalty(),
        economics=economics(),
        service_level=one_of({"within": "0 min"}, {"within": "3 min"}),
        fit=some(rigidity=one_of(0.3, 1), need_visibility=one_of(0, 1), improvisation_noise=one_of(0, 2)),
        quality=some(cut_between=one_of(0, 1), sd_between=one_of(0, 0.6), sd_within=one_of(0, 0.6)),
    )


def answers() -> st.SearchStrategy[Raw]:
    """What is added where complaints are answered."""
    return some(
        quick_within=one_of("2 min", "60 min"),
        recovered_quick=one_of(0.9, 1.2),
        recovered_failed=one_of(-0.6, 0),
        compensation=one_of(0, 60),
    )
