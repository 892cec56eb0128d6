"""The clock: openings, and profiles as steps since opening."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.scenario.parts.clock import Clock, ProfileStep

Profile = dict[float, float]
HOUR = 60.0


def clock(opens: str | None = None, closes: str | None = None, **more: object) -> Clock:
    return Clock.model_validate({"open": opens, "close": closes, **more})


def test_weeks_are_days_of_the_service() -> None:
    assert clock("09:00", "17:00", days=10, days_per_week=5).weeks == 2.0
    assert clock(days=15, warm_up="1 day").weeks == 2.0


def test_openings() -> None:
    assert list(clock("09:00", "17:00", days=2).openings()) == [(540, 1020), (1980, 2460)]
    assert list(clock("22:00", "06:00").openings()) == [(1320, 1800)]
    assert list(clock(days=2).openings()) == [(0, 1440), (1440, 2880)]


@pytest.mark.parametrize(
    ("opens", "closes", "minutes"),
    [("09:00", "17:00", 480), ("22:00", "06:00", 480), ("09:00", "09:00", 1440), ("00:00", "24:00", 1440),
     ("16:00", "24:00", 480), (None, None, 1440)],
)  # fmt: skip
def test_length_of_an_opening(opens: str | None, closes: str | None, minutes: float) -> None:
    assert clock(opens, closes).open_minutes == minutes
    assert clock(opens, closes).never_closes == (opens is None)


@pytest.mark.parametrize(
    ("opens", "closes", "profile", "steps"),
    [
        ("09:00", "17:00", {9 * HOUR: 2, 12 * HOUR: 3}, [(0, 2), (180, 3)]),
        ("09:00", "17:00", {12 * HOUR: 3}, [(0, 0), (180, 3)]),  # before its first time: 0
        ("09:00", "17:00", {8 * HOUR: 1, 12 * HOUR: 3}, [(0, 1), (180, 3)]),  # said before opening, holds at opening
        ("09:00", "17:00", {7 * HOUR: 4, 8 * HOUR: 1}, [(0, 1)]),
        ("09:00", "17:00", {9 * HOUR: 2, 17 * HOUR: 0, 20 * HOUR: 9}, [(0, 2)]),  # after closing: nothing
        ("09:00", "17:00", {18 * HOUR: 5}, [(0, 0)]),
        ("22:00", "06:00", {22 * HOUR: 3, 2 * HOUR: 1}, [(0, 3), (240, 1)]),  # across midnight
        ("22:00", "06:00", {2 * HOUR: 1}, [(0, 0), (240, 1)]),
        ("22:00", "06:00", {20 * HOUR: 3, 2 * HOUR: 1}, [(0, 3), (240, 1)]),
        ("22:00", "06:00", {23 * HOUR: 3, 6 * HOUR: 0}, [(0, 0), (60, 3)]),
        ("22:00", "06:00", {24 * HOUR: 3}, [(0, 0), (120, 3)]),
        ("16:00", "24:00", {16 * HOUR: 2, 24 * HOUR: 0}, [(0, 2)]),
        ("09:00", "09:00", {9 * HOUR: 2, 8 * HOUR: 1}, [(0, 2), (1380, 1)]),  # open all day
        (None, None, {6 * HOUR: 2, 22 * HOUR: 1}, [(0, 0), (360, 2), (1320, 1)]),
        (None, None, {24 * HOUR: 2}, [(0, 2)]),
    ],
)
def test_steps(opens: str | None, closes: str | None, profile: Profile, steps: list[tuple[float, float]]) -> None:
    hours = clock(opens, closes)
    ends = [*(start for start, _ in steps[1:]), hours.open_minutes]
    assert hours.steps(profile) == [ProfileStep(*step, end) for step, end in zip(steps, ends, strict=True)]


def test_a_plain_number_holds_all_day() -> None:
    assert clock("09:00", "17:00").steps(4) == [ProfileStep(0.0, 4.0, 480.0)]


@given(
    st.integers(0, 1439),
    st.integers(0, 1440),
    st.dictionaries(st.integers(0, 1439).map(float), st.floats(0, 9), min_size=1),
)
def test_steps_cover_the_opening_in_order(opens: int, closes: int, profile: Profile) -> None:
    hours = Clock.model_construct(open=float(opens), close=float(closes), days=1)
    steps = hours.steps(profile)
    starts = [step.start for step in steps]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < hours.open_minutes
    for step in steps[1:]:
        assert step.value == profile[(opens + step.start) % 1440]


def test_labels() -> None:
    assert clock("09:00", "11:00").labels(60) == ["09:00", "10:00"]
    assert clock("23:00", "01:30").labels(60) == ["23:00", "00:00", "01:00"]
    assert len(clock().labels(15)) == 96


def test_defaults() -> None:
    assert clock() == Clock()
    assert (Clock().days, Clock().at_close, Clock().warm_up, Clock().first_day) == (1, "serve_those_inside", 0, None)
