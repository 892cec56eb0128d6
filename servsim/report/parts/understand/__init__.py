"""What helps to understand: the journey, surveys, complaints, loyalty, money, measured values."""
