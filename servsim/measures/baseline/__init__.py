"""What is found out of the baseline before anything is compared: warm-up and rating cuts."""
