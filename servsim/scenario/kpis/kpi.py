"""What a declaration of a KPI says."""

from typing import Literal, NamedTuple

Unit = Literal["count", "min", "h", "share", "score", "csat", "nps", "perception", "gap", "satisfaction", "money"]
Better = Literal["lower", "higher", "neither"]
Group = Literal["wait", "delivery", "quality", "servqual", "satisfaction", "loyalty", "cost", "cash", "quality_cost"]
Headline = Literal["detail", "table", "summary", "main"]
"""How far to the front a KPI stands: only in the full table, in the first table of the report, in the terminal as
well, or among what decides when no targets are stated. Each level holds those after it."""
ScopeKind = Literal["all", "segment", "touchpoint", "team", "hour"]
SCOPE_KINDS: tuple[ScopeKind, ...] = ("all", "segment", "touchpoint", "team", "hour")
Need = Literal["", "complaints"]
"""What a scenario must state for a KPI to be known: nothing, or that complaints are heard."""


class Indifference(NamedTuple):
    """The smallest difference worth acting on, in inner units; read with :func:`indifference`, assumptions all.

    It is the larger of ``absolute`` and a share ``relative`` of the reference, but where the reference is the nearer
    end of a share (min(p, 1 - p)) the smaller of the two, and never below ``floor``.
    """

    absolute: float = 0.0
    relative: float = 0.0
    of: Literal["baseline", "nearer_end", "labour_cost"] = "baseline"
    floor: float = 0.0


_SECOND = 1.0 / 60.0
INDIFFERENCE: dict[Unit, Indifference] = {
    "count": Indifference(relative=0.01),
    "min": Indifference(absolute=_SECOND, relative=0.01),
    "h": Indifference(relative=0.01),
    "share": Indifference(absolute=0.005, relative=0.05, of="nearer_end", floor=0.0005),
    "score": Indifference(absolute=0.005),
    "csat": Indifference(absolute=0.02),
    "nps": Indifference(absolute=1.0),
    "perception": Indifference(absolute=0.02),
    "gap": Indifference(absolute=0.02),
    "satisfaction": Indifference(absolute=0.005),
    "money": Indifference(relative=0.005, of="labour_cost"),
}
"""By unit, for KPIs that declare none of their own."""


class Kpi(NamedTuple):
    """One measured number: how it is shown, and what it is made of.

    A ratio names counters (declared beside the KPIs), sums or differences of them ("abandoned + balked"),
    as ``numerator`` and ``denominator``; without a denominator it is the count itself. ``minus`` names two KPIs of
    which it is the difference. A KPI without any of these is worked out by a function of
    :mod:`servsim.measures.functions`, registered there by the name of the KPI.
    """

    name: str
    unit: Unit
    better: Better
    group: Group
    numerator: str = ""
    denominator: str = ""
    minus: tuple[str, str] | None = None
    headline: Headline = "detail"
    scopes: tuple[ScopeKind, ...] = SCOPE_KINDS
    """The kinds of scope it exists for; NaN in all others."""
    empty: Literal["unknown", "zero"] = "unknown"
    """What a ratio is where its denominator is 0."""
    needs: Need = ""
    own_indifference: Indifference | None = None

    @property
    def indifference(self) -> Indifference:
        """The smallest difference worth acting on."""
        return self.own_indifference or INDIFFERENCE[self.unit]


def terms(expression: str) -> tuple[tuple[str, float], ...]:
    """The counters of a numerator or denominator, each with its sign: "a + b - c" is a, b and c with 1, 1 and -1."""
    signs, found = {"+": 1.0, "-": -1.0}, []
    words = ["+", *expression.split()] if expression else []
    for sign, name in zip(words[::2], words[1::2], strict=True):
        if sign not in signs:
            raise ValueError(f'found "{sign}" in "{expression}"; counters are joined by + and -')
        found.append((name, signs[sign]))
    return tuple(found)


class Counter(NamedTuple):
    """A number that is added up: of encounters unless it says otherwise."""

    name: str
    about: str
    """What one encounter, or one journey, adds."""


def names(counters: tuple[Counter, ...]) -> tuple[str, ...]:
    """The names of counters, in order."""
    return tuple(counter.name for counter in counters)
