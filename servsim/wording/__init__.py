"""All text that a user reads, by key, one file per language. Code says which text; the catalogue says it."""

import json
from functools import lru_cache
from importlib.resources import files

from servsim.errors import ServsimError, nearest

LANGUAGES = ("en",)


class Wording:
    """The texts of one language."""

    def __init__(self, language: str, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled. Raises KeyError for an unknown key."""
        text = self._texts[key]
        return text.format(**values) if values else text

    def keys(self) -> tuple[str, ...]:
        """All keys."""
        return tuple(self._texts)


@lru_cache(maxsize=8)
def wording(language: str = "en") -> Wording:
    """The catalogue of a language; raises ServsimError for a language that there is not."""
    if language not in LANGUAGES:
        raise ServsimError(f'unknown language "{language}"; {nearest(language, LANGUAGES)}')
    texts = json.loads(files(__package__).joinpath(f"{language}.json").read_text(encoding="utf-8"))
    return Wording(language, texts)
