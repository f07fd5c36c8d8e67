"""What the pages of asks show."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coursesite.learning.asking.consenting import Stage, stage_of, wording_of
from coursesite.learning.asking.queries import Placed, WordRow
from coursesite.library.addresses import address_of
from coursesite.library.models import Kind, State
from coursesite.web.markup import safe
from coursesite.web.paging import links_to

DESK = "/studio/asks/"
ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a talk."""

    row: WordRow
    reader: int | None

    @property
    def who(self) -> str:
        """Who said it."""
        if self.row.user_id is not None and self.row.user_id == self.reader:
            return "You"
        return self.row.name or ("A coach who has left" if self.row.by_coach else "A learner")

    @property
    def html(self) -> Markup:
        """What was said, made safe when it was written."""
        return safe(self.row.html)


@dataclass(frozen=True, slots=True)
class Line:
    """An ask in a list."""

    placed: Placed

    @property
    def id(self) -> int:
        """Its number."""
        return self.placed.ask.id

    @property
    def lesson_href(self) -> str:
        """The lesson; empty while it isn't published."""
        published = State.PUBLISHED.value
        if (self.placed.lesson_state, self.placed.course_state) != (published, published):
            return ""
        return address_of(Kind.LESSON, self.placed.lesson_slug, self.placed.course_slug)

    @property
    def href(self) -> str:
        """Its asker's page of it."""
        return f"/asks/{self.id}"

    @property
    def desk_href(self) -> str:
        """The coaches' page of it."""
        return f"{DESK}{self.id}"

    @property
    def standing(self) -> str:
        """Where it stands, for who asked."""
        if self.wants_consent:
            return "A coach asks whether this may be shown to everyone"
        if self.placed.ask.waits_since is None:
            return "A coach has answered"
        return "It waits for a coach"

    @property
    def wants_consent(self) -> bool:
        """Whether who asked is to say whether it may be shown."""
        return stage_of(self.placed.ask) is Stage.ASKED

    @property
    def reach(self) -> str:
        """Who reads it."""
        return "open to those who take the course" if self.placed.ask.is_open else "private"


@dataclass(frozen=True, slots=True)
class Talk(Line):
    """An ask with all that was said in it, for one reader."""

    words: Sequence[WordRow]
    reader: int | None

    @property
    def turns(self) -> list[Turn]:
        """What was said, oldest first."""
        return [Turn(row, self.reader) for row in self.words]

    @property
    def stage(self) -> Stage:
        """How far it is on its way to everyone."""
        return stage_of(self.placed.ask)

    @property
    def is_answered(self) -> bool:
        """Whether a coach has answered."""
        return self.placed.ask.answered_at is not None

    @property
    def waits(self) -> bool:
        """Whether an answer is due."""
        return self.placed.ask.waits_since is not None

    @property
    def asker(self) -> str:
        """Who asked, for coaches."""
        return self.placed.asker or "A learner"

    @property
    def question(self) -> Markup:
        """The question as it would be shown, or is."""
        return safe(self.placed.ask.question_html)

    @property
    def answer(self) -> Markup:
        """The answer as it would be shown, or is."""
        return safe(self.placed.ask.answer_html)

    @property
    def wording(self) -> str:
        """The wording's name."""
        return wording_of(self.placed.ask)

    @property
    def consent_href(self) -> str:
        """Where who asked says yes or no."""
        return f"{self.href}/consent"

    @property
    def public_href(self) -> str:
        """Where a coach puts it before everyone."""
        return f"{self.desk_href}/public"

    @property
    def post_href(self) -> str:
        """The post that was begun from it, at the desk."""
        return f"/studio/write/{self.placed.post_key}/"

    @property
    def post_is_shown(self) -> bool:
        """Whether that post is published."""
        return self.placed.post_state == State.PUBLISHED.value

    @property
    def first_words(self) -> str:
        """What was asked first, as a beginning for the public wording."""
        return next((row.text for row in self.words if not row.by_coach), "")

    @property
    def last_answer(self) -> str:
        """What a coach answered last."""
        return next((row.text for row in reversed(self.words) if row.by_coach), "")


@dataclass(frozen=True, slots=True)
class MinePage:
    """What somebody asked, a page at a time."""

    lines: Sequence[Line]
    total: int
    number: int

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list."""
        return links_to("/asks/", {}, self.total, self.number, ON_A_PAGE)
