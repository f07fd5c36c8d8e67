"""Blogs from elsewhere, and ours into other programs' files."""
