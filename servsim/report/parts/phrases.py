"""Parts of sentences put together."""

from collections.abc import Sequence

from servsim.wording import Wording


def listed(parts: Sequence[str], words: Wording) -> str:
    """One part, or several: ``a, b and c``."""
    *first, last = parts
    return words("list.last", first=", ".join(first), last=last) if first else last


def sentence(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
