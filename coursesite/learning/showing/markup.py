"""HTML that was made safe when it was compiled, handed to templates as such."""

from markupsafe import Markup

NOTHING = Markup()


def safe(html: str | None) -> Markup:
    """HTML from a compiled revision; empty for none. Never for anything that a learner typed."""
    return Markup(html or "")  # noqa: S704  # `text` made it safe; see coursesite/text/sanitise.py
