"""What nobody has measured: everything simulated again over ranges of the parameters, and which of them matter."""
