"""servsim: try a change to a service before you make it."""

__version__ = "0.1.0"
