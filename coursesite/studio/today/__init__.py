"""The desk's first page: what waits, what is under way, and one figure a course."""
