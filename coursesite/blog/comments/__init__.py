"""Comments: writing, threads, changing and withdrawing, telling people of replies."""
