"""The same workloads as a user of each rival would write them."""
