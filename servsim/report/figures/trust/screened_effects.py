"""Morris screening as a drawing: which numbers matter at all, and whose effect hangs on the others."""

from typing import TYPE_CHECKING, Any

from servsim.report.figures.lettering import wrapped
from servsim.report.figures.style import INK, MARKERS, PALE, PALETTE, axes, option_label
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.trust.uncertainty import parameter_label
from servsim.scenario.options import BASELINE
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from servsim.study.uncertainty.sensitivity.screening import Screening
from servsim.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = len(PALETTE)
"""Numbers that are named, each with a colour and a marker of its own; the others are small and pale."""
LETTERS = 46


def subject(question: KpiQuestion, words: Wording) -> str:
    """What is asked about: a KPI, or its change under an option."""
    kpi = words(f"kpi.{question.kpi}")
    if question.option == BASELINE:
        return kpi
    return words("sensitivity.change", kpi=kpi, option=option_label(question.option, words))


def screened_effects(found: Screening, ax: "Axes | None" = None) -> "Axes":
    """Mean size of the effects of each parameter (mu*, with 95 % interval) against their spread (sigma).

    Far to the right matters; above the dashed line the effect differs more with the other parameters than it is large.
    Hollow marks cannot be told from chance. Names stand in the legend, the strongest first, where none hides another.
    """
    words, ax = wording(), axes(ax, 10.0, 4.6)
    factor, unit = Numbers(words, found.currency).scale(found.question.kpi, found.today)
    order = sorted(zip(found.parameters, found.effects.each, strict=True), key=lambda row: -row[1].size)
    marks: list[Any] = []
    for index, (parameter, effect) in enumerate(order[:NAMED]):
        name = "\n".join(wrapped(parameter_label(parameter), LETTERS))
        tone = PALETTE[index]
        drawn = ax.errorbar(
            factor * effect.size, factor * effect.spread, xerr=factor * effect.half_width, fmt=MARKERS[index], ms=7,
            color=tone, mfc=tone if effect.separable else "none", capsize=2, lw=1.2,
            label=name if effect.separable else f"{name} ({words('figure.effect.open')})",
        )  # fmt: skip
        marks.append(drawn)
    others = [effect for _, effect in order[NAMED:]]
    if others:
        x, y = ([factor * getattr(one, name) for one in others] for name in ("size", "spread"))
        marks += ax.plot(x, y, ".", color=PALE, ms=6, zorder=0, label=words("figure.effect.others"))
    ax.axline((0.0, 0.0), slope=1.0, color=INK, lw=0.8, ls=(0, (5, 4)), zorder=0)
    ax.set_title(subject(found.question, words))
    ending = f" ({unit})" if unit else ""
    ax.set_xlabel(words("figure.effect") + ending)
    ax.set_ylabel(words("figure.effect.spread") + ending)
    ax.set_xlim(left=0.0)
    ax.set_ylim(bottom=min(0.0, -0.03 * ax.get_ylim()[1]))
    ax.grid()
    ax.legend(handles=marks, loc="upper left", bbox_to_anchor=(1.0, 1.0), labelspacing=0.9)
    return ax
