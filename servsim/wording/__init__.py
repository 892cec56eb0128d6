"""All text that a user reads, by key, one file per language. Code says which text; the catalogue says it."""

import json
from functools import lru_cache
from importlib.resources import files

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

    def has(self, key: str) -> bool:
        """Whether the catalogue knows a key."""
        return key in self._texts

    def keys(self) -> tuple[str, ...]:
        """All keys."""
        return tuple(self._texts)


@lru_cache(maxsize=8)
def wording(language: str = "en") -> Wording:
    """The catalogue of a language."""
    texts = json.loads(files(__package__).joinpath(f"{language}.json").read_text(encoding="utf-8"))
    return Wording(language, texts)
