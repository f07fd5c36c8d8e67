"""One comment as a coach sees it in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coursesite.accounts.models import COACHES
from coursesite.blog.comments.words import name_of
from coursesite.blog.models import State
from coursesite.blog.moderation import filter as bayes
from coursesite.blog.moderation.rule import SPAM_AT
from coursesite.blog.posts.addresses import comment_path, post_path
from coursesite.blog.queue.deciding import LEADS_TO, Deed, seen
from coursesite.blog.queue.queries import DecisionRow, ReportRow, Row
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe

QUEUE = "/studio/comments"
STATES = {
    State.HELD.value: "Held",
    State.APPROVED.value: "Shown",
    State.SPAM.value: "Spam",
    State.REMOVED.value: "Removed",
    State.WITHDRAWN.value: "Withdrawn by its author",
}
DEEDS = {Deed.APPROVE: ("Approve", "a"), Deed.SPAM: ("Spam", "s"), Deed.REMOVE: ("Remove", "x")}
DONE = {
    State.HELD.value: "put it back among the held",
    State.APPROVED.value: "approved it",
    State.SPAM.value: "called it spam",
    State.REMOVED.value: "removed it",
    State.WITHDRAWN.value: "withdrew it",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One decision in a comment's history."""

    row: DecisionRow

    @property
    def who(self) -> str:
        """Who decided."""
        if self.row.user_id is not None:
            return self.row.name or "A coach who has left"
        return "Its author" if self.row.after == State.WITHDRAWN else "The rule"

    @property
    def what(self) -> str:
        """What they did."""
        if self.row.undone_id is not None:
            return f"took the last decision back and {DONE[self.row.after]}"
        if self.row.before == self.row.after:
            return "looked at it and left it as it was"
        if self.row.user_id is None and self.row.after == State.HELD:
            return "held it"
        return DONE[self.row.after]


@dataclass(frozen=True, slots=True)
class Item:
    """One comment in the queue, with what was decided about it and what readers reported."""

    row: Row
    made: Sequence[DecisionRow]
    reports: Sequence[ReportRow]

    @property
    def href(self) -> str:
        """Its own page at the desk."""
        return f"{QUEUE}/{self.row.id}"

    @property
    def parent_href(self) -> str:
        """The desk's page of the comment that it answers."""
        return f"{QUEUE}/{self.row.parent_id}"

    @property
    def public_href(self) -> str:
        """Where readers see it; empty while they don't."""
        return comment_path(self.row.id) if self.row.state == State.APPROVED else ""

    @property
    def post_href(self) -> str:
        """The post it stands below; empty while that isn't published."""
        return post_path(self.row.post_slug) if self.row.post_state == "published" else ""

    @property
    def name(self) -> str:
        """Who wrote it."""
        nobody = self.row.account_erased_at is not None or (self.row.user_id is None and self.row.guest_id is None)
        return name_of(self.row.name, self.row.account_name, is_gone=nobody)

    @property
    def who(self) -> list[str]:
        """What is known of the writer, in short phrases."""
        if self.row.guest_id is not None:
            kind = ["guest", self._address]
        elif self.row.account_role in COACHES:
            kind = ["coach"]
        else:
            kind = ["account"] if self.row.user_id is not None else ["from elsewhere"]
        return [*kind, f"{count_in_words(self.row.approved, 'comment')} shown"]

    @property
    def _address(self) -> str:
        if self.row.guest_confirmed_at is None:
            return "address not confirmed"
        # Anybody can type an address that somebody else has confirmed.
        is_theirs = self.row.guest_user_id == self.row.user_id
        return "address confirmed" if is_theirs else "address confirmed in another browser"

    @property
    def state(self) -> str:
        """Where it stands."""
        return STATES[self.row.state]

    @property
    def is_shown(self) -> bool:
        """Whether readers see it."""
        return self.row.state == State.APPROVED

    @property
    def html(self) -> Markup:
        """Its text, made safe when it was written."""
        return safe(self.row.html)

    @property
    def score(self) -> str:
        """The rule's points in words; empty where it has none."""
        if not self.row.score:
            return ""
        return f"{count_in_words(self.row.score, 'point').capitalize()} (spam begins at {SPAM_AT})"

    @property
    def likely(self) -> str:
        """What the filter thinks of its words; of whoever may be in need it is not asked."""
        return "" if self.row.apart else bayes.in_words(self.row.likely_spam)

    @property
    def picked(self) -> str:
        """What a form sends to decide on it: which comment, and what its coach saw of it."""
        return f"{self.row.id}:{seen(self.row.last_decision, self.row.edited_at)}"

    @property
    def deeds(self) -> list[tuple[str, str, str]]:
        """What can be done with it: value, words, key."""
        if self.row.state == State.WITHDRAWN:
            return []
        keeps = self.row.state == State.APPROVED and self.is_reported
        return [
            (deed.value, "Keep" if keeps and deed is Deed.APPROVE else words, key)
            for deed, (words, key) in DEEDS.items()
            if self.row.state != LEADS_TO[deed].value or (keeps and deed is Deed.APPROVE)
        ]

    @property
    def is_reported(self) -> bool:
        """Whether a reader's report waits."""
        return any(report.settled_at is None for report in self.reports)

    @property
    def can_undo(self) -> bool:
        """Whether its last decision can be taken back."""
        last = self.made[-1] if self.made else None
        return last is not None and last.user_id is not None and State.WITHDRAWN not in (last.before, last.after)

    @property
    def answers_stay(self) -> str:
        """What becomes of the comments below it while it isn't shown; empty where there are none."""
        if self.row.below == 1:
            return "One comment below it stays on the page. Remove it too if it should go."
        below = count_in_words(self.row.below, "comment").capitalize()
        return f"{below} below it stay on the page. Remove them too if they should go." if self.row.below else ""

    @property
    def undo_hides(self) -> bool:
        """Whether taking its last decision back takes it from the page, while others below it stay."""
        last = self.made[-1] if self.made else None
        shown = State.APPROVED.value
        leaves = last is not None and last.before != shown
        return self.can_undo and bool(self.row.below) and self.row.state == shown and leaves

    @property
    def can_reply(self) -> bool:
        """Whether a coach can answer it in place."""
        return bool(self.post_href) and self.row.state in (State.HELD, State.APPROVED, State.SPAM)

    @property
    def reply_approves(self) -> bool:
        """Whether an answer shows the comment, too."""
        return self.row.state != State.APPROVED

    @property
    def blockable(self) -> list[tuple[str, str]]:
        """Who can be blocked: value and words."""
        if self.row.by_coach or self.row.account_role in COACHES:
            return []
        found = []
        if self.row.guest_id is not None:
            found.append(("guest", "this guest’s address"))
        elif self.row.user_id is not None:
            found.append(("account", "this account"))
        if self.row.network is not None:
            found.append(("network", "the network it came from"))
        return found

    @property
    def history(self) -> list[Line]:
        """Every decision, in the order in which they were made."""
        return [Line(row) for row in self.made]

    @property
    def last(self) -> Line | None:
        """The last decision."""
        return Line(self.made[-1]) if self.made else None

    @property
    def lately(self) -> str:
        """What happened to it last, as part of a sentence."""
        last, edited_at = self.last, self.row.edited_at
        if last is None or (edited_at is not None and edited_at >= last.row.decided_at):
            return "its author changed it"
        return f"{last.who} {last.what}"
