"""Answers in one's own words that a coach reads: drafts, rounds, replies."""
