"""Exercises written by filling in a form: whoever does it never sees the notation."""
