"""What can be inserted by a form, by the words that a coach chooses it by."""

from dataclasses import dataclass
from enum import StrEnum

from coursesite.library.models import Kind


class Insert(StrEnum):
    """An exercise, or a scene of a conversation, that has a form. The value is the last part of the form's address."""

    ONE = "question-one"
    SEVERAL = "question-several"
    SHORT = "question-short"
    NUMBER = "question-number"
    GAPS = "question-gaps"
    ORDER = "question-order"
    MATCH = "question-match"
    POLL = "poll"
    SCALE = "scale"
    REFLECT = "reflect"
    WRITE = "write"
    TRY = "try"
    PLAN = "plan"
    SCENE = "scene"

    @property
    def is_question(self) -> bool:
        """Whether there is a right answer."""
        return self.startswith("question-")


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the menu: what it is called, and what a learner does with it."""

    kind: Insert
    words: str
    says: str


OFFERS = (
    Offer(Insert.ONE, "Pick one answer", "Learners pick one answer of several, and read why it is right or wrong."),
    Offer(Insert.SEVERAL, "Pick several answers", "Learners tick all the answers that are right."),
    Offer(Insert.SHORT, "Type a short answer", "Learners type a word or two."),
    Offer(Insert.NUMBER, "Type a number", "Learners type a number; you say how near it must be."),
    Offer(Insert.GAPS, "Fill in the gaps", "Learners fill in words that you left out of a text."),
    Offer(Insert.ORDER, "Put in order", "Learners put steps into the right order."),
    Offer(Insert.MATCH, "Match pairs", "Learners find what belongs together."),
    Offer(Insert.POLL, "Poll", "Learners choose, and see what others chose. Nothing is right or wrong."),
    Offer(Insert.SCALE, "Scale", "Learners say where they stand between two ends."),
    Offer(Insert.REFLECT, "Reflect", "Learners write for themselves. Nobody reads it unless they share it with you."),
    Offer(Insert.WRITE, "Write", "Learners write a text, and you answer it."),
    Offer(Insert.TRY, "Try", "Learners try something in their own days, and are asked about it later."),
    Offer(Insert.PLAN, "Plan", "Learners make a plan of their own from what you suggest."),
)
IN_QUIZZES = tuple(offer for offer in OFFERS if offer.kind.is_question or offer.kind in (Insert.POLL, Insert.SCALE))
IN_CONVERSATIONS = (
    Offer(Insert.SCENE, "A scene", "Learners read what is said in it, and choose one of the replies that you write."),
)

_BY_PIECE = {
    Kind.LESSON: OFFERS,
    Kind.QUIZ: IN_QUIZZES,
    Kind.POOL: IN_QUIZZES,
    Kind.CONVERSATION: IN_CONVERSATIONS,
}


def offers_in(piece_kind: str) -> tuple[Offer, ...]:
    """What can stand in a piece of this kind: exercises in a lesson, in a quiz or pool those that leave nothing to
    write, scenes in a conversation.
    """
    return _BY_PIECE.get(Kind(piece_kind), ())


def offer_of(kind: str) -> Offer | None:
    """The offer with this address, if there is one."""
    return next((offer for offer in (*OFFERS, *IN_CONVERSATIONS) if offer.kind == kind), None)
