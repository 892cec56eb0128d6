"""What tells how far to trust it: precision, uncertainty, assumptions, limits."""
