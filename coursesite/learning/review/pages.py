"""What the pages of review show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from markupsafe import Markup

from coursesite.exercises import Marking, Outcome
from coursesite.learning.owndays import in_words, own_day, when
from coursesite.learning.review.memory import Rating
from coursesite.learning.review.models import About, CardReview, ReviewSettings
from coursesite.learning.review.today import Asked, Today
from coursesite.learning.showing.exercise import Shown
from coursesite.learning.showing.inputs import inputs_for
from coursesite.learning.showing.results import Results, results_of
from coursesite.learning.showing.typed import Refused
from coursesite.library.addresses import address_of, exercise_anchor
from coursesite.library.models import Kind
from coursesite.library.reading import Content
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe

HOME = "/review/"
VERDICTS = {
    Outcome.right: "You remembered it. ",
    Outcome.partly: "Partly there. ",
    Outcome.wrong: "Not this time. ",
}
JUDGEMENTS = ((Outcome.right, "Remembered"), (Outcome.partly, "Partly"), (Outcome.wrong, "Not this time"))
PLAYED = ((Outcome.right, "It would go well"), (Outcome.partly, "Partly"), (Outcome.wrong, "Not yet"))


@dataclass(frozen=True, slots=True)
class CardPage:
    """One card that is asked, or that was just answered. `more` says that it comes beyond the day's share."""

    asked: Asked
    today: date
    exercise: Shown | None = None
    review: CardReview | None = None
    due: date | None = None
    more: bool = False
    may_be_easy: bool = False

    @property
    def id(self) -> int:
        """The card's number."""
        return self.asked.card.id

    @property
    def is_plan(self) -> bool:
        """Whether it asks for a plan of one's own."""
        return self.asked.about == About.PLAN

    @property
    def cue(self) -> str:
        """When a plan is for."""
        return self.asked.card.cue

    @property
    def response(self) -> str:
        """What a plan says to do."""
        return self.asked.card.response

    @property
    def address(self) -> str:
        """Where what somebody says of themselves goes; it carries along that they asked for more."""
        return f"{HOME}{self.id}/judge{_more(self.more)}"

    @property
    def next_href(self) -> str:
        """The next card."""
        return f"{HOME}{_more(self.more)}"

    @property
    def judgements(self) -> Sequence[tuple[Outcome, str]]:
        """What somebody may say of themselves."""
        return JUDGEMENTS if self.is_plan else PLAYED

    @property
    def source(self) -> str:
        """Where it comes from, in words."""
        return "Your own plan" if self.is_plan else f"From “{self.lesson_title}”, {self.asked.card.course_title}"

    @property
    def lesson_title(self) -> str:
        """The lesson's title, or the conversation's."""
        return self.asked.card.lesson_title

    @property
    def lesson_href(self) -> str:
        """The lesson or conversation; a plan's own page."""
        card = self.asked.card
        if self.is_plan:
            return f"/plans/{card.plan_id}/"
        kind = Kind.LESSON if self.asked.about == About.QUESTION else Kind.CONVERSATION
        return address_of(kind, card.lesson_slug, card.course_slug)

    @property
    def missed(self) -> bool:
        """Whether it was answered, and not rightly."""
        return self.review is not None and self.review.outcome in (Outcome.wrong.value, Outcome.partly.value)

    @property
    def passage(self) -> Markup:
        """The link that the question itself names; empty where it names none."""
        exercise = self.asked.exercise
        return safe(exercise.passage if exercise is not None else "")

    @property
    def passage_href(self) -> str:
        """The place in the lesson where the question stands: the heading before it, else the question itself."""
        exercise, content = self.asked.exercise, self.asked.content
        if exercise is None or content is None:
            return self.lesson_href
        return f"{self.lesson_href}#{_place(exercise.id, content)}"

    @property
    def told(self) -> str:
        """What came of what somebody said of themselves, in words."""
        return VERDICTS[Outcome(self.review.outcome)] if self.review is not None and self.exercise is None else ""

    @property
    def comes_back(self) -> str:
        """When it comes back, in words."""
        return f"It comes back {when(self.due, self.today)}." if self.due is not None else ""

    @property
    def was_easy(self) -> bool:
        """Whether its owner said that it was easy."""
        return self.review is not None and self.review.rating == Rating.EASY

    @property
    def easy_action(self) -> str:
        """Where "that was easy" goes."""
        return f"{HOME}answers/{self.review.id}/easy{_more(self.more)}" if self.review is not None else ""


def _more(more: bool) -> str:
    return "?more=1" if more else ""


def _place(exercise_id: str, content: Content) -> str:
    found = exercise_anchor(exercise_id)
    anchors = [heading.anchor for heading in content.headings]
    before = ""
    for block in content.blocks:
        if block.exercise is not None and block.exercise.id == exercise_id:
            return before or found
        before = next((anchor for anchor in reversed(anchors) if f'id="{anchor}"' in block.prose), before)
    return found


def asked_page(asked: Asked, today: date, seed: str, refused: Refused | None, *, more: bool) -> CardPage:
    """A card to be answered. Its question gives nothing away."""
    return CardPage(asked, today, _shown(asked, seed, more, None, refused), more=more)


def _shown(asked: Asked, seed: str, more: bool, results: Results | None, refused: Refused | None) -> Shown | None:
    if asked.exercise is None:
        return None
    question = asked.exercise.question(seed)
    inputs = inputs_for(question, exercise_anchor(question.id), refused.typed if refused else {})
    address = f"{HOME}{asked.card.id}/answer{_more(more)}"
    sentence = refused.sentence if refused else ""
    return Shown(question, 2, address, None if results else inputs, results, "", sentence, again=False)


def answered_page(
    asked: Asked, today: date, seed: str, review: CardReview, due: date | None, marking: Marking | None, *, more: bool
) -> CardPage:
    """A card that was just answered, with all that can be said to the answer."""
    may_be_easy = review.rating == Rating.GOOD and due is not None
    if asked.exercise is None or marking is None:
        return CardPage(asked, today, None, review, due, more, may_be_easy)
    question = asked.exercise.question(seed)
    # The lesson's words invite to try again; here it comes back by itself.
    results = replace(results_of(asked.exercise, question, review.given, marking, {}), sentence="")
    return CardPage(asked, today, _shown(asked, seed, more, results, None), review, due, more, may_be_easy)


@dataclass(frozen=True)
class HomePage:
    """The day: one card, or why there is none. `coming` is the next day on which something comes, and how much."""

    today: Today
    card: CardPage | None
    coming: tuple[date, int] | None
    has_cards: bool
    time_zone: str
    more: bool = False

    @property
    def paused(self) -> ReviewSettings | None:
        """The settings that pause it; None where it isn't paused."""
        return self.today.paused

    @property
    def paused_words(self) -> str:
        """Until when, in words."""
        until = self.paused.paused_until if self.paused is not None else None
        if until is None:
            return "until you go on"
        return f"until {in_words(own_day(until, self.time_zone))}"

    @property
    def standing(self) -> str:
        """How much there is, in words."""
        if self.more:
            return "Beyond today’s share, as long as you like"
        count = len(self.today.asked)
        minutes = count_in_words(self.today.minutes, "minute")
        return f"{count} for today, about {minutes}"

    @cached_property
    def coming_words(self) -> str:
        """When the next come, in words; empty where none will."""
        if self.today.more:
            return "The next come tomorrow."
        if self.coming is None:
            return ""
        day, count = self.coming
        verb = "comes" if count == 1 else "come"
        return f"The next {verb} {when(day, self.today.day)}."
