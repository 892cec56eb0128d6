"""A session: one piece of work, from its settings to its result, for the command line, a notebook or a web page alike.

Settings go in, named events come out (:mod:`servsim.study.events`), and a token stops it. The rule for threads: a
session runs in the thread that calls :meth:`Session.run`, and its events are delivered in that thread, in order;
:meth:`Session.cancel` may be called from any thread. Workers are threads or processes of their own, and never call the
listener. A session that is cancelled begins no further chunk of trials: with one worker at most the chunk under way is
finished; with several, those under way are discarded whole. What was finished is kept and counts.
"""

import json
from collections.abc import Callable
from dataclasses import fields
from hashlib import sha256
from typing import Any, Generic, TypeVar

from servsim.cancelling import CancelToken
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.fingerprint import fingerprint
from servsim.study.events import FinishedEvent, Listener, Monitor, ProgressEvent, SessionEvent, StartedEvent

Result = TypeVar("Result")
HOW = frozenset({"progress", "workers", "executor", "folder", "fresh", "drawing"})
"""Settings on which no result depends: who simulates, who hears of it, who draws it, and what is kept."""


class Session(Generic[Result]):
    """One run of a verb (``run_study``, ``run_comparison``, ``run_sweep`` ...) on a scenario, with its settings.

    ``listener`` hears the events. An object for one run only.
    """

    def __init__(
        self,
        verb: Callable[[Scenario, Any, Monitor], Result],
        scenario: Scenario,
        settings: Any,
        listener: Listener | None = None,
    ) -> None:
        self.settings_hash = settings_hash(verb.__name__, scenario, settings)
        """The same for the same question about the same scenario, whoever simulates."""
        self.token = CancelToken()
        self._verb, self._scenario, self._settings = verb, scenario, settings
        self._listener = listener
        self._begun = False

    def cancel(self) -> None:
        """Stop it soon; from any thread, also before it has begun, and again without effect."""
        self.token.cancel()

    def run(self) -> Result:
        """Do the work in this thread, and return what was found: with fewer replications when it was stopped early.

        Raises Cancelled (or KeyboardInterrupt after Ctrl-C) when it was stopped before there was anything to tell, and
        the errors of the verb. RuntimeError when it has been run before.
        """
        if self._begun:
            raise RuntimeError("a session runs once; make another one")
        self._begun = True
        monitor = Monitor(self._hear, self.token)
        monitor.pass_on(StartedEvent(self.settings_hash))
        try:
            result = self._verb(self._scenario, self._settings, monitor)
        except KeyboardInterrupt:
            monitor.pass_on(FinishedEvent(None, cancelled=True))
            raise
        monitor.pass_on(FinishedEvent(result, self.token.cancelled or bool(getattr(result, "interrupted", False))))
        return result

    def _hear(self, event: SessionEvent) -> None:
        if self._listener is not None:
            self._listener(event)
        progress = getattr(self._settings, "progress", None)
        if progress is not None and isinstance(event, ProgressEvent):
            progress(event.done, event.total)


def settings_hash(verb: str, scenario: Scenario, settings: Any) -> str:
    """SHA-256 (hexadecimal) of what is asked: the verb, the scenario, and the settings on which the result depends."""
    asked = {one.name: getattr(settings, one.name) for one in fields(settings) if one.name not in HOW}
    return sha256(json.dumps([verb, fingerprint(scenario), asked], default=str, sort_keys=True).encode()).hexdigest()
