"""What a replication costs and brings: cash, cost of quality, and the customer base."""
