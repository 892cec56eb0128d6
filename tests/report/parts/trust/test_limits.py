import pytest

from servsim.report.parts.trust.assumptions import assumption_rows
from servsim.report.parts.trust.limits import limit_sentences
from servsim.scenario import Scenario
from servsim.study import StudyResult, run
from servsim.wording import wording
from tests.samples import smallest, town_hall

WORDS = wording()
PATIENT = {"guests": {"arrivals": {"per_hour": 20}, "patience": "20 min"}}
UNEVEN = {"guests": {"arrivals": {"per_hour": 20, "day_to_day_cv": "10 %"}}}


def told(**sections: object) -> set[str]:
    """The keys of the sentences about a small service."""
    return keys_of(run(Scenario.model_validate(smallest(**sections)), replications=2))


def keys_of(result: StudyResult) -> set[str]:
    lines = list(limit_sentences(result, WORDS))
    texts = {WORDS(key): key for key in WORDS.keys() if key.startswith("limit.")}  # noqa: SIM118
    return {texts[line] for line in lines if line in texts}


ALWAYS = {"limit.ranges", "limit.staff", "limit.repeat", "limit.outside"}


@pytest.mark.parametrize(
    ("sections", "more"),
    [
        ({}, {"limit.patience", "limit.days"}),
        ({"segments": PATIENT}, {"limit.redial", "limit.days"}),
        ({"segments": UNEVEN}, {"limit.patience"}),
        ({"teams": {"desk": {"agents": 2, "queue_limit": 5}}}, {"limit.patience", "limit.days", "limit.silent"}),
        (
            {"loyalty": {"customers": 900, "acquisition": "6 per week"}},
            {"limit.patience", "limit.days", "limit.period"},
        ),
    ],
)
def test_limits_follow_the_scenario(sections: dict[str, object], more: set[str]) -> None:
    assert told(**sections) == ALWAYS | more


def test_a_service_with_something_of_everything(town_study: StudyResult) -> None:
    found = keys_of(town_study)
    assert {"limit.silent", "limit.period", "limit.days"} <= found
    assert not {"limit.patience", "limit.redial", "limit.repeat", "limit.complaints"} & found


def test_complaints() -> None:
    places = {**town_hall()["touchpoints"], "complaints": {"team": "office", "handling": "6 min"}}
    raw = town_hall(touchpoints=places, complaints={"touchpoint": "complaints"})
    assert {"limit.complaints", "limit.recovery"} <= keys_of(
        run(Scenario.model_validate(raw), options=[], replications=2)
    )


def test_self_service_has_no_staff() -> None:
    website = {"teams": {}, "touchpoints": {"website": {"handling": "3 min"}}}
    assert told(**website) == {"limit.ranges", "limit.repeat", "limit.days", "limit.outside"}


def test_assumptions_are_counted(town_study: StudyResult) -> None:
    rows = assumption_rows(town_study.scenario)
    marks = [row.mark for row in rows]
    line = next(limit_sentences(town_study, WORDS))
    assert line.startswith(f"{len(rows)} values were not stated, and defaults were used; {marks.count('A')} of them")
