"""Feeds: what they hold, made from posts or comments, written as Atom or as JSON Feed."""
