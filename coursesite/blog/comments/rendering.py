"""A comment's Markdown as the page shows it."""

from coursesite.text.results import Kind
from coursesite.text.timed import render_limited

POLICY = 1
"""The version of what a comment's HTML may hold; it stands beside the HTML, so that old comments can be made anew."""
LONGEST = 8000


def rendered(text: str) -> str:
    """Safe HTML of a comment's text. Raises `text.markup.Unrendered` with a sentence for its author."""
    return render_limited(text, Kind.COMMENT).html
