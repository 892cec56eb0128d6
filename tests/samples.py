"""Small scenarios for the tests, as the values of a YAML file."""

from copy import deepcopy
from typing import Any

Raw = dict[str, Any]

SMALLEST: Raw = {
    "segments": {"guests": {"arrivals": {"per_hour": 20}}},
    "teams": {"desk": {"agents": 2}},
    "touchpoints": {"check_in": {"team": "desk", "handling": {"exponential": {"mean": "4 min"}}}},
    "clock": {"open": "09:00", "close": "12:00"},
}
"""One segment, one team, one touchpoint, one short morning."""

TOWN_HALL: Raw = {
    "name": "Town hall",
    "about": "Is one more clerk at the counter worth it?",
    "source": "assumption",
    "clock": {"open": "09:00", "close": "12:30", "days": 2},
    "segments": {
        "walk_in": {
            "arrivals": {"per_hour": {"09:00": 22, "11:00": 36}},
            "patience": {"exponential": {"mean": "12 min"}},
            "balking": {"starts_at": 3, "certain_at": 9},
            "tolerated_wait": "5 min",
            "needs": {"spread": 0.4},
        },
        "regulars": {
            "arrivals": {"per_hour": 14},
            "tolerated_wait": "8 min",
            "needs": {"mean": 0.2, "spread": 0.8},
            "start": "kiosk",
        },
    },
    "teams": {
        "desk": {"agents": {"09:00": 2, "10:00": 3, "12:00": 2}, "wage": "24 per hour", "queue_limit": 7},
        "office": {"agents": 1, "wage": "36 per hour"},
    },
    "touchpoints": {
        "kiosk": {"handling": "1 min", "next": {"counter": "60 %"}},
        "counter": {
            "team": "desk",
            "handling": {"lognormal": {"mean": "5 min", "cv": 0.7}},
            "next": {"back_office": "25 %"},
        },
        "back_office": {"team": "office", "handling": {"exponential": {"mean": "5 min"}}, "defects": "10 %"},
    },
    "start": "counter",
    "repeat": {"probability": 0.6, "delay": "20 min", "attempts_at_most": 2},
    "redial": {"probability": 0.3, "delay": "10 min", "attempts_at_most": 2},
    "loyalty": {"customers": 9000, "acquisition": "60 per week", "margin": 30},
    "targets": {"wait_p90": "<= 15 min", "csat": ">= 4.9", "wait_mean": "<= 3 min"},
    "options": {
        "one_more_clerk": {
            "about": "A third and fourth clerk in the busy hours.",
            "teams.desk.agents": {"09:00": 3, "10:00": 4, "12:00": 3},
        },
        "script_it": {"touchpoints.counter": {"standardization": 0.9, "personalization": 0.1}},
        "both": {"combine": ["one_more_clerk", "script_it"]},
    },
}
"""Two segments, two teams, self-service, giving up, walking past, no place, coming back, targets and options."""


def smallest(**sections: Any) -> Raw:
    """The smallest scenario with whole sections replaced."""
    return deepcopy({**SMALLEST, **sections})


def town_hall(**sections: Any) -> Raw:
    """The town hall with whole sections replaced."""
    return deepcopy({**TOWN_HALL, **sections})
