"""The places of this workspace: those of France, those it adds, and the things that stand in them."""
