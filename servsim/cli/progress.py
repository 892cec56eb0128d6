"""What is shown while a session runs, and when it was stopped before there was anything to tell."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from servsim.scenario.scenario import Scenario
    from servsim.study.events import Monitor, SessionEvent

Result = TypeVar("Result")


class ProgressBar:
    """A progress bar with the time left, on the error stream; nothing when nobody is watching."""

    def __enter__(self) -> "ProgressBar":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from servsim.wording import wording

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.bar.start()
        self.task = self.bar.add_task(wording()("cli.simulating"), total=None)
        return self

    def __call__(self, event: "SessionEvent") -> None:
        """Show what a session says."""
        from servsim.study.events import ProgressEvent, WarningEvent

        if isinstance(event, ProgressEvent):
            self.bar.update(self.task, completed=event.done, total=event.total)
        elif isinstance(event, WarningEvent) and event.about == "compiling":
            self._say_compiling()

    def _say_compiling(self) -> None:
        """Say it above the bar."""
        from servsim.wording import wording

        self.bar.stop()
        typer.echo(wording()("cli.compiling"), err=True)
        self.bar.start()

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


def shown_session(verb: "Callable[[Scenario, Any, Monitor], Result]", scenario: "Scenario", settings: object) -> Result:
    """What a session finds, with its progress shown; Ctrl-C stops it as its token would."""
    from servsim.study.session import Session

    with ProgressBar() as bar:
        return Session(verb, scenario, settings, bar).run()


def say_no_report(folder: Path) -> None:
    """Say that there is no report, and what there is instead."""
    from servsim.study.running.trial_store import FILE
    from servsim.wording import wording

    words, kept = wording(), folder / FILE
    message = words("cli.interrupted.kept", path=kept) if kept.exists() else words("cli.interrupted.nothing")
    typer.echo(message, err=True)
