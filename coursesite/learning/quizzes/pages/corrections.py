"""Changed questions at the coach's desk: what waits, what was decided, and one question with its choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from markupsafe import Markup

from coursesite.exercises import Compiled, Kind, right_answer
from coursesite.learning.quizzes.corrections.changes import Change
from coursesite.learning.quizzes.corrections.effects import Numbers
from coursesite.learning.quizzes.corrections.queries import Chosen, Given, Question
from coursesite.learning.quizzes.corrections.waiting import Waiting
from coursesite.learning.quizzes.marks import OPEN
from coursesite.learning.quizzes.models import Choice, Correction
from coursesite.learning.quizzes.pages.answers import said
from coursesite.learning.quizzes.pages.studio import Desk, pages
from coursesite.learning.quizzes.pages.words import percent
from coursesite.learning.showing.markup import safe
from coursesite.library.models import Piece
from coursesite.web.filters import count_in_words

ANSWERS_ON_A_PAGE = 50
MOST_COUNTED = 30
LEFT_OPEN = "left open"
MARKED = {"partly": "partly right", OPEN: LEFT_OPEN}
CHOICES = {
    Choice.REGRADE: ("Regrade", "Everybody's answer is marked by the question as it is now."),
    Choice.BOTH: ("Accept both", "What was right before or is right now gets the marks: nobody loses any."),
    Choice.EVERYONE: ("Give everyone the mark", "Whoever was asked gets all the marks, whatever the answer was."),
    Choice.LEAVE: ("Leave it", "Results stay as they are, with the question as it was when they were given."),
}


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A question that waits for a decision."""

    title: str
    within: str
    href: str
    answers: str
    since: datetime
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that was made. `undo_href` is empty where it was undone or a later one holds; `outdated` says that
    the question has changed since.
    """

    title: str
    choice: str
    numbers: str
    who: str
    made_at: datetime
    undone_by: str
    undone_at: datetime | None
    undo_href: str
    outdated: bool


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All of one quiz."""

    desk: Desk
    waiting: Sequence[WaitingLine]
    decided: Sequence[DecisionLine]


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
    reworded: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many gave an answer."""

    answer: str
    people: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's answer."""

    name: str
    href: str
    number: int
    words: str
    verdict: str
    share: str


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
    total: int
    page: int
    stale: bool = False

    @property
    def address(self) -> str:
        """This page's path, to which the choice is sent."""
        return question_href(self.desk, self.case.question, self.source)

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
        old = {option.key: option for option in self.case.old.options}
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
                    before is not None and after is not None and before.html != after.html,
                )
            )
        return found

    @property
    def has_reworded(self) -> bool:
        """Whether one option is taken for another by likeness."""
        return any(pair.reworded for pair in self.pairs)

    @property
    def counts(self) -> list[Count]:
        """How often each answer was given: for options each option, else the commonest answers whole."""
        if self.pairs:
            return self._option_counts()
        found: dict[str, int] = {}
        for one in self.counted:
            words = short_in_words(self.revisions[one.revision_id], one.chosen) or LEFT_OPEN
            found[words] = found.get(words, 0) + one.answers
        commonest = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        counts = [Count(words, number) for words, number in commonest[:MOST_COUNTED]]
        rest = sum(number for _words, number in commonest[MOST_COUNTED:])
        return [*counts, Count("other answers", rest)] if rest else counts

    def _option_counts(self) -> list[Count]:
        by_key: dict[str, int] = {}
        for one in self.counted:
            for key in one.chosen.split(",") if one.chosen else ("",):
                by_key[key] = by_key.get(key, 0) + one.answers
        texts = {option.key: option.text for compiled in self.revisions.values() for option in compiled.options}
        found = [Count(text, by_key.get(key, 0)) for key, text in texts.items()]
        return [*found, Count(LEFT_OPEN, by_key[""])] if "" in by_key else found

    @property
    def people(self) -> list[Answer]:
        """Who answered what."""
        return [
            Answer(
                one.name or ("somebody who left" if one.erased else "somebody without a name"),
                "" if one.erased else f"{self.desk.people_href}/{one.user_key}/{one.number}",
                one.number,
                said(self.revisions[one.revision_id], one.given) or LEFT_OPEN,
                MARKED.get(one.outcome, one.outcome),
                percent(Fraction(one.share)),
            )
            for one in self.given
        ]

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


def past_in_words(correction: Correction) -> str:
    """What a decision did."""
    if not correction.rose and not correction.fell:
        return f"No result changed, of {correction.stayed}."
    return f"{correction.rose} rose, {correction.fell} fell, {correction.stayed} stayed the same."


def question_href(desk: Desk, question: Question, source: Piece) -> str:
    """Where one question's page stands."""
    return f"{desk.corrections_href}/{source.key}/{question.exercise}"


def waiting_line(desk: Desk, case: Waiting, source: Piece, since: datetime) -> WaitingLine:
    """A line of what waits."""
    return WaitingLine(
        (case.new or case.old).title_text or case.question.exercise,
        "" if source.id == case.question.quiz_id else source.title,
        question_href(desk, case.question, source),
        count_in_words(case.answers, "answer"),
        since,
        tuple(change.sentence for change in case.changes),
    )


def short_in_words(compiled: Compiled, chosen: str) -> str:
    """An answer in short (see `chosen.chosen`) in the words of its wording; empty where nothing was answered."""
    texts = {option.key: option.text for option in compiled.options}
    match compiled.kind:
        case Kind.pick_one | Kind.pick_several | Kind.poll:
            return "; ".join(texts.get(key, key) for key in chosen.split(",")) if chosen else ""
        case Kind.order:
            return " → ".join(texts.get(key, key) for key in chosen.split(">")) if chosen else ""
        case Kind.match:
            lefts = {left.key: left.text for left in compiled.lefts}
            pairs = [pair.partition("=") for pair in chosen.split(",")] if chosen else []
            return "; ".join(f"{lefts.get(left, left)}: {texts.get(right, right)}" for left, _, right in pairs)
        case Kind.gaps:
            return "; ".join(word or "…" for word in chosen.split("|")) if chosen else ""
    return chosen


def _share(share: Fraction) -> str:
    return "" if share in (0, 1) else percent(share)
