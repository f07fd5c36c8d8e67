"""What is said about comments in more than one place."""

NOBODY_YET = "No responses yet"
LEFT = "Somebody who has left"
NAMELESS = "A reader"
WAITS = (
    "Only you can see this until a coach has read it. Coaches read the first comments of everybody who is new here, "
    "and now and then one of somebody they know."
)
WAITS_APART = "Only you can see this until a coach has read it."
GUEST_WAITS = "We write to your email address once it is up."
GONE = {
    "withdrawn": "This comment was withdrawn by its author.",
    "removed": "A coach took this comment down.",
}
WAITING = "This comment is not shown at the moment."


def responses(count: int, title: str) -> str:
    """The count line of a discussion: "No responses yet", "One response to “Title”", "1,234 responses to “Title”"."""
    if count == 0:
        return NOBODY_YET
    return f"One response to “{title}”" if count == 1 else f"{count:,} responses to “{title}”"


def name_of(typed: str | None, account: str | None, *, is_gone: bool = False) -> str:
    """How whoever wrote a comment is called: by the name typed with it, else by the account's."""
    return typed or account or (LEFT if is_gone else NAMELESS)


def gone(state: str) -> str:
    """What stands in the place of a comment that isn't shown and that others have answered."""
    return GONE.get(state, WAITING)
