"""The pilots of a study: what has to be simulated before the baseline is fixed."""

from collections.abc import Sequence

from servsim.feedback.rating.ratings import RatingCuts
from servsim.measures.baseline.baseline import Baseline
from servsim.measures.baseline.rating_cuts import matched_rating_cuts
from servsim.measures.baseline.warm_up import found_warm_up
from servsim.scenario.scenario import Scenario


def baseline_of(
    scenario: Scenario, variants: Sequence[Scenario] | None = None, cuts: RatingCuts | None = None
) -> Baseline:
    """What pilots find out for the options of a study (the baseline first; the scenario alone when None).

    ``cuts`` are taken when they are known already: they depend on the baseline alone, the warm-up on all options.
    Raises ServsimError when ratings are to be matched and nobody answers.
    """
    return Baseline(found_warm_up([scenario] if variants is None else variants), cuts or matched_rating_cuts(scenario))
