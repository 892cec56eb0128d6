"""Which keys a scenario can have, read from its models."""

import pytest

from servsim.scenario.checking.unknown_keys import allowed_keys, misled, shape_at, unknown_key
from servsim.scenario.declaration import Declaration
from servsim.scenario.parts.clock import Clock
from servsim.scenario.parts.people import Team
from servsim.scenario.values.base import Shape


def test_shapes() -> None:
    assert shape_at(()) == Shape(False, Declaration)
    assert shape_at(("clock",)) == Shape(False, Clock)
    assert shape_at(("teams",)) == Shape(True, Team)
    assert shape_at(("teams", "desk")) == Shape(False, Team)
    assert shape_at(("teams", "desk", "agents")) == Shape(True, None)
    assert shape_at(("teams", "desk", "agents", "09:00")) == Shape(False, None)
    assert shape_at(("clock", "days")) == Shape(False, None)
    assert shape_at(("clock", "days", "x")) is None
    assert shape_at(("nothing", "at", "all")) is None


def test_allowed_keys() -> None:
    assert allowed_keys(()) == tuple(Declaration.model_fields)
    assert "agents" in allowed_keys(("teams", "anything"))
    assert "lognormal" in allowed_keys(("touchpoints", "x", "handling", "by_segment", "y"))
    assert allowed_keys(("teams",)) == allowed_keys(("clock", "days")) == allowed_keys(("x",)) == ()


def test_unknown_keys() -> None:
    raw = {"teams": {"desk": {"agents": {"09:00": 2}}}, "segments": 5}
    assert unknown_key(raw, ("teams", "desk", "agents", "09:00")) is None
    assert unknown_key(raw, ("redial", "delay")) is None
    assert unknown_key(raw, ("teams", "dsk", "agents")) == (("teams",), "dsk", ("desk",))
    assert unknown_key(raw, ("segments", "guest")) == (("segments",), "guest", ())
    assert unknown_key(raw, ("clock", "day")) == (("clock",), "day", allowed_keys(("clock",)))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("clock.days", ""),
        ("time.standard_saving", ""),
        ("teams.desk.skill", ""),
        ("teams.desk.agents.09:00", ""),
        ("kano.empathy.better", '"kano.empathy.better" is not stated in this scenario'),
        ("teams.desk.queue_limit", '"teams.desk.queue_limit" is not stated in this scenario'),
        ("segments.guest", 'there is no "guest" in segments; nothing is allowed here'),
        ("touchpoints.desk", 'there is no "desk" in touchpoints; nothing is allowed here'),
        ("teams.desk.agents.10:00", 'there is no "10:00" in teams.desk.agents; did you mean "09:00"?'),
        ("clok", 'there is no "clok" here; did you mean "clock"?'),
        ("redial", '"redial" is not stated in this scenario'),
    ],
)
def test_misled(path: str, reason: str) -> None:
    raw = {"touchpoints": {}, "teams": {"desk": {"agents": {"09:00": 2}}}}
    assert misled(raw, tuple(path.split("."))) == reason
