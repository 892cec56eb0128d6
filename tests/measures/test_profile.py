import numpy as np
import pandas as pd
import pytest

from servsim.measures.counting.frame import WAIT_BINS, Frame
from servsim.measures.profile import agent_quality, profile
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.study import Replication, simulate
from tests.samples import smallest, town_hall


@pytest.fixture(scope="module")
def done(town: Scenario) -> Replication:
    return simulate(town, seed=6)


@pytest.fixture(scope="module")
def table(done: Replication) -> pd.DataFrame:
    found = done.encounters()
    found["rated"] = done.feedback.rated
    return found


def frame_with(tolerated: str, **sections: object) -> Frame:
    segments = {"guests": {"arrivals": {"per_hour": 10}, "tolerated_wait": tolerated}}
    return Frame.of([Scenario.model_validate(smallest(segments=segments, **sections))])


@pytest.mark.parametrize(
    ("tolerated", "width"), [("5 min", 0.5), ("8 min", 1.0), ("20 s", 2 / 60), ("1 h", 10.0), ("20 days", 2880.0)]
)
def test_bins_are_round_and_reach_four_times_what_is_tolerated(tolerated: str, width: float) -> None:
    edges = frame_with(tolerated).wait_edges
    assert edges.size == WAIT_BINS + 1
    assert np.diff(edges) == pytest.approx(width)


def test_slots_cover_the_opening_hours() -> None:
    slots = frame_with("5 min", clock={"open": "09:10", "close": "12:00"}).slots
    assert (slots.start, slots.width, slots.number) == (550.0, 15.0, 12)
    assert frame_with("5 min", clock={"days": 3}).slots == (0.0, 15.0, 96)


def test_the_frame_holds_all_options(town: Scenario) -> None:
    longer = town.with_changes(
        {"clock.open": "08:30", "teams.night": {"agents": 1}, "touchpoints.counter.team": "night"}
    )
    without_desk = longer.with_changes({"teams.desk": None})
    frame = Frame.of([town, without_desk])
    assert frame.slots == (510.0, 15.0, 16)
    assert frame.teams == ("desk", "office", "night")
    assert frame.segments == ("walk_in", "regulars")
    assert Frame.of([without_desk, town]).teams == ("office", "night", "desk")
    round_the_clock = town.with_changes({"clock": {"open": "22:00", "close": "21:00"}})
    assert Frame.of([town, round_the_clock]).slots.number == 96


def test_waits_by_segment_counted_one_by_one(town: Scenario, done: Replication, table: pd.DataFrame) -> None:
    frame = Frame.of([town])
    staffed = table["touchpoint"] != "kiosk"
    expected = np.zeros((2, WAIT_BINS + 2))
    for segment, wait in zip(table["segment"][staffed], table["wait_min"][staffed], strict=True):
        if not np.isnan(wait):
            place = 1 + min(int(wait // 1.0), WAIT_BINS) if wait > 0.0 else 0
            expected[frame.segments.index(segment), place] += 1
    assert frame.wait_edges[1] == 1.0
    assert expected[:, :2].all()
    assert (profile(summary_of(done, frame)).waits == expected).all()


def test_ratings_counted_one_by_one(town: Scenario, done: Replication, table: pd.DataFrame) -> None:
    found = profile(summary_of(done, Frame.of([town])))
    for row, chosen in enumerate((table["rated"], table["responded"])):
        stars = table["csat_1to5"][chosen].tolist()
        likely = table["recommend_0to10"][chosen].tolist()
        assert found.csat[row].tolist() == [stars.count(star) for star in range(1, 6)]
        assert found.recommend[row].tolist() == [likely.count(answer) for answer in range(11)]
    assert found.csat[1].sum() < found.csat[0].sum()


def test_rows_of_an_option_stand_where_the_frame_wants_them(town: Scenario) -> None:
    """An option without the first team and segment puts its rows in the places of the others."""
    other = Scenario.model_validate(
        town_hall(
            teams={"office": {"agents": 1}},
            segments={"regulars": {"arrivals": {"per_hour": 14}}},
            touchpoints={"counter": {"team": "office", "handling": "3 min"}},
            options={},
        )
    )
    done, frame = simulate(other, seed=6), Frame.of([town, other])
    found = profile(summary_of(done, frame))
    assert found.waits[0].sum() == 0.0
    assert found.waits[1].sum() == (~np.isnan(done.log.wait)).sum()
    assert found.busy[0].sum() == found.scheduled[0].sum() == 0.0
    assert found.busy[1].sum() > 0.0
    assert found.scheduled[1].tolist() == [1.0] * 14


def test_pictures_add_up(town: Scenario) -> None:
    frame = Frame.of([town])
    first, second = (profile(summary_of(simulate(town, seed=6, replication=number), frame)) for number in (0, 1))
    both = first.plus(second)
    assert both.replications == 2
    for name in ("waits", "waiting", "busy", "scheduled", "csat", "recommend"):
        assert (getattr(both, name) == getattr(first, name) + getattr(second, name)).all()


def test_quality_by_agent(done: Replication, table: pd.DataFrame) -> None:
    found = agent_quality(summary_of(done))
    by_agent = table[(table["outcome"] == "served") & (table["agent"] >= 0)].groupby("agent")["quality"]
    assert found.count.tolist() == by_agent.count().tolist()
    assert found.mean == pytest.approx(by_agent.mean().to_numpy())
    assert found.sd == pytest.approx(by_agent.std().to_numpy())


def test_agents_without_encounters_have_no_quality() -> None:
    raw = smallest(segments={"guests": {"arrivals": {"per_hour": 1}}}, teams={"desk": {"agents": 9}})
    found = agent_quality(summary_of(simulate(Scenario.model_validate(raw), seed=1)))
    idle = found.count == 0
    assert idle.any()
    assert np.isnan(found.mean[idle]).all()
    assert np.isnan(found.sd[found.count < 2]).all()


def test_the_warm_up_is_in_no_picture() -> None:
    raw = smallest(clock={"days": 1, "warm_up": "12 h"})
    done = simulate(Scenario.model_validate(raw), seed=1)
    found = profile(summary_of(done, Frame.of([done.model.scenario])))
    late = done.log.joined >= 720.0
    assert found.waits.sum() == (late & ~np.isnan(done.log.wait)).sum()
    assert found.csat[0].sum() == (late & done.feedback.rated).sum()
    assert agent_quality(summary_of(done)).count.sum() == (late & done.log.served).sum()
