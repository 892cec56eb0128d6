"""A journey drawn in the terminal: a tree of touchpoints with the shares of those who go there."""

from collections.abc import Iterator

from rich.markup import escape
from rich.tree import Tree

from servsim.report.figures.style import label
from servsim.scenario.scenario import Scenario
from servsim.wording import Wording

SMALLEST_SHARE = 1e-9


def journey_maps(scenario: Scenario, visits: dict[str, dict[str, float]], words: Wording) -> Iterator[Tree]:
    """One tree for each way through the service; segments that go the same way share it.

    ``visits`` are the expected visits of one customer, by segment and touchpoint.
    """
    links: dict[str, list[str]] = {}
    for segment in scenario.segments:
        routes = {name: scenario.routes(name, segment) for name in scenario.touchpoints}
        links.setdefault(repr((scenario.journey_start(segment), routes)), []).append(segment)
    for members in links.values():
        yield _Map(scenario, visits[members[0]], words).drawn(members)


class _Map:
    """One way through the service; a touchpoint is drawn out where it is met first."""

    def __init__(self, scenario: Scenario, visits: dict[str, float], words: Wording) -> None:
        self.scenario = scenario
        self.visits = visits
        self.words = words
        self.met: set[str] = set()

    def drawn(self, members: list[str]) -> Tree:
        tree = Tree(f"[bold]{escape(', '.join(label(name) for name in members))}[/]")
        for name, share in self.scenario.journey_start(members[0]).items():
            self._draw(tree, members[0], name, share)
        return tree

    def _draw(self, tree: Tree, segment: str, name: str, share: float) -> None:
        if share <= SMALLEST_SHARE:
            return
        part, again = self.scenario.touchpoints[name], name in self.met
        self.met.add(name)
        team = self.words("explain.journey.alone") if part.team is None else label(part.team)
        to, here = _percent(share), label(name)
        if again:
            limit = part.visits_at_most
            tree.add(escape(self.words("explain.journey.again", share=to, touchpoint=here, limit=limit)))
            return
        visits = f"{self.visits[name]:.2f}"
        summary = self.words("explain.journey.step", share=to, touchpoint=here, team=team, visits=visits)
        below = tree.add(escape(summary))
        routes = self.scenario.routes(name, segment)
        for goal, onward in routes.items():
            self._draw(below, segment, goal, onward)
        leaving = 1.0 - sum(routes.values())
        if leaving > SMALLEST_SHARE and routes:
            below.add(f"[dim]{escape(self.words('explain.journey.leave', share=_percent(leaving)))}[/]")


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
