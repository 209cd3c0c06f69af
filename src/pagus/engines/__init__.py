"""One room for each family of methods; none knows another."""
