"""Where a piece's pages at the desk are, and what the desk calls its kind."""

from coursesite.library.models import Kind

WRITE = "/studio/write/"
WORDS = {
    Kind.COURSE: "course",
    Kind.LESSON: "lesson",
    Kind.QUIZ: "quiz",
    Kind.POOL: "pool of questions",
    Kind.CONVERSATION: "conversation",
    Kind.POST: "post",
    Kind.PAGE: "page",
}


def desk_href(key: str, below: str = "") -> str:
    """A piece's editor, or one of the pages below it."""
    return f"{WRITE}{key}/{below}"


def kind_in_words(kind: str) -> str:
    """What a piece is, in a word or two."""
    return WORDS[Kind(kind)]
