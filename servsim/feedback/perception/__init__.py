"""What a customer perceived: SERVQUAL, waits as they felt, and gaps."""
