"""Numbers by key: what they depend on, and that neighbours look independent."""

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

from servsim.demand.keys import (
    CSAT_NOISE,
    PATIENCE,
    PURPOSES,
    WORK,
    at_contact,
    child,
    encounter_key,
    keys_of,
    mixed,
    replication_keys,
    uniform,
    unmixed,
    word_of,
    words_of,
)

COUNT = 40_000


def customers(seed: int = 7, replication: int = 3, segment: str = "guests") -> np.ndarray:
    key = keys_of(replication_keys(seed, [replication]), words_of("customers", [segment]))
    return child(key, np.arange(COUNT))


def numbers(purpose: int = PATIENCE, touchpoint: str = "desk", contact: int = 0, **who: object) -> np.ndarray:
    place = words_of("touchpoint", [touchpoint])
    return uniform(encounter_key(customers(**who), place, np.array([contact])), np.array([purpose]))


OTHERS = {
    "seed": numbers(seed=8),
    "replication": numbers(replication=4),
    "segment": numbers(segment="family"),
    "touchpoint": numbers(touchpoint="bar"),
    "contact": numbers(contact=1),
    "purpose": numbers(WORK),
}


def test_the_mixer_gives_the_published_numbers_of_splitmix64() -> None:
    """First outputs for seed 1234567, from the reference implementation (Vigna)."""
    state = np.array([1234567], dtype=np.uint64)
    expected = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert child(state, np.arange(5)).tolist() == expected


def test_unmixing_gives_back_every_word() -> None:
    words = customers()
    assert (unmixed(mixed(words)) == words).all()
    assert (mixed(words) != words).all()


@pytest.mark.parametrize(("contact", "other"), [(0, 0), (3, 0), (1, 4)])
def test_the_key_of_one_contact_leads_to_that_of_another(contact: int, other: int) -> None:
    place = words_of("touchpoint", ["desk"])
    here, there = (encounter_key(customers(), place, np.array([number])) for number in (contact, other))
    found = at_contact(here, np.full(COUNT, contact), np.full(COUNT, other))
    assert (found == there).all()
    assert (found == encounter_key(customers(), words_of("touchpoint", ["bar"]), np.array([other]))).sum() == 0


def test_the_same_key_gives_the_same_numbers() -> None:
    assert (numbers() == numbers()).all()


@pytest.mark.parametrize("other", OTHERS)
def test_every_part_of_the_key_matters_and_no_part_leaves_a_trace(other: str) -> None:
    assert not np.isin(numbers(), OTHERS[other]).any()
    assert abs(np.corrcoef(numbers(), OTHERS[other])[0, 1]) < 4.0 / np.sqrt(COUNT)


def test_numbers_are_uniform_and_never_0_or_1() -> None:
    for purpose in range(len(PURPOSES)):
        found = numbers(purpose)
        assert kstest(found, "uniform").pvalue > 1e-4
        assert 0.0 < found.min() < found.max() < 1.0
    ends = np.array([0, 2**64 - 1], dtype=np.uint64)
    assert ((ends >> 12) + 0.5).tolist() == [0.5, 2.0**52 - 0.5]


def test_neighbouring_customers_contacts_and_purposes_are_independent() -> None:
    """Pairs of neighbours in a 16 x 16 table: chi-square against independence and uniformity."""
    first = numbers()
    neighbours = {
        "customer": (first[:-1], first[1:]),
        "contact": (first, numbers(contact=1)),
        "purpose": (numbers(CSAT_NOISE), numbers(CSAT_NOISE + 1)),
        "replication": (first, numbers(replication=4)),
        "seed": (first, numbers(seed=8)),
    }
    for name, (one, other) in neighbours.items():
        table = np.histogram2d(one, other, bins=16, range=[[0, 1], [0, 1]])[0]
        assert chisquare(table.ravel()).pvalue > 1e-4, name


def test_every_bit_of_a_key_changes_half_of_the_bits() -> None:
    words = np.arange(1, 2001, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for bit in range(64):
        changed = mixed(words) ^ mixed(words ^ np.uint64(1 << bit))
        share = np.unpackbits(changed.view(np.uint8)).mean()
        assert share == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(64 * words.size))


def test_seeds_and_replications_may_be_large() -> None:
    assert not np.isin(numbers(seed=2**63 - 1, replication=10**6), numbers(seed=2**63 - 2, replication=10**6)).any()


def test_names_in_other_scripts_and_borders_between_names_matter() -> None:
    assert word_of("touchpoint", "前台") != word_of("touchpoint", "前厅")
    assert word_of("desk", "guests") != word_of("des", "kguests")
    assert word_of("desk") != word_of("desk", "")
