import pytest
from pydantic import ValidationError

from servsim.scenario.parts.study_settings import StudySettings
from servsim.scenario.parts.width import Width


def test_replications_are_a_number_or_auto() -> None:
    assert StudySettings().replications == "auto"
    assert StudySettings(replications=30).replications == 30


@pytest.mark.parametrize("wrong", [1, 0, True, "30", "many", 2.5, None, 1_000_001])
def test_nothing_else_is_taken(wrong: object) -> None:
    with pytest.raises(ValidationError, match="replications are auto, or a whole number from 2 to 1,000,000"):
        StudySettings(replications=wrong)  # type: ignore[arg-type]


def test_widths_are_read() -> None:
    settings = StudySettings.model_validate({"precision": {"wait_p90": "30 s", "csat": 0.05}, "at_most": 1000})
    assert settings.widths == (Width("wait_p90", 0, 0.5), Width("csat", 0, 0.05))
