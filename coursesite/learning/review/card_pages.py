"""The list of everything that may come back: what each is, when it comes and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coursesite.exercises import Outcome
from coursesite.learning.owndays import in_words, own_day, when
from coursesite.learning.review.memory import recall
from coursesite.learning.review.models import About, CardReview
from coursesite.learning.review.queries import Placed
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.models import Kind
from coursesite.library.reading import Content
from coursesite.web.filters import count_in_words
from coursesite.web.paging import links_to

ON_A_PAGE = 25
WENT = {
    Outcome.right.value: "it was right",
    Outcome.partly.value: "it was partly right",
    Outcome.wrong.value: "it was not right",
}
SAID = {
    Outcome.right.value: "you had it",
    Outcome.partly.value: "you had it partly",
    Outcome.wrong.value: "you didn’t have it",
}
SURE = ((0.95, "You almost certainly still know this"), (0.8, "You would probably still know this"))
UNSURE = ((0.6, "You may still know this"), (0.0, "This may be slipping away"))


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card in the list."""

    card: Placed
    title: str
    last: CardReview | None
    today: date
    time_zone: str

    @property
    def id(self) -> int:
        """Its number."""
        return self.card.id

    @property
    def kind(self) -> str:
        """What it is and where it comes from."""
        if self.card.about == About.PLAN:
            return "Your own plan"
        word = "Question" if self.card.about == About.QUESTION else "Conversation"
        return f"{word} · {self.card.lesson_title} · {self.card.course_title}"

    @property
    def href(self) -> str:
        """Where it stands; empty where it is no longer there."""
        card = self.card
        if card.about == About.PLAN:
            return f"/plans/{card.plan_id}/"
        if not card.is_asked:
            return ""
        if card.about == About.CONVERSATION:
            return address_of(Kind.CONVERSATION, card.lesson_slug, card.course_slug)
        return f"{address_of(Kind.LESSON, card.lesson_slug, card.course_slug)}#{exercise_anchor(card.exercise)}"

    @property
    def is_left_out(self) -> bool:
        """Whether its owner doesn't want to be asked."""
        return self.card.left_out_at is not None

    @property
    def standing(self) -> str:
        """When it comes back, in words."""
        if self.is_left_out:
            return "Left out: it isn’t asked."
        if not self.card.is_asked:
            return "It isn’t asked, as it can’t be read any more." if self.card.about != About.PLAN else "Put away."
        days = (self.card.memory.due - self.today).days
        if days <= 0:
            return "Due: it comes when there is room in a day’s share."
        return f"Comes back {when(self.card.memory.due, self.today)}."

    @property
    def why(self) -> str:
        """How sure the memory model is, in words."""
        known = recall(self.card.memory, self.today)
        if known is None:
            return "You answered this before reviews were here, so it is not yet known how well you remember it."
        words = next(words for least, words in (*SURE, *UNSURE) if known >= least)
        return f"{words}, {_chance(known)}."

    @property
    def answered(self) -> str:
        """When it was answered last, and how that went."""
        if self.last is None:
            words = {
                About.QUESTION.value: "in the lesson",
                About.CONVERSATION.value: "when you played it",
                About.PLAN.value: "when you asked for it",
            }[self.card.about]
            return f"First met on {in_words(own_day(self.card.added_at, self.time_zone))}, {words}."
        went = (WENT if self.card.about == About.QUESTION else SAID).get(self.last.outcome, "")
        return f"Last came back on {in_words(own_day(self.last.asked_at, self.time_zone))}; {went}."


def _chance(known: float) -> str:
    """A chance in words that claim no more than is known."""
    tenths = round(known * 10)
    if tenths >= 10:
        return "more than 19 in 20"
    return f"about {tenths} in 10" if tenths else "less than 1 in 20"


@dataclass(frozen=True)
class CardsPage:
    """A page of all cards. `plans` are the person's plans that are not asked after."""

    lines: Sequence[CardLine]
    total: int
    number: int
    plans: Sequence[tuple[int, str]]

    @property
    def count(self) -> str:
        """How many there are, in words."""
        return count_in_words(self.total, "thing").capitalize() + " may come back"

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of the list; the one that is shown has no address."""
        return links_to("/review/cards", {}, self.total, self.number, ON_A_PAGE)


def lines_of(
    cards: Sequence[Placed],
    contents: Mapping[int, Content],
    reviews: Mapping[int, CardReview],
    today: date,
    time_zone: str,
) -> list[CardLine]:
    """The cards as the list shows them; `contents` by the numbers of their wordings."""
    return [CardLine(card, _title(card, contents), reviews.get(card.id), today, time_zone) for card in cards]


def _title(card: Placed, contents: Mapping[int, Content]) -> str:
    if card.about == About.PLAN:
        return card.cue
    if card.about == About.CONVERSATION:
        return card.lesson_title
    content = contents.get(card.revision_id or 0) if card.is_asked else None
    exercise = content.exercises.get(card.exercise) if content is not None else None
    return exercise.title_text if exercise is not None else "A question that is no longer there"
