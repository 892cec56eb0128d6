"""The letters of figures: which fonts a machine has for them, how wide texts of any script are, and where lines break.

Letters of Latin script take one column, those of Chinese, Japanese and Korean two, as in a terminal.
"""

from functools import cache
from textwrap import wrap
from unicodedata import combining, east_asian_width

CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Noto Sans CJK JP", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "SimHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
)  # fmt: skip
"""Fonts with Chinese letters, as systems install them; the first that is there is taken."""


@cache
def families() -> list[str]:
    """The fonts that this machine has for a figure: one for Latin text, and one for Chinese if there is any."""
    from matplotlib.font_manager import fontManager

    known = set(fontManager.get_font_names())
    return ["DejaVu Sans", *[name for name in CHINESE if name in known][:1]]


def columns(text: str) -> int:
    """Width of a text in columns: two for a wide letter, none for a mark that sits on the letter before it."""
    return sum(_width(letter) for letter in text)


def wrapped(text: str, width: int, *, break_long_words: bool = True) -> list[str]:
    """A text in lines of at most so many columns; wide scripts know no spaces and may break after any letter."""
    if all(_width(letter) < 2 for letter in text):
        return wrap(text, width, break_long_words=break_long_words)
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _width(letter: str) -> int:
    return 0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1


def _pieces(text: str) -> list[str]:
    """What may not be torn apart: every wide letter, and every word of others with the spaces after it."""
    pieces: list[str] = []
    for letter in text:
        begins = not pieces or _width(letter) == 2 or _width(pieces[-1][0]) == 2 or pieces[-1].endswith(" ")
        if begins and letter != " " and _width(letter) > 0:
            pieces.append(letter)
        elif pieces:
            pieces[-1] += letter
    return pieces
