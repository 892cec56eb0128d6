"""What the claims of an insurer teach: differences on the same customers, clear of zero."""

import numpy as np
import pytest

from servsim.delivery import Outcome
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import simulate
from tests.told.lessons import SEED, change, falls, rises, scenario, study, versus


def test_the_till_and_the_cost_of_quality_rank_options_differently() -> None:
    result = study("insurance_claims", 30)
    handler, manager = "one_more_handler", "case_manager"

    assert all(rises(change(result, "profit", option)) for option in (handler, manager))
    assert rises(versus(result, "profit", handler, manager))
    assert all(falls(versus(result, kpi, manager, handler)) for kpi in ("cost_of_quality", "customers_churned"))
    assert rises(versus(result, "value", manager, handler))
    assert falls(versus(result, "needs_missed", manager, handler))


def test_answering_faster_pays_less_than_having_fewer_to_answer() -> None:
    result = study("insurance_claims", 30)
    faster = "answer_complaints_faster"

    assert rises(change(result, "quick_recovery_rate", faster))
    assert falls(change(result, "profit", faster))
    assert falls(change(result, "value", faster))
    assert all(
        falls(change(result, "complaints", option)) and rises(change(result, "value", option))
        for option in ("script_the_hotline", "one_more_handler", "case_manager")
    )


def test_a_script_at_the_hotline_makes_fewer_slips_and_misses_more_needs() -> None:
    result = study("insurance_claims", 30)

    assert falls(change(result, "defects_felt", "script_the_hotline"))
    assert rises(change(result, "needs_missed", "script_the_hotline"))
    assert falls(change(result, "perceived_empathy", "script_the_hotline"))


def test_its_numbers_are_those_of_a_service_that_works() -> None:
    result = study("insurance_claims", 30)
    today = {kpi: result.interval(kpi).mean for kpi in KPIS}

    assert 1.0 < today["wait_mean"] < 3.0
    assert 3.0 < today["wait_p90"] < 8.0
    assert 0.02 < today["complaints"] / today["journeys"] < 0.05
    assert 0.8 < today["fcr"] < 0.9
    assert 0.5 < today["quick_recovery_rate"] < today["recovery_rate"] < 0.95
    assert today["csat_measured"] == pytest.approx(3.74, abs=0.05)  # what the insurer's own survey found


def test_most_who_complain_have_hung_up_before_and_few_met_a_defect() -> None:
    complaining = hung_up = hurt = 0
    for replication in range(6):
        log = simulate(scenario("insurance_claims"), seed=SEED, replication=replication).log
        office = log.touchpoint == list(scenario("insurance_claims").touchpoints).index("answer_complaint")
        who = np.unique(log.customer[office])
        complaining += who.size
        hung_up += np.isin(who, log.customer[~office & (log.outcome == Outcome.ABANDONED)]).sum()
        hurt += np.isin(who, log.customer[~office & log.defect_made & ~log.defect_caught]).sum()

    assert 0.6 < hung_up / complaining < 0.75
    assert hurt / complaining < 0.25
