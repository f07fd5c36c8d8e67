"""The Markdown of an ask's talk as the page shows it."""

from coursesite.text.results import Kind
from coursesite.text.timed import render_limited

POLICY = 1
"""The version of what the HTML may hold; it stands beside the HTML, so that old words can be made anew."""


def rendered(text: str) -> str:
    """Safe HTML, by the stricter allow-list. Raises `text.markup.Unrendered` with a sentence for its author."""
    return render_limited(text, Kind.COMMENT).html
