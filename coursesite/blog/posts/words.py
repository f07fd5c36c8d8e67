"""What pages say about a post in a few words."""

from coursesite.web.filters import count_in_words


def minutes_to_read(minutes: int) -> str:
    """How long a post takes to read: "four minutes to read"."""
    return f"{count_in_words(minutes, 'minute')} to read"


def responses_in_words(responses: int, *, comments_open: bool) -> str:
    """How many answered: "No responses yet", "One response", "1,234 responses"; nothing where nobody could."""
    if responses == 0:
        return "No responses yet" if comments_open else ""
    return "One response" if responses == 1 else f"{responses:,} responses"
