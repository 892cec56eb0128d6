"""One word for one meaning: no text that a user can read holds a word of before (docs/glossary.md has those of now)."""

import re
from collections.abc import Iterable

import pytest

from tests.told.texts import SOURCES, Text

OLD = {
    r"ignoran\w*": "parameter uncertainty",
    r"outer": "parameter sets",
    r"keep\w* (?:(?:all|the|its|a|every) )*(?:promise|target)s?|promise is kept": "meet the targets",
    r"trials?": "replication",
    r"periods": "replications",
    r"(?:first|every|each|any|no|single|simulated|chance that a|to) period": "replication",
    r"period (?:to|counts)": "replication",
    r"crews?": "workers",
    r"tall(?:y|ies)": "counts",
    r"contests?": "comparison, selection",
    r"line-?ups?": "options",
    r"yardsticks?": "preferences",
    r"moods": "draws of ratings",
    r"say one of them": "choose one",
    r"signs?": "characters",
}
"""Words of before by what is said now."""
ALLOWED = {
    r"`trials\.sqlite`|`measures/trial\.py`": "names of files",
    r"DESIGN\.md: .*\btrials?\b|CONTRIBUTING\.md: .*\btrials?\b": "for developers: one option in one replication",
    r"with its sign|the sign of": "of a number",
    r"within the simulated period|simulated period of \{days\}": "the length that is simulated",
    r"`tally`|tally:": "a key of the YAML and its value",
}
"""Where they may stand, and why."""


def found(texts: Iterable[Text]) -> list[str]:
    """Every old word with its text and what to write instead."""
    result = []
    for where, text in texts:
        for line in re.split(r"\n\s*\n|\n(?=[|#*-])", text):
            shown = " ".join(line.split())
            cleaned = f"{where}: {shown}"
            for allowed in ALLOWED:
                cleaned = re.sub(allowed, "", cleaned)
            for old, new in OLD.items():
                hit = re.search(rf"\b(?:{old})\b", cleaned, flags=re.IGNORECASE)
                if hit:
                    result.append(f'{where}: "{hit[0]}" ({new}): {cleaned[max(0, hit.start() - 40) : hit.end() + 40]}')
    return result


@pytest.mark.parametrize("source", SOURCES)
def test_no_old_word(source: str) -> None:
    texts = list(SOURCES[source]())
    assert len(texts) >= 4
    assert "\n".join(found(texts)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Chance beside ignorance",
        "so many periods more",
        "the first period of every option",
        "the cheapest option that keeps the promise",
        "Search the cheapest roster that keeps the targets.",
        "at most 60 signs",
        "With ``outer`` (64, say) everything is simulated again",
        "Finished trials are kept",
    ],
)
def test_twin_old_words_are_noticed(text: str) -> None:
    assert len(found([Text("here", text)])) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "Labour cost per period",
        "Value holds one period constant",
        "a promise of five minutes",
        "the router keeps waiting customers in line",
        "the same with its sign (mu)",
        "finished replications lie in `trials.sqlite`",
    ],
)
def test_twin_words_of_now_pass(text: str) -> None:
    assert found([Text("here", text)]) == []
