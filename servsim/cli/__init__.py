"""The command line: one file per verb, no logic of its own.

Exit codes: 0 done; 1 a target is missed (with ``--require-targets``, and of ``optimize``); 2 bad input or nowhere to
write; 130 interrupted, with what is done kept. The module itself imports next to nothing, so that ``--help`` is
there at once.
"""

import sys

import typer

from servsim.cli.check import check
from servsim.cli.compare import compare
from servsim.cli.explain import explain
from servsim.cli.new import new
from servsim.cli.optimize import optimize
from servsim.cli.run import run
from servsim.cli.schema import schema
from servsim.cli.sensitivity import sensitivity
from servsim.cli.sweep import sweep
from servsim.wording import wording

words = wording()

app = typer.Typer(
    help=words("cli.help"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    rich_markup_mode=None,
)  # fmt: skip
app.command(short_help=words("cli.short.run"))(run)
app.command(short_help=words("cli.short.compare"))(compare)
app.command(short_help=words("cli.short.sweep"))(sweep)
app.command(short_help=words("cli.short.optimize"))(optimize)
app.command(short_help=words("cli.short.check"))(check)
app.command(short_help=words("cli.short.explain"))(explain)
app.command(short_help=words("cli.short.new"))(new)
app.command(short_help=words("cli.short.sensitivity"))(sensitivity)
app.command(short_help=words("cli.short.schema"))(schema)


def _version(asked: bool) -> None:
    if asked:
        from servsim import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    pass


def main() -> None:
    """Run the command line; errors that a user can mend become a message and exit code 2."""
    from servsim.errors import ServsimError

    try:
        app()
    except ServsimError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
