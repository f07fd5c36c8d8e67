"""What is answered and what is open, before an attempt is handed in."""

from dataclasses import dataclass

from coursesite.learning.quizzes.pages import words
from coursesite.learning.quizzes.pages.answers import Filled, filled
from coursesite.learning.quizzes.pages.attempt import AttemptPage, Posed, anchor
from coursesite.learning.quizzes.pages.frame import Frame
from coursesite.learning.showing.inputs import inputs_for
from coursesite.web.filters import count_in_words


@dataclass(frozen=True)
class ReviewPage:
    """What is answered and what is open, before handing in."""

    page: AttemptPage

    @property
    def frame(self) -> Frame:
        """The quiz."""
        return self.page.frame

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        number = self.page.attempt.number
        steps = self.frame.trail(f"Attempt {number}", "Before you hand in")
        return [(words_, self.page.address if words_ == f"Attempt {number}" else href) for words_, href in steps]

    @property
    def lines(self) -> list[tuple[int, str, str, Filled]]:
        """Each question that takes an answer: its place, its title, where it stands, how far it is answered."""
        return [
            (posed.place, posed.question.title_text, f"{self.page.address}#{anchor(posed.place)}", self._filled(posed))
            for posed in self.page.posed.values()
            if inputs_for(posed.question, "", {}) is not None
        ]

    @staticmethod
    def _filled(posed: Posed) -> Filled:
        return filled(posed.compiled, posed.response.given)

    @property
    def summary(self) -> str:
        """How much is answered, in one sentence."""
        states = [state for *_line, state in self.lines]
        half, empty = states.count(Filled.HALF), states.count(Filled.OPEN)
        if not half and not empty:
            return "Every question has an answer."
        said = []
        if empty:
            said.append(f"{count_in_words(empty, 'question')} {'is' if empty == 1 else 'are'} still open")
        if half:
            said.append(f"{words.number_in_words(half)} {'is' if half == 1 else 'are'} half answered")
        sentence = " and ".join(said)
        them = "it" if empty + half == 1 else "them"
        return f"{sentence[:1].upper()}{sentence[1:]}. You can go back to {them}, or hand in as it is."
