"""The questions inside a course's lessons: how many have them right at first, and what the others draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coursesite.exercises import Compiled
from coursesite.learning.insights.figures import Asked
from coursesite.learning.insights.pictures import columns
from coursesite.learning.insights.section import FEW, Row, Section, called, name_of, share, too_few
from coursesite.learning.quizzes.pages.words import in_quotes
from coursesite.library.reading import OutlineLesson

EASY = Fraction(9, 10)
LONGEST_OPTION = 100
HEAD = (
    "Question",
    "Lesson",
    "People",
    "Right",
    "Partly",
    "Wrong",
    "Right at first",
    "Wrong option drawn most",
    "Times",
)


@dataclass(frozen=True)
class Question:
    """A question as it is published, and how its first tries went."""

    line: OutlineLesson
    compiled: Compiled
    found: Asked

    @property
    def title(self) -> str:
        """What it is called."""
        return self.compiled.title_text or self.compiled.id

    @property
    def drawn(self) -> tuple[str, int] | None:
        """The wrong option drawn most often, and how often; none where nobody drew one of today's."""
        wrong = {option.key: option.text for option in self.compiled.options if not option.right}
        known = [(number, key) for key, number in self.found.drawn.items() if key in wrong]
        if not known:
            return None
        number, key = max(known, key=lambda one: (one[0], one[1]))
        return in_quotes(wrong[key], LONGEST_OPTION), number


def questions(
    lines: Sequence[OutlineLesson],
    compiled: Mapping[int, Mapping[str, Compiled]],
    asked: Mapping[tuple[int, str], Asked],
) -> list[Question]:
    """The questions of the lessons in their order, as they are published; those that nobody tried are among them."""
    found = []
    for line in lines:
        for exercise, one in compiled.get(line.id, {}).items():
            if exercise in line.questions and not line.is_quiz:
                found.append(Question(line, one, asked.get((line.id, exercise), Asked(line.id, exercise, 0, 0, 0, {}))))
    return found


def question_section(found: Sequence[Question]) -> Section:
    """Questions inside lessons."""
    rows = []
    for at, one in enumerate(found, 1):
        drawn = one.drawn
        numbers = (one.found.people, one.found.right, one.found.partly, one.found.wrong)
        right = share(one.found.right, one.found.people)
        rows.append(Row(f"{at}. {one.title}", (name_of(one.line), *numbers, right, *(drawn or ("", None)))))
    hardest = _hardest(found)
    shapes = [(str(at), one.found.people, one.found.right) for at, one in enumerate(found, 1)]
    key = "Each column is a question, in the table’s order: how many tried it, in full colour those right at first."
    return Section(
        "questions",
        "Questions in the lessons",
        _finding(found, hardest),
        _look(hardest),
        columns(shapes, key),
        "First tries at each question",
        HEAD,
        rows,
        "Only first tries count: later ones have seen the explanation.",
    )


def _hardest(found: Sequence[Question]) -> Question | None:
    enough = [one for one in found if one.found.people >= FEW]
    return min(enough, key=lambda one: Fraction(one.found.right, one.found.people), default=None)


def _finding(found: Sequence[Question], hardest: Question | None) -> str:
    if not found:
        return "The lessons of this course ask no questions"
    if hardest is None:
        return too_few(max(one.found.people for one in found), "answered a question so far")
    right, people = hardest.found.right, hardest.found.people
    if Fraction(right, people) >= EASY:
        return "Nine in ten or more have every question right at first"
    return f"{in_quotes(hardest.title)} is hardest: {right:,} of {people:,} have it right at first"


def _look(hardest: Question | None) -> str:
    if hardest is None:
        return ""
    missed = hardest.found.people - hardest.found.right
    if Fraction(hardest.found.right, hardest.found.people) >= EASY:
        return "A question that everybody has right teaches little: could one of them ask for more?"
    drawn = hardest.drawn
    if drawn is not None and drawn[1] * 2 > missed:
        return f"Most of the others drew {drawn[0]}: does {called(hardest.line)} say why that is not so?"
    return f"Read it beside {called(hardest.line)}: is what it asks for said there?"
