"""Putting results right after a question changed: what changed, whom it touches, what a coach decides about it."""
