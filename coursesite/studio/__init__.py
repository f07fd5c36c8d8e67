"""The coach's desk: the writing room, and Today."""
