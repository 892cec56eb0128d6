"""Who answers a survey: the chance that a customer is asked and answers depends on what there is to say."""

from typing import NamedTuple

from servsim.feedback.satisfaction.curves import cuts_below, logistic


class ResponseCurve(NamedTuple):
    """Log odds of answering as a parabola of satisfaction.

    J-shape: the extremes answer more, the pleased most (form after Hu, Pavlou & Zhang 2009; values assumed).
    """

    base: float = -2.4  # r0: log odds at neutral satisfaction
    slope: float = 0.4  # r1
    curvature: float = 3.5  # r2


class ResponseTable(NamedTuple):
    """Probability of answering by class of satisfaction as it is rated; :func:`response_table` checks it.

    Posting probabilities of the dissatisfied, indifferent and satisfied: Chen, Zheng & Ceran (Blockbuster). Where the
    classes end is an assumption: where CSAT 2 and CSAT 3 end by default.
    """

    cuts: tuple[float, ...] = (-0.2, 0.1)  # rising, scale of satisfaction; a class includes its upper end
    probability: tuple[float, ...] = (0.06, 0.23, 0.32)  # one more than cuts


RESPONSE_CURVE = ResponseCurve()
RESPONSE_TABLE = ResponseTable()


class Response(NamedTuple):
    """Who is asked, and which of the two says who answers."""

    invited: float = 1.0  # share of customers who are asked
    by_table: bool = False
    curve: ResponseCurve = RESPONSE_CURVE
    table: ResponseTable = RESPONSE_TABLE


RESPONSE = Response()


def response_table(cuts: tuple[float, ...], probability: tuple[float, ...]) -> ResponseTable:
    """Probabilities of answering (0..1) by class. Raises ValueError unless there is one more than cuts."""
    if len(probability) != len(cuts) + 1:
        raise ValueError(
            f"a response table needs one probability more than cuts; found {len(probability)} and {len(cuts)}"
        )
    return ResponseTable(cuts, probability)


def everybody_answers(cuts: tuple[float, ...]) -> ResponseTable:
    """No response model: whoever is asked answers, whatever the class."""
    return ResponseTable(cuts, (1.0,) * (len(cuts) + 1))


def response_probability(satisfaction: float, response: Response = RESPONSE) -> float:
    """Probability that a customer is asked and answers, 0..1.

    By a curve it depends on what is felt, by a table on what is rated: ``satisfaction`` plus the noise of the rating.
    """
    if response.by_table:
        return response.invited * response.table.probability[cuts_below(satisfaction, response.table.cuts)]
    base, slope, curvature = response.curve
    return response.invited * logistic(base + slope * satisfaction + curvature * satisfaction * satisfaction)


def responds(probability: float, uniform: float) -> bool:
    """Whether a customer answers: when the uniform draw lies below the probability."""
    return uniform < probability
