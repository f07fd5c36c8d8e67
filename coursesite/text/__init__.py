"""Markdown to safe HTML, front matter, sources, slugs: everything about text. Pure: no Flask, no SQL."""
