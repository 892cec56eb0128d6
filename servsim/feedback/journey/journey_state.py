"""What a customer has lived through so far: the notes from which a journey is judged as a whole.

Plain scalar Python like :mod:`servsim.feedback.judgement`. Each rated encounter is noted twice: as it was felt, and as
it would have been felt without its defect (same draws). An encounter about a complaint is no part of the journey that
it is about; it is noted apart.
"""

from math import fabs, isnan
from typing import Any

from servsim.delivery.rules.outcomes import is_served
from servsim.feedback.journey.complaints import Recovery, complaint_probability, recovered_satisfaction, recovery_share
from servsim.feedback.journey.journey import JourneySummary, whole_satisfaction
from servsim.feedback.journey.loyalty import return_after_recovery, return_probability
from servsim.feedback.judgement import Criteria, Perspective, experience_of, feel, felt_defect

SEGMENT, ENCOUNTERS, TOTAL, BEST, WORST, LAST, FLAWLESS = range(7)
"""Whose journey it is, its rated encounters, their satisfaction; from ``FLAWLESS`` on the same four without defects."""
COMPLAINED, ASKED, ANSWERED = 10, 11, 12
"""How many encounters about a complaint there were; when the first began, and when a good one ended (minutes)."""
SERVED_LAST = 13
"""1 when the latest encounter of the journey was served to its end."""
NOTES = 14


def note_encounter(journey_state: Any, segment: int, satisfaction: float, flawless: float) -> None:
    """Note a rated encounter with its customer; encounters come in the order in which they were lived."""
    if journey_state[ENCOUNTERS] == 0.0:
        journey_state[SEGMENT] = segment
        journey_state[BEST] = journey_state[WORST] = satisfaction
        journey_state[FLAWLESS + 1] = journey_state[FLAWLESS + 2] = flawless
    journey_state[ENCOUNTERS] += 1.0
    note_satisfaction(journey_state, TOTAL, satisfaction)
    note_satisfaction(journey_state, FLAWLESS, flawless)


def note_satisfaction(journey_state: Any, first: int, satisfaction: float) -> None:
    """Add one satisfaction to the total, best, worst and last from a place on."""
    journey_state[first] += satisfaction
    journey_state[first + 1] = max(journey_state[first + 1], satisfaction)
    journey_state[first + 2] = min(journey_state[first + 2], satisfaction)
    journey_state[first + 3] = satisfaction


def note_answer(journey_state: Any, row: Any) -> None:
    """Note an encounter about the customer's complaint."""
    if journey_state[COMPLAINED] == 0.0:
        journey_state[ASKED] = row.joined
        journey_state[ANSWERED] = -1.0
    journey_state[COMPLAINED] += 1.0
    if is_served(row.cause) and row.resolved:
        journey_state[ANSWERED] = row.ended


def note_end(journey_state: Any, row: Any, recovery: Recovery) -> None:
    """Note how an encounter of the journey ended, rated or not; the last one decides."""
    if row.touchpoint != recovery.touchpoint:
        journey_state[SERVED_LAST] = 1.0 if is_served(row.cause) else 0.0


def journey_felt(journey_state: Any, first: int, criteria: Criteria) -> float:
    """Satisfaction with a journey as a whole (S_J), -1..1, from the notes that begin at TOTAL or at FLAWLESS."""
    parts = JourneySummary(
        journey_state[first] / journey_state[ENCOUNTERS],
        journey_state[first + 1],
        journey_state[first + 2],
        journey_state[first + 3],
    )
    return whole_satisfaction(parts, criteria.journey)


def journey_in_the_end(journey_state: Any, criteria: Criteria) -> float:
    """The same after a complaint was answered, or was not."""
    felt = journey_felt(journey_state, TOTAL, criteria)
    if journey_state[COMPLAINED] == 0.0:
        return felt
    share = recovery_share(
        journey_state[ANSWERED] - journey_state[ASKED], journey_state[ANSWERED] >= 0.0, criteria.recovery
    )
    return recovered_satisfaction(felt, journey_felt(journey_state, FLAWLESS, criteria), share)


def return_in_the_end(journey_state: Any, criteria: Criteria) -> float:
    """Probability of coming back after the journey; after a complaint never above that of a flawless one."""
    felt = journey_in_the_end(journey_state, criteria)
    if journey_state[COMPLAINED] == 0.0:
        return return_probability(felt, criteria.returning)
    return return_after_recovery(felt, journey_felt(journey_state, FLAWLESS, criteria), criteria.returning)


def odds_of_complaint(journey_state: Any, criteria: Criteria) -> float:
    """Probability that who has lived this complains; nobody who met no service does."""
    if journey_state[ENCOUNTERS] == 0.0:
        return 0.0
    return complaint_probability(journey_felt(journey_state, TOTAL, criteria), criteria.complaining)


def flawless_satisfaction(row: Any, wait_min: float, view: Perspective, criteria: Criteria) -> float:
    """What the encounter of a row would have been felt like without its defect (S_0), same draws."""
    within = not isnan(row.deviation) and fabs(row.deviation) <= 1.0
    resolved = row.resolved or (felt_defect(row) and within)
    return feel(experience_of(row, wait_min, False, resolved), view, criteria).satisfaction


def hear(row: Any, satisfaction: float, flawless: float, journey_state: Any, recovery: Recovery) -> None:
    """Note a rated encounter: as a part of the journey, or as the answer to a complaint about it."""
    if row.touchpoint == recovery.touchpoint:
        note_answer(journey_state, row)
    else:
        note_encounter(journey_state, row.segment, satisfaction, flawless)
