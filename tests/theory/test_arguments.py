from collections.abc import Callable

import numpy as np
import pytest

from servsim import theory

V = theory.Variability
MESSAGES: list[tuple[Callable[[], object], str]] = [
    (lambda: theory.erlang_b(0, 3), r"found load = 0; it must be finite and above 0"),
    (lambda: theory.erlang_b(float("nan"), 3), r"found load = nan; it must be finite and above 0"),
    (lambda: theory.erlang_b(1, 0), r"found agents = 0; it must be a whole number from 1 to 1000000"),
    (lambda: theory.erlang_b(1, 2.5), r"found agents = 2.5; it must be a whole number"),  # type: ignore[arg-type]
    (lambda: theory.ErlangC(-1, 1, 3), r"found arrivals = -1; it must be finite and above 0"),
    (lambda: theory.ErlangC(1, float("inf"), 3), r"found handling = inf; it must be finite and above 0"),
    (lambda: theory.ErlangC(1, 1, 3).service_level(-1), r"found minutes = -1; it must be finite and at least 0"),
    (lambda: theory.ErlangC(1, 1, 3).wait_quantile(1), r"found probability = 1; it must be at least 0 and below 1"),
    (lambda: theory.ErlangA(1, 1, 3, 0), r"found patience = 0; it must be finite and above 0"),
    (lambda: theory.FiniteRoom(1, 1, 3, -1), r"found queue_limit = -1; it must be a whole number, at least 0"),
    (lambda: theory.SingleAgent(0.5, 1, -1), r"found handling_cv = -1; it must be finite and at least 0"),
    (lambda: theory.kingman(0.5, 1, V(-1, 1)), r"found variability.arrivals = -1; it must be finite"),
    (lambda: theory.priority_waits([], 1, 3), r"found no class of customers; at least one is needed"),
    (lambda: theory.priority_waits([1, 0], 1, 3), r"found arrivals\[1\] = 0; it must be finite and above 0"),
    (lambda: theory.priority_waits_single([0.1], [2], [3]), r"second_moments\[0\] = 3; it must be at least .* 4"),
    (lambda: theory.contacts_per_issue(1.2), r"found probability = 1.2; it must be from 0 to 1"),
    (lambda: theory.contacts_per_issue(1.0), r"found probability = 1 without a limit of attempts"),
    (lambda: theory.square_root_staffing(5, 0), r"found hedge = 0; it must be finite and above 0"),
    (lambda: theory.smallest_team(1, lambda _: False), r"1000000 agents do not meet this goal"),
    (lambda: theory.load_under_steps([(5, 1), (0, 1)], abs, 9), r"found steps that are not in the order of time"),
    (lambda: theory.Sine(1, 2, 1), r"found swing = 2; arrivals must not fall below 0 \(mean 1\)"),
    (lambda: theory.Backlog(1, -1), r"found capacity = -1; it must be finite and at least 0"),
    (lambda: theory.JacksonNetwork(np.ones(2), np.eye(3), np.ones(2), (1, 1)), r"found shapes .* for 2 station\(s\)"),
    (lambda: theory.JacksonNetwork(np.ones(1), np.ones((1, 1)), np.ones(1), (9,)), "some customers never leave"),
    (lambda: theory.JacksonNetwork(np.ones(1), np.full((1, 1), 2.0), np.ones(1), (9,)), "adding up to more than 1"),
    (lambda: theory.Transient(lambda _: -1.0, 1, 1, 9).present(1), "found a negative rate of arrivals"),
    (lambda: theory.Transient(lambda _: 9e4, 1, 1, 9).present(1), "needs .* states; at most 20000 are solved"),
]


@pytest.mark.parametrize(("asked", "message"), MESSAGES, ids=[message[:40] for _, message in MESSAGES])
def test_nonsense_is_refused_with_what_was_found_and_what_is_allowed(asked: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        asked()


OVERLOADED: list[Callable[[], object]] = [
    lambda: theory.ErlangC(3, 1, 3),
    lambda: theory.SingleAgent(1, 1, 1),
    lambda: theory.RenewalArrivals(2, 1, lambda s: 1 / (1 + s / 2)),
    lambda: theory.kingman(1, 1, V(1, 1)),
    lambda: theory.priority_waits([1, 2], 1, 3),
    lambda: theory.preemptive_times([0.5, 0.5], [1, 1], [2, 2]),
    lambda: theory.JacksonNetwork(np.ones(1), np.zeros((1, 1)), np.ones(1), (1,)).mean_waits,
]


@pytest.mark.parametrize("asked", OVERLOADED)
def test_an_overload_is_said_and_ways_out_are_named(asked: Callable[[], object]) -> None:
    with pytest.raises(theory.OverloadedError, match=r"grow without end; at least \d agents are needed, or .*ErlangA"):
        asked()
