"""Where the journal stands on the site."""

JOURNAL = "/journal/"


def entry_href(lesson_key: str, exercise: str) -> str:
    """An entry's own page."""
    return f"{JOURNAL}{lesson_key}/{exercise}/"
