"""One changed question at the coach's desk: both wordings, who answered what, and the choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from coursesite.exercises import Compiled, Kind, in_keys_of, right_answer
from coursesite.learning.quizzes.corrections.changes import Change
from coursesite.learning.quizzes.corrections.effects import Numbers
from coursesite.learning.quizzes.corrections.options import Apart, Taken
from coursesite.learning.quizzes.corrections.telling_queries import Chosen, Given
from coursesite.learning.quizzes.corrections.waiting import Waiting
from coursesite.learning.quizzes.models import Choice
from coursesite.learning.quizzes.pages.corrections import CHOICES, question_href
from coursesite.learning.quizzes.pages.given import Answer, Count, answer_of, counted_by_option, counted_whole
from coursesite.learning.quizzes.pages.studio import Desk, pages
from coursesite.learning.quizzes.pages.words import in_quotes, percent
from coursesite.library.models import Piece
from coursesite.web.filters import count_in_words
from coursesite.web.markup import safe

ANSWERS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Chance:
    """One choice with its dry run."""

    choice: Choice
    seen: str
    numbers: Numbers

    @property
    def title(self) -> str:
        """What it is called."""
        return CHOICES[self.choice][0]

    @property
    def what(self) -> str:
        """What it means."""
        return CHOICES[self.choice][1]

    @property
    def words(self) -> str:
        """What it would do."""
        return numbers_in_words(self.numbers)


@dataclass(frozen=True, slots=True)
class OptionPair:
    """An option before and now; empty where it is new or gone. `right` says so of each."""

    old: Markup
    new: Markup
    old_right: bool
    new_right: bool
    old_share: str
    new_share: str


@dataclass(frozen=True)
class CorrectionPage:
    """One question. `revisions` are the earlier wordings by their revision's id."""

    desk: Desk
    case: Waiting
    source: Piece
    chances: Sequence[Chance]
    counted: Sequence[Chosen]
    given: Sequence[Given]
    revisions: Mapping[int, Compiled]
    taken: Sequence[Taken]
    apart: Sequence[Apart]
    total: int
    page: int
    stale: bool = False

    @property
    def address(self) -> str:
        """This page's path, to which the choice is sent."""
        return question_href(self.desk, self.case.question, self.source)

    @property
    def within(self) -> str:
        """The pool that holds the question; empty where it is one of the quiz's own."""
        return "" if self.source.id == self.case.question.quiz_id else self.source.title

    def quoted(self, text: str) -> str:
        """An option's text as a sentence quotes it."""
        return in_quotes(text)

    @property
    def options_href(self) -> str:
        """Where it is said that two options are different ones, or the same."""
        return f"{self.address}/options"

    @property
    def title(self) -> str:
        """The question's title, or its id where it has none."""
        return (self.case.new or self.case.old).title_text or self.case.question.exercise

    @property
    def trail(self) -> list[tuple[str, str | None]]:
        """Where this page stands."""
        return self.desk.trail(("Corrections", self.desk.corrections_href), (self.title, None))

    @property
    def answers(self) -> str:
        """How many answers this is about."""
        return f"{count_in_words(self.total, 'answer').capitalize()} to the earlier wording"

    @property
    def changes(self) -> Sequence[Change]:
        """What changed."""
        return self.case.changes

    @property
    def old_prompt(self) -> Markup:
        """The prompt as it was."""
        return safe(self.case.old.prompt)

    @property
    def new_prompt(self) -> Markup:
        """The prompt as it is."""
        return safe(self.case.new.prompt if self.case.new else "")

    @property
    def answers_by_words(self) -> bool:
        """Whether the right answer is best said in words: there are no options to set side by side."""
        return not self.pairs

    @property
    def old_answer(self) -> str:
        """The right answer as it was."""
        return right_answer(self.case.old)

    @property
    def new_answer(self) -> str:
        """The right answer as it is; empty without one."""
        return right_answer(self.case.new) if self.case.new and self.case.new.graded else ""

    @property
    def pairs(self) -> list[OptionPair]:
        """Options to pick, before and now, paired by what they are taken for."""
        picks = {Kind.pick_one, Kind.pick_several}
        if self.case.old.kind not in picks:
            return []
        new = {option.key: option for option in self.case.new.options} if self.case.new else {}
        aligned = in_keys_of(self.case.old, self.case.new) if self.case.new else self.case.old
        old = {option.key: option for option in aligned.options}
        found = []
        for key in [*old, *(key for key in new if key not in old)]:
            before, after = old.get(key), new.get(key)
            found.append(
                OptionPair(
                    safe(before.html if before else ""),
                    safe(after.html if after else ""),
                    before is not None and before.right,
                    after is not None and after.right,
                    _share(before.share) if before else "",
                    _share(after.share) if after else "",
                )
            )
        return found

    @property
    def counts(self) -> list[Count]:
        """How often each answer was given: for options each option, else the commonest answers whole."""
        if self.pairs:
            return counted_by_option(self.revisions, self.case.new, self.counted)
        return counted_whole(self.revisions, self.counted)

    @property
    def people(self) -> list[Answer]:
        """Who answered what."""
        return [answer_of(self.desk, self.revisions[one.revision_id], one) for one in self.given]

    @property
    def links(self) -> list[tuple[int, str]]:
        """The pages of people."""
        return pages(self.total, ANSWERS_ON_A_PAGE, self.page, self.address)


def numbers_in_words(numbers: Numbers) -> str:
    """What a decision does or did: "31 results rise, 2 fall, 12 stay the same; 3 people pass who had not"."""
    if not numbers.rose and not numbers.fell:
        return "No result changes."
    parts = [(numbers.rose, "rises", "rise"), (numbers.fell, "falls", "fall")]
    parts.append((numbers.stayed, "stays the same", "stay the same"))
    said_parts = [f"{number} {one if number == 1 else many}" for number, one, many in parts if number]
    first, _, rest = said_parts[0].partition(" ")
    said_parts[0] = f"{first} {'result' if first == '1' else 'results'} {rest}"
    passing = numbers.passing
    people = f"; {passing} {'person passes' if passing == 1 else 'people pass'} who had not" if passing else ""
    return f"{', '.join(said_parts)}{people}."


def _share(share: Fraction) -> str:
    return "" if share in (0, 1) else percent(share)
