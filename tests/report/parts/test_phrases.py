import pytest

from servsim.report.parts.phrases import listed, sentence
from servsim.wording import wording


@pytest.mark.parametrize(("parts", "told"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_parts_are_listed(parts: list[str], told: str) -> None:
    assert listed(parts, wording()) == told


def test_a_sentence_begins_with_a_capital() -> None:
    assert sentence("90 % wait: x") == "90 % wait: x"
    assert sentence("one more Clerk") == "One more Clerk"
    assert sentence("") == ""
