"""Hand-overs to a specialist: asked, answered, read, printed."""
