"""coursesite: short courses in Markdown, taken in a browser, with a coach at the other end.

Importing the package loads nothing: the factory stands in `coursesite.app` (see docs/adr/0001), so that the process
that renders strangers' Markdown starts quickly and holds little.
"""
