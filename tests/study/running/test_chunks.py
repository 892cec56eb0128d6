from hypothesis import given
from hypothesis import strategies as st

from servsim.study.running.chunks import FASTEST_GROWTH, GOOD_SECONDS, MOST_HELD, Chunk, ChunkLength, Finished

SECONDS = st.floats(0.0, 100.0)


def finished(trials: int, seconds: float) -> Finished:
    return Finished(Chunk(0, range(trials)), [None] * trials, seconds)  # type: ignore[list-item]


def settled(seconds: float, options: int = 1, workers: int = 1, left: int = 10**6) -> int:
    """The length that chunks have after a while when every trial takes so many seconds."""
    pace = ChunkLength(options)
    for _ in range(20):
        length = pace.length(left, workers)
        pace.learn(finished(length, length * seconds))
    return pace.length(left, workers)


def test_the_first_chunk_is_one_trial_and_then_they_grow_to_a_good_length() -> None:
    pace, lengths = ChunkLength(1), []
    for _ in range(8):
        lengths.append(pace.length(10**6, 1))
        pace.learn(finished(lengths[-1], lengths[-1] * 0.01))
    assert lengths == [1, 2, 4, 8, 16, 30, 30, 30]
    assert 0.2 <= settled(0.01) * 0.01 <= GOOD_SECONDS <= 0.5


def test_slow_trials_go_one_by_one() -> None:
    assert settled(1.0) == 1
    pace = ChunkLength(1)
    pace.learn(finished(1, 0.001))
    assert pace.length(1000, 1) == FASTEST_GROWTH
    pace.learn(finished(2, 20.0))
    assert pace.length(1000, 1) == 1


def test_many_options_or_workers_do_not_hold_back_more_than_can_be_held() -> None:
    for options, workers in ((200, 1), (1, 500), (200, 500), (5, 2)):
        length = settled(1e-6, options, workers)
        assert length * options <= MOST_HELD or length == 1
        assert length * 2 * workers <= MOST_HELD or length == 1


def test_towards_the_end_all_workers_get_something() -> None:
    pace = ChunkLength(3)
    for _ in range(20):
        pace.learn(finished(100, 0.1))
        pace.length(10**6, 4)
    assert pace.length(16, 4) == 6  # 48 trials for 8 places
    assert pace.length(1, 4) == 1


def test_what_is_left_can_be_foretold() -> None:
    pace = ChunkLength(2)
    assert pace.seconds_for(1) == float("inf")
    pace.learn(finished(4, 2.0))
    assert pace.seconds_for(10) == 5.0


@given(st.lists(st.tuples(st.integers(1, 50), SECONDS)), st.integers(1, 10**6), st.integers(1, 300), st.integers(1, 64))
def test_there_is_always_something_to_do(told: list[tuple[int, float]], left: int, options: int, workers: int) -> None:
    pace = ChunkLength(options)
    for trials, seconds in told:
        pace.learn(finished(trials, seconds))
        assert 1 <= pace.length(left, workers) <= max(1, left * options)
