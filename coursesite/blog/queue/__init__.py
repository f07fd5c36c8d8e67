"""The coach's queue: what waits below the posts, deciding about it, taking decisions back, and blocks."""
