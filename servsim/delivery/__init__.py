"""QUEUE AND SERVICE: the plan, the physics of an encounter, the engine and the encounter log."""

from servsim.delivery.engines import chosen_engine, engine, must_compile, worth_compiling
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.plan.compile import compile_plan
from servsim.delivery.plan.plan import Plan
from servsim.delivery.reference.service import simulate
from servsim.delivery.rules.outcomes import Outcome

__all__ = [
    "EncounterLog",
    "Outcome",
    "Plan",
    "chosen_engine",
    "compile_plan",
    "engine",
    "must_compile",
    "simulate",
    "worth_compiling",
]
