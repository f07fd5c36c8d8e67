"""The queue as a coach sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from coursesite.blog.queue.deciding import Deed
from coursesite.blog.queue.item import DEEDS, QUEUE, Item
from coursesite.blog.queue.queries import Rank, View
from coursesite.web.paging import page_count

ON_A_PAGE = 50
NEAR = 4
"""How many pages before and after the one that is shown are linked."""
VIEWS = {
    View.WAITING: "Waiting",
    View.SPAM: "Spam",
    View.DECIDED: "Lately decided",
    View.SHOWN: "Shown",
    View.REMOVED: "Removed",
}
EMPTY = {
    View.WAITING: ("Nothing waits", "Every comment has been read. What comes next will stand here, the oldest first."),
    View.SPAM: ("No spam", "What the rule or a coach takes for spam stands here, and can be brought back."),
    View.DECIDED: ("Nothing decided yet", "What coaches decide stands here with its undo, the latest first."),
    View.SHOWN: ("No comments yet", "Comments that everybody reads stand here, the latest first."),
    View.REMOVED: ("Nothing removed", "What a coach took down stands here, and can be brought back."),
}
HEADINGS = {
    Rank.APART: ("Please read these first", "They speak of harming oneself. Nobody sees them until a coach decides."),
    Rank.HELD: ("Held", "Nobody sees them but their authors."),
    Rank.LIKELY_SPAM: ("Held, and probably spam", "Their words are like those of the spam here."),
    Rank.REPORTED: ("Reported by readers", "They are shown. Approving one keeps it and settles what was reported."),
}


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue."""

    view: View
    items: Sequence[Item]
    total: int
    number: int
    counts: Mapping[View, int]
    posts: Sequence[tuple[str, str]] = ()
    post: str = ""
    undo: Item | None = None

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The views: words, address, whether it is this one."""
        return [(self._tab(view, words), address(view, self.post), view is self.view) for view, words in VIEWS.items()]

    def _tab(self, view: View, words: str) -> str:
        return f"{words} ({self.counts[view]:,})" if self.counts.get(view) else words

    @property
    def title(self) -> str:
        """What this view is called."""
        return VIEWS[self.view]

    @property
    def empty(self) -> tuple[str, str]:
        """What stands where nothing is."""
        return EMPTY[self.view]

    @property
    def sections(self) -> list[tuple[str, str, str, list[Item]]]:
        """Key, heading, a sentence, and the comments below it."""
        if self.view is not View.WAITING:
            return [(self.view.value, VIEWS[self.view], "", list(self.items))] if self.items else []
        ranked = {rank: [item for item in self.items if item.row.rank == rank.value] for rank in Rank}
        return [
            (rank.name.lower().replace("_", "-"), *HEADINGS[rank], found) for rank, found in ranked.items() if found
        ]

    @property
    def here(self) -> str:
        """This page's own address, to come back to."""
        return address(self.view, self.post, self.number)

    @property
    def bulk(self) -> list[tuple[str, str]]:
        """What can be done with several at once: value and words."""
        skipped = {View.SPAM: Deed.SPAM, View.SHOWN: Deed.APPROVE, View.REMOVED: Deed.REMOVE}.get(self.view)
        deeds = [(deed.value, words) for deed, (words, _) in DEEDS.items() if deed is not skipped]
        return [(Deed.UNDO.value, "Undo")] if self.view is View.DECIDED else deeds

    @property
    def links(self) -> list[tuple[int, str]]:
        """The first, the last and the nearest pages of the list: number and address, empty for this one."""
        count = page_count(self.total, ON_A_PAGE)
        near = range(max(self.number - NEAR, 1), min(self.number + NEAR, count) + 1)
        return [
            (one, "" if one == self.number else address(self.view, self.post, one)) for one in sorted({1, *near, count})
        ]


def address(view: View, post: str = "", number: int = 1) -> str:
    """Where a page of a view stands."""
    asked: dict[str, str | int] = {}
    if view is not View.WAITING:
        asked["state"] = view.value
    if post:
        asked["post"] = post
    if number > 1:
        asked["page"] = number
    return f"{QUEUE}?{urlencode(asked)}" if asked else QUEUE
