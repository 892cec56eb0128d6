import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from servsim.demand.streams import stream

KEY = (7, 3, "patience", "desk", "guests")
OTHERS = {
    "seed": stream(8, 3, "patience", "desk", "guests"),
    "replication": stream(7, 4, "patience", "desk", "guests"),
    "purpose": stream(7, 3, "work", "desk", "guests"),
    "touchpoint": stream(7, 3, "patience", "bar", "guests"),
    "segment": stream(7, 3, "patience", "desk", "family"),
    "order of names": stream(7, 3, "patience", "guests", "desk"),
    "border between names": stream(7, 3, "patience", "des", "kguests"),
    "one name less": stream(7, 3, "patience", "desk"),
    "level": stream(7, 3, "patience", "desk", "guests", level=1),
}


def test_the_same_key_gives_the_same_numbers() -> None:
    assert (stream(*KEY).random(100) == stream(*KEY).random(100)).all()


@pytest.mark.parametrize("other", OTHERS)
def test_every_part_of_the_key_matters(other: str) -> None:
    assert not np.isin(stream(*KEY).random(200), OTHERS[other].random(200)).any()


@given(st.integers(1, 500), st.integers(1, 500))
def test_who_draws_more_sees_the_same_beginning(few: int, more: int) -> None:
    for draw in ("random", "standard_normal", "standard_exponential"):
        first, second = (getattr(stream(*KEY), draw)(size) for size in (few, more))
        common = min(few, more)
        assert (first[:common] == second[:common]).all()


def test_seeds_and_replications_may_be_large() -> None:
    largest = stream(2**63 - 1, 10**6, "work", level=10**6).random(10)
    assert ((largest >= 0) & (largest < 1)).all()
    assert not np.isin(largest, stream(2**63 - 2, 10**6, "work", level=10**6).random(10)).any()


def test_names_in_other_scripts_have_streams_of_their_own() -> None:
    assert stream(1, 0, "work", "前台").random() != stream(1, 0, "work", "前厅").random()


@pytest.mark.parametrize("along", ["replication", "level", "seed"])
def test_neighbouring_streams_look_independent(along: str) -> None:
    """First and second numbers of 4000 neighbouring streams: uniform, and unrelated to the stream before."""
    places = range(4000)
    if along == "replication":
        first = np.array([stream(5, place, "work", "desk").random(2) for place in places])
    elif along == "level":
        first = np.array([stream(5, 0, "work", "desk", level=place).random(2) for place in places])
    else:
        first = np.array([stream(place, 0, "work", "desk").random(2) for place in places])
    assert kstest(first[:, 0], "uniform").pvalue > 1e-3
    assert kstest(first[:, 1], "uniform").pvalue > 1e-3
    bound = 4.0 / np.sqrt(len(first))
    assert abs(np.corrcoef(first[:, 0], first[:, 1])[0, 1]) < bound
    assert abs(np.corrcoef(first[1:, 0], first[:-1, 0])[0, 1]) < bound


def test_purposes_of_one_customer_are_unrelated() -> None:
    purposes = ("work", "patience", "defect", "route", "balk")
    columns = [stream(5, 0, purpose, "desk", "guests").random(4000) for purpose in purposes]
    related = np.corrcoef(columns) - np.eye(len(columns))
    assert np.abs(related).max() < 4.0 / np.sqrt(4000)
