"""Walk a running demo as each role, over real HTTP, and say what was found."""
