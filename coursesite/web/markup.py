"""HTML that was made safe when it was compiled, handed to templates as such."""

from markupsafe import Markup

NOTHING = Markup()


def safe(html: str | None) -> Markup:
    """HTML that `text` made, from a revision or a comment; empty for none. Never for anything as it was typed."""
    return Markup(html or "")  # noqa: S704  # `text` made it safe; see coursesite/text/sanitise.py
