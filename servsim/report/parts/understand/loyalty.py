"""What satisfaction means for the customer base, in words, as far as the scenario states one."""

from collections.abc import Iterator
from math import isnan

from servsim.report.figures.style import option_label
from servsim.report.parts.numbers import Numbers
from servsim.study.result import StudyResult
from servsim.wording import Wording


def loyalty_sentences(result: StudyResult, words: Wording) -> list[str]:
    """One sentence or a few for each option; none when the scenario states no customers."""
    return [" ".join(_summary(result, words, option)) for option in result.options if _known(result, option)]


def _known(result: StudyResult, option: str) -> bool:
    return not isnan(result.interval("customers_churned", option).mean)


def _summary(result: StudyResult, words: Wording, option: str) -> Iterator[str]:
    numbers = Numbers(words, result.scenario.currency)
    customers = result.scenario.option(option).loyalty.customers
    assert customers is not None
    mean = {kpi: result.interval(kpi, option).mean for kpi in ("customers_churned", "customer_base_next")}
    yield words(
        "report.loyalty.lost",
        option=option_label(option, words),
        lost=numbers.value("customers_churned", mean["customers_churned"]),
        customers=numbers.value("customers", customers),
        share=f"{100 * mean['customers_churned'] / customers:.2f} %",
    )
    if not isnan(mean["customer_base_next"]):
        yield words("report.loyalty.next", next=numbers.value("customer_base_next", mean["customer_base_next"]))
    settled, value = (result.interval(kpi, option).mean for kpi in ("customer_base_settled", "clv"))
    if not isnan(settled):
        yield words("report.loyalty.settled", settled=numbers.value("customer_base_settled", settled))
    if not isnan(value):
        yield words("report.loyalty.clv", clv=numbers.value("clv", value))
