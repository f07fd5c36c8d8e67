"""What a coach is told after a deed, carried from one page to the next by a few characters in the address."""

from dataclasses import dataclass

from coursesite.blog.queue.item import Item
from coursesite.web.filters import count_in_words

NOTHING = "nothing"
DONE = {
    "approve": ("It is approved, and readers see it.", "{} are approved, and readers see them."),
    "spam": ("It is among the spam.", "{} are among the spam."),
    "remove": ("It is removed.", "{} are removed."),
    "undo": (
        "The decision was taken back. It stands where it stood before.",
        "The decisions about {} were taken back.",
    ),
    "reply": ("Your answer stands below the comment, and readers see both.", ""),
    "block": ("The block is in force.", ""),
    "lift": ("The block is lifted.", ""),
    "closed": ("The discussion is closed. What was said stays.", ""),
    "open": ("The discussion is open.", ""),
}

HIDING = ("undo", "spam", "remove")


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, with how many comments, how many were decided on or changed meanwhile, and the first of them."""

    deed: str
    done: int = 1
    missed: int = 0
    comment_id: int = 0

    @property
    def can_be_undone(self) -> bool:
        """Whether one comment was decided on, so that its undo stands beside the notice."""
        return self.done == 1 and self.deed in ("approve", "spam", "remove")

    def __str__(self) -> str:
        return f"{self.deed}-{self.done}-{self.missed}-{self.comment_id}"


def told_in(value: str) -> Told | None:
    """What an address carries; None for anything that no deed of ours left there."""
    deed, *numbers = value.split("-")
    if deed == NOTHING:
        return Told(NOTHING, 0)
    if deed not in DONE or len(numbers) not in (0, 3):
        return None
    if not all(number.isascii() and number.isdigit() and len(number) < 10 for number in numbers):
        return None
    return Told(deed, *map(int, numbers))


def notices(told: Told | None, item: Item | None) -> list[tuple[str, str]]:
    """The sentences about a deed. `item` is the comment that it was done with, if it was one."""
    if told is None:
        return []
    if told.deed == NOTHING:
        return [("attention", "Nothing was done: tick at least one comment first.")]
    found = []
    if told.done:
        one, many = DONE[told.deed]
        # A reply settles the answer, and where that waited the comment above it.
        words = one if told.done == 1 or told.deed == "reply" else many.format(count_in_words(told.done, "comment"))
        found.append(("good", words[:1].upper() + words[1:]))
        if item is not None and told.deed in HIDING and not item.is_shown and item.answers_stay:
            found.append(("attention", item.answers_stay))
    if told.missed:
        found.append(("attention", _missed(told, item)))
    return found


def _missed(told: Told, item: Item | None) -> str:
    if told.done == 0 and told.missed == 1 and item is not None:
        return f"Nothing was done with this comment, because something happened to it meanwhile: {item.lately}."
    many = count_in_words(told.missed, "comment").capitalize()
    words = "One comment was" if told.missed == 1 else f"{many} were"
    return f"{words} changed or decided on meanwhile, and nothing was done with it. Please look again."
