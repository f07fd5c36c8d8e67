"""Everything that is written: the list of it, beginning something new, and the order of a course."""
