"""What the desk's first page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from coursesite.blog.queue.item import Item
from coursesite.blog.queue.queries import Rank
from coursesite.learning.asking.desk_pages import DeskLine
from coursesite.learning.journal.desk_pages import SharedLine
from coursesite.learning.quizzes.pages.studio import studio_address
from coursesite.learning.writing.pages import DeskLine as WritingLine
from coursesite.studio.addresses import WRITE, desk_href, kind_in_words
from coursesite.studio.models import Step
from coursesite.studio.today.queries import Course, Quiz, Text
from coursesite.web.filters import count_in_words

TODAY = "/studio/"
SHOWN = 6
"""As many of each sort are listed."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """A quiz with changed questions that nobody has decided about."""

    quiz: Quiz
    questions: int
    since: datetime

    @property
    def href(self) -> str:
        """Where they are decided."""
        return f"{studio_address(self.quiz.course_slug, self.quiz.slug)}/corrections"

    @property
    def words(self) -> str:
        """How many there are."""
        return count_in_words(self.questions, "changed question waits", "changed questions wait").capitalize()


@dataclass(frozen=True, slots=True)
class Line:
    """A text that waits for somebody, or for its hour."""

    text: Text

    @property
    def kind(self) -> str:
        """What it is, with its course."""
        kind = kind_in_words(self.text.kind).capitalize()
        return f"{kind} in “{self.text.course_title}”" if self.text.course_title else kind

    @property
    def href(self) -> str:
        """Where it is decided, or written on."""
        step = self.text.step
        if step == Step.AWAITING and self.text.may_approve:
            return desk_href(self.text.key, "approve")
        return desk_href(self.text.key, "publish" if step else "")

    @property
    def by(self) -> str:
        """Who handed it in, or saved it last."""
        return "you" if self.text.is_mine else self.text.by or "a coach who has left"


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits: exactly one of the others is there."""

    since: datetime
    comment: Item | None = None
    ask: DeskLine | None = None
    writing: WritingLine | None = None
    text: Line | None = None
    corrections: Corrections | None = None
    shared: SharedLine | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether it stands before all others, whatever its age: somebody may be in need."""
        if (sent := self.ask or self.writing) is not None:
            return sent.is_urgent
        if self.shared is not None:
            return self.shared.is_urgent
        return self.comment is not None and self.comment.row.rank == Rank.APART


@dataclass(frozen=True, slots=True)
class Today:
    """The page. The totals say how much waits in all, where not all of it is listed; each course has its figure."""

    comments: Sequence[Item]
    comments_total: int
    asks: Sequence[DeskLine]
    asks_total: int
    writings: Sequence[WritingLine]
    writings_total: int
    corrections: Sequence[Corrections]
    corrections_total: int
    handed_in: Sequence[Text]
    drafts: Sequence[Text]
    courses: Sequence[tuple[Course, str]]
    shared: Sequence[SharedLine] = ()
    shared_total: int = 0

    @property
    def waits(self) -> list[Waits]:
        """What waits for this coach, the oldest first; before it, what speaks of harming oneself."""
        found = [
            *(Waits(item.row.created_at, comment=item) for item in self.comments),
            *(Waits(line.since, ask=line) for line in self.asks),
            *(Waits(line.since, writing=line) for line in self.writings),
            *(Waits(line.since, shared=line) for line in self.shared),
            *(Waits(text.at, text=Line(text)) for text in self._to_decide[:SHOWN]),
            *(Waits(one.since, corrections=one) for one in self.corrections),
        ]
        return sorted(found, key=lambda one: (not one.is_urgent, one.since))

    @property
    def more(self) -> list[tuple[str, str]]:
        """What isn't listed: words and address."""
        found = []
        if self.comments_total > len(self.comments):
            left = self.comments_total - len(self.comments)
            found.append((f"{count_in_words(left, 'more comment').capitalize()}", "/studio/comments"))
        if self.asks_total > len(self.asks):
            left = self.asks_total - len(self.asks)
            found.append((f"{count_in_words(left, 'more ask').capitalize()}", "/studio/asks/"))
        if self.shared_total > len(self.shared):
            left = self.shared_total - len(self.shared)
            words = count_in_words(left, "more shared entry", "more shared entries")
            found.append((words.capitalize(), "/studio/shared/"))
        if self.writings_total > len(self.writings):
            left = self.writings_total - len(self.writings)
            words = count_in_words(left, "more text by a learner", "more texts by learners")
            found.append((words.capitalize(), "/studio/writings/"))
        if len(self._to_decide) > SHOWN:
            found.append(("More texts that await approval", WRITE))
        if self.corrections_total > len(self.corrections):
            left = self.corrections_total - len(self.corrections)
            words = count_in_words(left, "more quiz with changed questions", "more quizzes with changed questions")
            found.append((words.capitalize(), "/studio/quizzes/"))
        return found

    @property
    def _to_decide(self) -> list[Text]:
        return [one for one in self._at(Step.AWAITING) if one.may_approve and not one.is_mine]

    @property
    def back(self) -> list[Line]:
        """What came back to its author, or could not be published at its hour."""
        return [Line(one) for one in (*self._at(Step.FAILED), *self._at(Step.RETURNED))][:SHOWN]

    @property
    def scheduled(self) -> list[Line]:
        """What waits for its hour, the next first."""
        return [Line(one) for one in self._at(Step.SCHEDULED)][:SHOWN]

    @property
    def handed(self) -> list[Line]:
        """What awaits somebody else's approval."""
        deciding = self._to_decide
        return [Line(one) for one in self._at(Step.AWAITING) if one not in deciding][:SHOWN]

    @property
    def left_open(self) -> list[Line]:
        """Drafts."""
        return [Line(one) for one in self.drafts[:SHOWN]]

    @property
    def more_drafts(self) -> bool:
        """Whether there are others."""
        return len(self.drafts) > SHOWN

    def _at(self, step: Step) -> list[Text]:
        return [one for one in self.handed_in if one.step == step]


NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the day of an attempt that is gone."""
