"""What is told while a study runs, and when it was stopped before there was anything to tell."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from servsim.study import Study


class Progress:
    """A progress bar with the time left, on the error stream; nothing when nobody is watching."""

    def __enter__(self) -> "Progress":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        from servsim.wording import wording

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.bar.start()
        self.task = self.bar.add_task(wording()("cli.simulating"), total=None)
        return self

    def __call__(self, done: int, total: int | None = None) -> None:
        """Hear that so much is done, of so much in all when that is known."""
        self.bar.update(self.task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


def tell_compiling(study: "Study", replications: int) -> None:
    """Take the engine for so many replications, and say so when it has to be compiled first."""
    from servsim.delivery import must_compile
    from servsim.wording import wording

    study.choose_engine(replications)
    if study.compiled and must_compile():
        typer.echo(wording()("cli.compiling"), err=True)


def tell_nothing(folder: Path) -> None:
    """Say that there is no report, and what there is instead."""
    from servsim.study.running.trial_store import FILE
    from servsim.wording import wording

    words, kept = wording(), folder / FILE
    told = words("cli.interrupted.kept", path=kept) if kept.exists() else words("cli.interrupted.nothing")
    typer.echo(told, err=True)
