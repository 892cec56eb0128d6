from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2, kstest

from servsim.demand.arrivals import ArrivalStream, Days, busyness, group_sizes
from servsim.demand.keys import keys_of, replication_keys
from servsim.scenario import Scenario
from tests.demand.demands import Raw, coming, demand

SEED = 42
DAY = 1440.0
SHOP = {"open": "09:00", "close": "13:00", "days": 200}
PROFILE = {"09:00": 6, "10:00": 20.5, "11:00": 0, "11:30": 40, "12:30": 3}
EDGES = np.array([540.0, 600.0, 660.0, 690.0, 750.0, 780.0])
EXPECTED = np.array([6.0, 20.5, 0.0, 40.0, 1.5])


def arrival_times(scenario: Scenario, segment: str, seed: int, replication: int) -> np.ndarray:
    stream, here = ArrivalStream(scenario, segment), replication_keys(seed, [replication])
    found = stream.times(keys_of(here, stream.words)[None], Days(here, scenario.clock.days))
    return found.at[found.first[0] :][: found.number[0]]


def one_segment(per_hour: object, clock: Raw | None = None, **more: object) -> Scenario:
    return demand({"guests": coming(per_hour, **more)}, clock)


def expected_customers(scenario: Scenario) -> float:
    return scenario.segments["guests"].arrivals.expected_customers(scenario.clock)


def by_piece(times: np.ndarray, edges: np.ndarray, days: int) -> np.ndarray:
    """(days, pieces) number of arrivals of each day in each interval between edges (minutes after midnight)."""
    rows = [np.histogram(times - day * DAY, edges)[0] for day in range(days)]
    return np.array(rows)


def test_arrivals_follow_the_rate_by_time_of_day() -> None:
    times = arrival_times(one_segment(PROFILE, SHOP), "guests", SEED, 0)
    counts = by_piece(times, EDGES, 200)
    assert counts.sum() == times.size  # nobody comes outside opening hours
    assert counts[:, 2].sum() == 0
    busy = EXPECTED > 0
    z = (counts.sum(axis=0) - 200 * EXPECTED)[busy] / np.sqrt(200 * EXPECTED[busy])
    assert np.abs(z).max() < 4.0
    dispersion = ((counts - EXPECTED)[:, busy] ** 2 / EXPECTED[busy]).sum()
    assert chi2.sf(dispersion, 200 * 4) > 1e-3  # each day each piece is Poisson
    assert chi2.cdf(dispersion, 200 * 4) > 1e-3
    assert expected_customers(one_segment(PROFILE, SHOP)) == pytest.approx(200 * 68.0)


def test_twin_a_rate_four_per_cent_higher_is_noticed() -> None:
    higher = {time: 1.04 * rate for time, rate in PROFILE.items()}
    times = arrival_times(one_segment(higher, SHOP | {"days": 400}), "guests", SEED, 0)
    assert (times.size - 400 * 68.0) / np.sqrt(400 * 68.0) > 4.0


def test_a_short_peak_is_not_skipped() -> None:
    """One minute at 600 per hour in a quiet day: ten arrivals of twelve come in that minute."""
    peak = {"09:00": 0.5, "11:17": 600, "11:18": 0.5}
    times = arrival_times(one_segment(peak, SHOP), "guests", SEED, 0)
    inside = by_piece(times, np.array([540.0, 677.0, 678.0, 780.0]), 200)
    assert abs(inside[:, 1].sum() - 2000) < 4 * np.sqrt(2000)
    assert abs(inside[:, 1].var(ddof=1) / 10.0 - 1.0) < 4 * np.sqrt(2 / 200)
    assert abs(inside[:, [0, 2]].sum() - 200 * 239 / 120) < 4 * np.sqrt(200 * 239 / 120)


def test_within_a_piece_arrivals_are_uniform_and_gaps_exponential() -> None:
    times = arrival_times(one_segment(30), "guests", SEED, 1)
    assert kstest(times / DAY, "uniform").pvalue > 1e-3
    steady = arrival_times(one_segment(30, {"days": 10}), "guests", SEED, 2)
    assert kstest(np.diff(steady) / 2.0, "expon").pvalue > 1e-3
    assert (np.diff(steady) > 0).all()


def test_the_first_arrival_is_exponential_too() -> None:
    scenario = one_segment(30)
    first = [arrival_times(scenario, "guests", SEED, replication)[0] for replication in range(500)]
    assert kstest(np.array(first) / 2.0, "expon").pvalue > 1e-3


def test_days_may_end_after_midnight() -> None:
    night = {"open": "22:00", "close": "02:00", "days": 100}
    scenario = one_segment({"22:00": 10, "00:00": 30, "01:00": 0}, night)
    counts = by_piece(arrival_times(scenario, "guests", SEED, 0), np.array([1320.0, 1440.0, 1500.0, 1560.0]), 100)
    assert np.abs((counts.sum(axis=0) - [2000, 3000, 0]) / [45, 55, 1]).max() < 4.0


def test_a_service_without_arrivals_is_possible() -> None:
    assert arrival_times(one_segment(0), "guests", SEED, 0).size == 0
    assert expected_customers(one_segment({"09:00": 0}, SHOP)) == 0.0


def test_busy_days_are_busy_for_everybody() -> None:
    segments = {"guests": coming(60, day_to_day_cv=0.3), "family": coming(30, day_to_day_cv=0.3)}
    scenario = demand(segments, SHOP | {"days": 600})
    edges = np.array([540.0, 780.0])
    guests, family = (
        by_piece(arrival_times(scenario, name, SEED, 0), edges, 600)[:, 0].astype(float) for name in segments
    )
    for counts, mean in ((guests, 240.0), (family, 120.0)):
        variance = mean + (0.3 * mean) ** 2
        assert abs(counts.mean() - mean) < 4 * np.sqrt(variance / 600)
        assert counts.var(ddof=1) == pytest.approx(variance, rel=0.25)
    shared = (0.3**2) / np.sqrt((1 / 240 + 0.09) * (1 / 120 + 0.09))
    assert np.corrcoef(guests, family)[0, 1] == pytest.approx(shared, abs=0.05)


@pytest.mark.parametrize("days", [1, 2])
def test_a_replication_of_a_single_day_has_its_busyness_too(days: int) -> None:
    scenario = one_segment(60, SHOP | {"days": days}, day_to_day_cv=0.3)
    counts = np.array([arrival_times(scenario, "guests", SEED, number).size for number in range(800)]) / days
    expected = 240.0 / days + (0.3 * 240.0) ** 2 / days
    assert counts.mean() == pytest.approx(240.0, abs=4 * np.sqrt(expected / 800))
    assert counts.var(ddof=1) == pytest.approx(expected, rel=0.25)


def test_without_day_to_day_variation_segments_are_unrelated() -> None:
    scenario = demand({"guests": coming(60), "family": coming(60)}, SHOP | {"days": 600})
    edges = np.array([540.0, 780.0])
    counts = [by_piece(arrival_times(scenario, name, SEED, 0), edges, 600)[:, 0] for name in scenario.segments]
    assert abs(np.corrcoef(counts)[0, 1]) < 4 / np.sqrt(600)


def test_busyness_is_a_gamma_with_mean_one() -> None:
    uniform = (np.arange(100_000) + 0.5) / 100_000
    factors = busyness(0.4, uniform)
    assert factors.mean() == pytest.approx(1.0, abs=1e-4)
    assert factors.std() == pytest.approx(0.4, rel=1e-3)
    assert (np.diff(factors) > 0).all()


def test_group_sizes_have_the_stated_shares() -> None:
    sizes = {"1": "60 %", "2": "30 %", "5": "10 %"}
    scenario = one_segment(30, {"days": 20}, group_size=sizes)
    uniform = np.linspace(0.0, 1.0, 10_000, endpoint=False)
    drawn = group_sizes(scenario.segments["guests"].arrivals, uniform)
    assert [int((drawn == size).sum()) for size in (1, 2, 5)] == [6000, 3000, 1000]
    times = arrival_times(scenario, "guests", SEED, 0)
    together = np.unique(times, return_counts=True)[1]
    expected = together.size * np.array([0.6, 0.3, 0.1])
    found = np.array([(together == size).sum() for size in (1, 2, 5)])
    assert found.sum() == together.size
    assert chi2.sf(((found - expected) ** 2 / expected).sum(), 2) > 1e-3
    assert expected_customers(scenario) == pytest.approx(30 * 480 * 1.7)


def test_the_tenth_group_keeps_its_size_when_the_rate_changes() -> None:
    sizes = {"1": "50 %", "3": "50 %"}
    few, more = (arrival_times(one_segment(rate, group_size=sizes), "guests", SEED, 0) for rate in (30, 40))
    of_few, of_more = (np.unique(times, return_counts=True)[1] for times in (few, more))
    assert (of_few == of_more[: of_few.size]).all()


def test_whole_groups_arrive_at_one_instant() -> None:
    alone = arrival_times(one_segment(30), "guests", SEED, 0)
    four = arrival_times(one_segment(30, group_size=4), "guests", SEED, 0)
    assert (four == np.repeat(alone, 4)).all()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        "2024-03-04 09:00:15,NW,3", "2024-03-04 09:30:00,PE,0", "2024-03-05 00:30:00,NW,200",
        "2024-03-03 23:59:30,PE,1", "2024-03-05 00:45:00,PE,5",
    ]  # fmt: skip
    (tmp_path / "calls.csv").write_text("time,type,count\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def replay(folder: Path, clock: Raw | None = None, **more: object) -> Scenario:
    segment = {"arrivals": {"replay": {"file": "calls.csv", "time": "time", **more}}}
    return demand({"guests": segment}, clock or {"days": 3}, folder)


def test_timestamps_are_replayed_as_they_were(folder: Path) -> None:
    everybody = [1439.5, 1440 + 540.25, 1440 + 570.0, 2880 + 30.0, 2880 + 45.0]
    for replication in (0, 1):
        assert arrival_times(replay(folder), "guests", SEED, replication).tolist() == everybody
    chosen = replay(folder, where={"type": "NW"})
    assert arrival_times(chosen, "guests", SEED, 0).tolist() == [1440 + 540.25, 2880 + 30.0]
    assert expected_customers(chosen) == 2


def test_the_first_day_can_be_stated(folder: Path) -> None:
    later = replay(folder, {"days": 3, "first_day": "2024-03-02"}, where={"type": "NW"})
    assert arrival_times(later, "guests", SEED, 0).tolist() == [2880 + 540.25, 4320 + 30.0]


def test_counts_are_spread_over_their_intervals(folder: Path) -> None:
    scenario = replay(folder, count="count", interval="15 min")
    drawn = [arrival_times(scenario, "guests", SEED, replication) for replication in (0, 1)]
    for times in drawn:
        starts = [1439.5, 1980.25, 2010.0, 2910.0, 2925.0]
        counts = [int(((times >= start) & (times < start + 15)).sum()) for start in starts]
        assert counts == [1, 3, 0, 200, 5]
        assert (np.diff(times) >= 0).all()
        demand = times[(times >= 2910.0) & (times < 2925.0)]
        assert kstest((demand - 2910.0) / 15.0, "uniform").pvalue > 1e-3
    assert not np.isin(drawn[0], drawn[1]).any()
    assert expected_customers(scenario) == 209


def test_arrivals_are_sorted_whatever_the_pieces() -> None:
    clock = {"open": "08:00", "close": "08:00", "days": 3}
    for replication in range(5):
        times = arrival_times(one_segment(PROFILE, clock, day_to_day_cv=0.4), "guests", SEED, replication)
        assert all(before <= after for before, after in pairwise(times.tolist()))
        assert times[0] >= 480.0
        assert times[-1] < 480.0 + 3 * DAY
