"""The journey as a whole, and what follows from it: returning, complaints, the customer base."""
