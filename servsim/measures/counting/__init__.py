"""What a replication adds up to, row by row of its log."""
