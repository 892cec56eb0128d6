"""The reference engine: SimPy processes that read like the service itself. What it does is what servsim means."""
