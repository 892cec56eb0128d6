from servsim.delivery import compile_plan
from servsim.delivery.reference.service import simulate
from servsim.demand import draw_customers
from servsim.scenario import Scenario
from tests.oracles.queues import SEED, Raw, exponential, logs, pool, segment, service, team, touchpoint


def in_simpy(raw: Raw) -> bool:
    """Whether the reference engine simulates the same."""
    [quick] = logs(raw, 1)
    scenario = Scenario.model_validate(raw)
    return simulate(compile_plan(scenario), draw_customers(scenario, SEED, 0)).same_as(quick)


def test_theory_is_held_against_both_engines() -> None:
    """What is found of the quick engine is true of the reference engine: textbook queues give the same logs."""
    walk = {
        "first": touchpoint(exponential(1.0), next={"second": "50 %"}),
        "second": touchpoint(exponential(2.0), None),
    }
    assert in_simpy(pool(2.0, 5, exponential(2.0), patience=2.0, queue_limit=4))
    assert in_simpy(service({"a": segment(0.4), "b": segment(0.2, priority=2)}, {"desk": team(1)}, walk))
