"""Options as a whole: their names, what they may change, how they combine."""

import pytest

from tests.scenario.small import faults, small


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("{a: {clock.days: 2}, b: {combine: [a]}, 3: {combine: [a, b]}, 4: {combine: [3]}}", []),
        ("{a: {combine: []}}", []),
        ("{a: {combine: [a]}}", ["17:24 the options combine each other in a circle: a -> a"]),
        ("{a: {combine: {b: c}}}", ["17:24 found a mapping of keys; combine takes a list of options, such as [one"]),
        ("{a: {combine: [{b: c}]}}", ["17:24 found a list; combine takes a list of options"]),
        ("{a: {combine: null}}", ["17:24 found nothing; combine takes a list"]),
        ("{a: {combine: [baseline]}}", ['17:25 unknown option "baseline"; nothing is allowed here']),
        ("{a: {combine: [b, c]}, bb: {}}", ['17:25 unknown option "b"; allowed: bb', '17:28 unknown option "c"']),
        ("{a: {combine: [b]}, b: 5}", ["17:33 found 5; a mapping of keys is needed"]),
        ("{baseline: {}}", ['17:11 "baseline" is the scenario itself; name this option otherwise']),
        ("{a: {name: B}}", ['17:15 an option cannot change "name"']),
        ("{a: {options.b: {}}}", ['17:15 an option cannot change "options"']),
        ("{a: {about: {b: c}}}", ["17:22 found a mapping of keys; about is a text"]),
        ("{a: {about: 5}}", []),
        ("{a: {clock.: 2}}", ['17:15 found "clock."; a path is keys with single dots between']),
        ("{a: {.days: 3}}", ['17:15 found ".days"; a path is keys with single dots between']),
        ("{a b: {}}", ['17:11 found "a b"; a name is made of letters, digits, _ and -, without spaces, of at']),
        ("[a, b]", ["17:10 found a list; a mapping of keys is needed"]),
    ],
)  # fmt: skip
def test_options(options: str, expected: list[str]) -> None:
    found = faults(small(more=f"options: {options}\n"))
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected
