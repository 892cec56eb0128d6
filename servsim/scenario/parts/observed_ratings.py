"""The ratings that the firm's own survey found, to which the simulated ones are matched."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from servsim.scenario.values.base import Part
from servsim.scenario.values.units import Share

STARS = ("1", "2", "3", "4", "5")
SCORES = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
GROUPS = ("detractors", "passives", "promoters")
SLACK = 1e-9


def _text_keys(raw: Any) -> Any:
    """Ratings as they are written in a file: as text."""
    return {str(key): share for key, share in raw.items()} if isinstance(raw, dict) else raw


Star = Literal["1", "2", "3", "4", "5"]
Score = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "detractors", "passives", "promoters"]
StarShares = Annotated[dict[Star, Share], Field(min_length=1), BeforeValidator(_text_keys)]
ScoreShares = Annotated[dict[Score, Share], Field(min_length=1), BeforeValidator(_text_keys)]


class ObservedRatings(Part):
    """Shares of the answers in the firm's own survey of the service as it is today. Ratings not named have none."""

    csat: StarShares | None = None
    """Shares of the ratings 1 to 5 among those who answered, such as {3: 20 %, 4: 50 %, 5: 30 %}."""
    recommend: ScoreShares | None = None
    """Shares of the scores 0 to 10, or of detractors, passives and promoters, among those who answered."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.csat is None and self.recommend is None:
            raise ValueError("state the observed shares of csat, of recommend, or of both")
        if self.recommend is not None and self.by_group and not set(self.recommend) <= set(GROUPS):
            raise ValueError("state the shares of recommend by score, or by detractors, passives and promoters")
        for question, shares in (("csat", self.csat), ("recommend", self.recommend)):
            total = sum((shares or {}).values())
            if shares is not None and abs(total - 1) > SLACK:
                raise ValueError(f"the shares of {question} add up to {100 * total:g} %, not 100 %")
        return self

    @property
    def by_group(self) -> bool:
        """Whether the recommend scores are stated as detractors, passives and promoters."""
        return any(name in GROUPS for name in self.recommend or {})

    @property
    def star_shares(self) -> tuple[float, ...]:
        """Shares of the ratings 1 to 5; empty when nothing was observed."""
        return _in_order(self.csat, STARS)

    @property
    def score_shares(self) -> tuple[float, ...]:
        """Shares of the scores 0 to 10, or of the three groups; empty when nothing was observed."""
        return _in_order(self.recommend, GROUPS if self.by_group else SCORES)


def _in_order(shares: Any, names: tuple[str, ...]) -> tuple[float, ...]:
    return () if shares is None else tuple(shares.get(name, 0.0) for name in names)
