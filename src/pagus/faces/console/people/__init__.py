"""The people somebody follows, and what they send."""
