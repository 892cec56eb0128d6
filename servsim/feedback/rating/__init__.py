"""What customers say of it: ratings, and who answers a survey."""
