"""What waits for somebody: the worklist, the week, the calls."""
