"""``python -m servsim``: the command line."""

from servsim.cli import main

main()
