"""What a search proposes, as an option to paste and in sentences."""

import json
from collections.abc import Iterator

from servsim.report.parts.numbers import Numbers
from servsim.study.searching.optimize import Proposal
from servsim.wording import Wording

NAME = "proposed"


def option_text(proposal: Proposal, words: Wording, name: str = NAME) -> str:
    """The proposal as YAML, to be pasted into the scenario."""
    about = words(
        "optimize.about" if proposal.meets_targets else "optimize.about_failed",
        probability=_percent(proposal.probability),
    )
    changes = [f"    {path}: {json.dumps(value)}" for path, value in proposal.changes.items()]
    return "\n".join(["options:", f"  {name}:", f"    about: {json.dumps(about, ensure_ascii=False)}", *changes, ""])


def proposal_sentences(proposal: Proposal, words: Wording) -> Iterator[str]:
    """What was found, what binds, and what it stands on."""
    best, numbers = proposal.best, Numbers(words, proposal.scenario.currency)
    share = best.chance.share
    yield words(
        "optimize.met" if proposal.meets_targets else "optimize.failed",
        share=_percent(share.mean),
        low=_percent(share.low),
        high=_percent(share.high),
        probability=_percent(proposal.probability),
        cost=numbers.value("labour_cost", best.cost.mean),
        today=numbers.value("labour_cost", proposal.today.cost.mean),
    )
    yield words("optimize.today", share=_percent(proposal.today.chance.share.mean))
    if proposal.unchanged:
        yield words("optimize.unchanged", teams=", ".join(proposal.unchanged))
    binding = proposal.binding
    met = next(chance.met for chance in proposal.chances() if chance.target == binding)
    told = f"{words(f'kpi.{binding.kpi}')} {binding.text}"
    yield words("optimize.binding", target=told, share=_percent(met.mean))
    if proposal.meets_targets:
        yield words("optimize.local")
    elif proposal.at_limit:
        yield words("optimize.limits")
    periods = sum(tried.periods for tried in proposal.tried)
    yield words("optimize.tried", points=len(proposal.tried), periods=f"{periods:,}", fresh=best.periods)


def proposal_values(proposal: Proposal) -> dict[str, object]:
    """The proposal for machines: plain values by name; money and times in the units of the tables."""
    best = proposal.best
    return {
        "meets_targets": proposal.meets_targets, "probability": proposal.probability, "changes": dict(proposal.changes),
        "teams": [part.team for part in proposal.rosters.parts],
        "labour_cost": best.cost.mean, "labour_cost_today": proposal.today.cost.mean,
        "met_share": best.chance.share.mean, "met_low_share": float(best.chance.share.low),
        "met_high_share": float(best.chance.share.high), "periods_n": best.periods, "points_n": len(proposal.tried),
        "binding": f"{proposal.binding.kpi} {proposal.binding.text}",
        "targets": {f"{one.target.kpi} {one.target.text}": one.met.mean for one in proposal.chances()},
    }  # fmt: skip


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
