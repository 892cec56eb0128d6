"""Who simulates, and what is kept: chunks of a study on threads, processes or a cluster, and the store of trials."""
