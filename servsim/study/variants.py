"""The variants of a study: the baseline and the options that are compared with it, each ready to be simulated."""

from collections.abc import Callable, Sequence
from typing import Any

from servsim.errors import ServsimError, nearest
from servsim.feedback.rating.ratings import RatingCuts
from servsim.measures.baseline.baseline import Baseline
from servsim.measures.baseline.pilots import baseline_of
from servsim.measures.counting.frame import Frame
from servsim.measures.model import Model, means
from servsim.measures.scopes import all_scopes, scopes
from servsim.scenario.options import BASELINE
from servsim.scenario.scenario import Scenario


class Variants:
    """A scenario with its options, compiled, and what their results have in common.

    ``options`` chooses among the options of the scenario by name (all of them when None); the baseline always comes
    first. ``baseline`` is what pilots found, when it is known already, or ``cuts`` when only those matched to observed
    ratings are. Raises ServsimError for an unknown option.
    """

    def __init__(
        self,
        scenario: Scenario,
        options: Sequence[str] | None = None,
        baseline: Baseline | None = None,
        cuts: RatingCuts | None = None,
    ) -> None:
        self.scenario = scenario
        self.names = tuple(dict.fromkeys((BASELINE, *(scenario.options if options is None else options))))
        for name in self.names[1:]:
            if name not in scenario.options:
                raise ServsimError(f'unknown option "{name}"; {nearest(name, tuple(scenario.options))}')
        variants = [scenario.option(name) for name in self.names]
        self.baseline = baseline or baseline_of(scenario, variants, cuts)
        """What was found out before, and holds under all options."""
        if self.baseline.warm_up is not None:
            variants = [self.baseline.settled(variant) for variant in variants]
            self.scenario = variants[0]
        self.models = [Model.of(variant, self.baseline) for variant in variants]
        self.frame = Frame.of(variants)
        self.scopes = all_scopes(variants)

    @property
    def count(self) -> int:
        """How many models there are to simulate."""
        return len(self.names)

    def variant(self, index: int) -> Scenario:
        """The scenario with a number."""
        return self.models[index].scenario

    def model(self, index: int) -> Model:
        """The model with a number, ready to be simulated."""
        return self.models[index]

    def recipe(self) -> tuple[Callable[..., "Variants"], tuple[Any, ...]]:
        """What makes the same variants elsewhere: a class and its arguments."""
        return Variants, (self.scenario, self.names, self.baseline)

    @property
    def engine(self) -> str:
        """The engine that simulates: ``simpy`` or ``compiled``."""
        return self.models[0].engine

    @property
    def compiled(self) -> bool:
        """Whether judging and adding up run compiled, with whichever engine."""
        return self.models[0].compiled

    def choose_engine(self, replications: int) -> None:
        """Take the engine for so many replications of all options; raises ServsimError when it cannot run here."""
        encounters = replications * sum(model.encounters for model in self.models)
        self.take_engine(*means(self.scenario, encounters))

    def take_engine(self, name: str, compiled: bool) -> None:
        """Take an engine, and judge and add up in compiled code or not."""
        self.models = [model.with_engine(name, compiled) for model in self.models]

    def rows(self, index: int) -> list[int]:
        """Where the scopes of an option lie among those of all options."""
        return [self.scopes.index(scope) for scope in scopes(self.models[index].scenario)]
