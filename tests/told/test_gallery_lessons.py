"""Every file of the gallery runs, and its lesson is visible: differences on the same customers, clear of zero.

The lessons hold for other seeds too; the seed is fixed so that a failure means a change of the program.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from servsim.measures.intervals import paired_difference
from servsim.measures.scopes import Scope
from servsim.report.parts.understand.journey import journey
from servsim.scenario import BASELINE
from servsim.study import StudyResult, run
from tests.told.lessons import FILES, GALLERY, SEED, change, falls, rises, scenario, study, versus


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_gallery_file_is_complete_and_runs(file: Path) -> None:
    gallery = scenario(file.stem)

    assert gallery.name
    assert "?" in gallery.about, "about asks a question"
    assert "The lesson:" in gallery.about, "about tells the lesson"
    assert gallery.source
    assert gallery.targets
    assert gallery.uncertain
    assert 3 <= len(gallery.options) <= 4
    assert all(gallery.option_about(option) for option in gallery.options)
    result = run(gallery, replications=2, seed=SEED)
    assert np.isfinite(result.values("wait_mean")).all()
    assert np.isfinite(result.values("csat")).all()


def test_the_gallery_holds_what_its_readme_names() -> None:
    readme = (GALLERY / "README.md").read_text(encoding="utf-8")

    names = {"hotel_front_desk", "hospital_outpatients", "coffee_shop", "bank_call_centre", "insurance_claims"}
    assert names == {file.stem for file in FILES}
    assert all(file.name in readme for file in FILES)


def test_hotel_both_dials_have_a_price_and_a_base_lets_personal_service_pay() -> None:
    result = study("hotel_front_desk", 16)
    business, families = Scope("segment", "business"), Scope("segment", "families")

    # A script is quick and suits those who are alike; those who differ pay with their needs, everybody with attention.
    assert falls(change(result, "wait_mean", "script_it"))
    assert rises(change(result, "quality", "script_it", business))
    assert rises(change(result, "needs_missed", "script_it", families))
    assert falls(change(result, "perceived_empathy", "script_it"))
    # Personal service without a base serves the families better, and costs waits, slips and the business guests.
    assert falls(change(result, "needs_missed", "personal_touch", families))
    assert rises(change(result, "wait_mean", "personal_touch"))
    assert rises(change(result, "defects_felt", "personal_touch"))
    assert falls(change(result, "quality", "personal_touch", business))
    # With a base it pays for both, without longer waits.
    assert all(rises(change(result, "quality", "base_first", segment)) for segment in (business, families))
    assert rises(versus(result, "quality", "base_first", "personal_touch"))
    assert rises(versus(result, "quality", "base_first", "script_it"))
    assert rises(change(result, "csat", "base_first"))
    assert not rises(change(result, "wait_mean", "base_first"))


def test_hotel_one_more_clerk_buys_waits_not_fit() -> None:
    result = study("hotel_front_desk", 16)
    clerk, base = (change(result, "needs_missed", option).mean for option in ("one_more_clerk", "base_first"))

    assert change(result, "wait_mean", "one_more_clerk").high < -0.5
    assert rises(change(result, "labour_cost", "one_more_clerk"))
    assert abs(clerk) < 0.3 * abs(base)


def test_hospital_one_more_doctor_moves_the_queue_and_one_list_helps_more() -> None:
    result = study("hospital_outpatients", 30)
    doctors, diagnostics = Scope("touchpoint", "first_consultation"), Scope("touchpoint", "diagnostics")

    assert change(result, "wait_mean", "one_more_doctor", doctors).high < -5
    assert rises(change(result, "wait_mean", "one_more_doctor", diagnostics))
    assert _bottleneck(result, BASELINE) == "first_consultation"
    assert _bottleneck(result, "one_more_doctor") == "diagnostics"
    assert _pain_point(result, BASELINE) == "first_consultation"
    assert _pain_point(result, "one_more_doctor") == _pain_point(result, "one_list") == "diagnostics"
    assert falls(versus(result, "journey_mean", "one_list", "one_more_doctor"))
    assert rises(change(result, "labour_cost", "one_more_doctor"))
    assert not rises(change(result, "labour_cost", "one_list"))


def _pain_point(result: StudyResult, option: str) -> str:
    """The touchpoint where customers are least happy."""
    found = journey(result, option)
    assert found.lowest is not None
    return found.stops[found.lowest].name


def _bottleneck(result: StudyResult, option: str) -> str:
    """The touchpoint with the longest mean wait."""
    waits = {
        scope.name: result.interval("wait_mean", option, scope).mean
        for scope in result.scopes
        if scope.kind == "touchpoint" and result.scenario.touchpoints[scope.name].team is not None
    }
    return max(waits, key=lambda name: waits[name])


def test_hospital_calling_the_urgent_first_costs_the_others_little() -> None:
    result = study("hospital_outpatients", 30)
    urgent, others = Scope("segment", "urgent"), Scope("segment", "first_visit")
    gain, price = (change(result, "wait_mean", "urgent_first", scope) for scope in (urgent, others))

    assert gain.mean < -0.5 * result.interval("wait_mean", scope=urgent).mean
    assert rises(price)
    assert price.mean < 0.3 * -gain.mean


def test_coffee_the_wait_of_those_served_hides_the_lost_cups() -> None:
    result = study("coffee_shop", 20)
    lost, cups = (part(result, BASELINE) for part in (_lost, _cups))

    # The target the owner looks at is met, while every sixth guest walks past.
    assert {chance.target.kpi: chance.verdict for chance in result.chances()} == {
        "wait_mean": "met",
        "balk_rate": "missed",
    }
    assert 0.12 < lost.mean() < 0.2
    # A second barista finds a trade that no waiting time had shown.
    assert paired_difference(_cups(result, "second_barista"), cups).difference.low > 0.1 * cups.mean()
    # A quarter more guests, and less than half of them get a cup; the wait hardly tells.
    more_guests = result.values("customers", "advertise") - result.values("customers")
    more_cups = _cups(result, "advertise") - cups
    assert rises(paired_difference(_lost(result, "advertise"), lost).difference)
    assert paired_difference(more_cups, 0.5 * more_guests).difference.high < 0
    assert result.interval("wait_mean", "advertise").mean < 3.0


def test_coffee_a_short_menu_sells_more_cups_and_serves_the_neighbours_no_better() -> None:
    result = study("coffee_shop", 20)

    assert rises(paired_difference(_cups(result, "short_menu"), _cups(result, BASELINE)).difference)
    assert falls(change(result, "perceived_empathy", "short_menu", Scope("segment", "neighbours")))
    assert rises(paired_difference(_cups(result, "order_ahead"), _cups(result, BASELINE)).difference)


def _at_bar(result: StudyResult, option: str, served: bool) -> NDArray[np.float64]:
    """Guests who come to the bar, or the cups that go over it, in each replication; ordering by app is no cup."""
    total = np.zeros(result.replications)
    for name in ("counter", "hand_over"):
        contacts, balked, gave_up = (
            np.nan_to_num(result.values(kpi, option, Scope("touchpoint", name)))
            for kpi in ("contacts", "balk_rate", "abandonment_rate")
        )
        total += contacts * (1.0 - balked - gave_up) if served else contacts
    return total


def _cups(result: StudyResult, option: str) -> NDArray[np.float64]:
    return _at_bar(result, option, served=True)


def _lost(result: StudyResult, option: str) -> NDArray[np.float64]:
    return 1.0 - _cups(result, option) / _at_bar(result, option, served=False)


@pytest.mark.long
def test_bank_hours_not_heads() -> None:
    result = study("bank_call_centre", 50)
    full, part, moved = (
        change(result, "wait_mean", option).mean
        for option in ("one_more_agent", "one_more_when_it_hurts", "same_hours_moved")
    )

    assert falls(change(result, "wait_mean", "one_more_agent"))
    assert falls(change(result, "wait_mean", "same_hours_moved"))
    assert falls(change(result, "abandonment_rate", "same_hours_moved"))
    cost = result.interval("labour_cost").mean
    assert abs(change(result, "labour_cost", "same_hours_moved").mean) < 0.005 * cost
    assert 0.35 < part / full < 0.6, "4 of 17 hours: nearly half of the gain"
    assert 0.15 < moved / full < 0.4, "no hour more: a quarter of it"
    # Surprise makes the days unequal rather than the mean long.
    level, blind = (result.values("service_level", option) for option in (BASELINE, "roster_blind_to_demand"))
    assert blind.std() > 1.2 * level.std()


@pytest.mark.long
def test_bank_is_as_far_from_its_measurements_as_its_note_says() -> None:
    bank = scenario("bank_call_centre")
    result = run(bank, options=[], replications=200)
    observed = bank.observed
    assert observed is not None
    wait, lost, level = (result.interval(kpi) for kpi in ("wait_mean", "abandonment_rate", "service_level"))
    hours = {
        round(item.hour / 60): (result.interval("wait_mean", scope=_hour(item.hour)).mean - item.value) / item.error
        for item in observed.by_hour.values
        if item.kpi == "wait_mean"
    }

    assert f"wait {60 * wait.mean:.1f} s against 38.1 s" in observed.note
    assert f"abandoned {100 * lost.mean:.1f} %" in observed.note
    assert f"within 20 s {100 * level.mean:.1f} %" in observed.note
    assert {hour for hour, distance in hours.items() if abs(distance) > 2} == {7, 8, 16, 17, 20, 23}
    assert max(hours, key=lambda hour: hours[hour]) in {7, 17}


def _hour(minutes: float) -> Scope:
    return Scope("hour", f"{round(minutes / 60):02d}:00")


def test_bank_numbers_are_the_tables() -> None:
    bank = scenario("bank_call_centre")
    codes = dict(zip(bank.segments, ("PS", "NW", "NE", "TT", "other"), strict=True))
    hours = pd.read_csv(GALLERY / "data" / "bank_by_hour.csv")
    types = pd.read_csv(GALLERY / "data" / "bank_by_type.csv", keep_default_na=False).set_index("type")
    roster = pd.read_csv(GALLERY / "data" / "bank_roster.csv")

    for segment, code in codes.items():
        rates = [step.value for step in bank.clock.steps(bank.segments[segment].arrivals.per_hour)]
        assert rates == hours[f"calls_mean_{code}"].round(1).tolist()
        handling = bank.touchpoints["call"].handling.of(segment)
        assert handling is not None
        mean, cv = handling.moments()
        assert round(60 * mean, 1) == round(float(types.loc[code, "handling_mean_s"]), 1)
        assert cv == pytest.approx(float(types.loc[code, "handling_cv"]), abs=0.005)
    steps = bank.clock.steps(bank.teams["agents"].agents)
    starts, agents = [step.start for step in steps], [step.value for step in steps]
    places = np.searchsorted(starts, 30.0 * np.arange(len(roster)), side="right") - 1
    assert [agents[place] for place in places] == roster["roster"].tolist()
