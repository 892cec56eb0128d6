"""Rating cuts matched to what the firm's own survey found, before anything is compared.

The baseline is simulated, and the cuts become those at which its respondents give the observed shares of ratings. Then
they are frozen for all options: only the service changes, not the yardstick. The replications are the study's own
neither in number nor in customers: always the same (seed 0, from replication 2**62 on), so that the cuts depend on
nothing but the scenario.
"""

from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.engines import engine
from servsim.errors import ServsimError
from servsim.feedback.rate import rate, rating_draws_of
from servsim.feedback.rating.matched_cuts import matched_cuts, true_shares, with_groups
from servsim.feedback.rating.ratings import RatingCuts
from servsim.measures.baseline.warm_up import settled_alone
from servsim.measures.model import Model
from servsim.scenario.parts.observed_ratings import ObservedRatings
from servsim.scenario.scenario import Scenario

Floats = NDArray[np.float64]

SEED = 0
FIRST = 2**62
MOST_REPLICATIONS = 50
ENOUGH_RATINGS = 100_000


class SimulatedAnswers(NamedTuple):
    """What simulated customers of the baseline felt and would say; one row per rated encounter."""

    stars: Floats
    """Satisfaction plus the noise of CSAT, before it is cut."""
    score: Floats
    """Satisfaction plus the noise of the recommend score, before it is cut."""
    response: Floats
    """Probability of answering."""


def matched_rating_cuts(scenario: Scenario) -> RatingCuts | None:
    """The cuts that give the baseline of a scenario the observed shares; None when none are stated.

    Up to 50 replications are simulated, fewer when 100,000 encounters were rated. Raises ServsimError when
    nobody answers.
    """
    observed = scenario.satisfaction.observed
    if observed is None:
        return None
    model = Model.of(settled_alone(scenario.anchor)).for_replications(MOST_REPLICATIONS)
    answers = simulated_answers(model)
    if not answers.response.any():
        raise ServsimError("ratings cannot be matched to the observed ones: nobody answers in the simulated baseline")
    return _matched(observed, answers, model)


def simulated_answers(model: Model) -> SimulatedAnswers:
    """What the customers of the first replications would say, enough of them to match cuts to."""
    simulate, noise = engine(model.engine), model.ratings.criteria.cuts.noise_sd
    parts: list[SimulatedAnswers] = []
    for replication in count(FIRST):
        log = simulate(model.plan, model.demand.draw(SEED, replication))
        felt, rating_draws = rate(model.ratings, log, compiled=model.compiled), rating_draws_of(log)
        rows = felt.rated & (log.joined >= model.plan.opening.warm_up)
        said = [felt.satisfaction[rows] + noise * drawn[rows] for drawn in (rating_draws.csat, rating_draws.recommend)]
        parts.append(SimulatedAnswers(said[0], said[1], felt.response_probability[rows]))
        if len(parts) == MOST_REPLICATIONS or sum(part.stars.size for part in parts) >= ENOUGH_RATINGS:
            break
    return SimulatedAnswers(*map(np.concatenate, zip(*parts, strict=True)))


def _matched(observed: ObservedRatings, answers: SimulatedAnswers, model: Model) -> RatingCuts:
    """First the stars, then the score, because by a table it depends on the stars who answers."""
    cuts, table = model.ratings.criteria.cuts, model.scenario.survey.answering
    if observed.star_shares and table is not None:
        cuts = cuts._replace(csat=matched_cuts(answers.stars, true_shares(observed.star_shares, table)))
    elif observed.star_shares:
        cuts = cuts._replace(csat=matched_cuts(answers.stars, observed.star_shares, answers.response))
    if not observed.score_shares:
        return cuts
    weights = answers.response
    if table is not None:
        weights = np.asarray(table)[np.searchsorted(cuts.csat, answers.stars)]
    found = matched_cuts(answers.score, observed.score_shares, weights)
    return cuts._replace(recommend=with_groups(cuts.recommend, *found) if observed.by_group else found)
