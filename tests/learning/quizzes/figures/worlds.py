"""Small worlds of attempts, written out or made up, and the groups that a database would make of them."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from coursesite.exercises import Compiled
from coursesite.learning.quizzes.figures.computing import QuizFigures, work_out
from coursesite.learning.quizzes.figures.queries import AnswerGroup, AttemptGroup
from coursesite.learning.quizzes.figures.which import Which
from tests.learning.quizzes.attempts import Graded, Person, Told
from tests.learning.quizzes.contents import one

QUIZ, POOL = 7, 3
CREDITS = {"a": Fraction(1), "b": Fraction(0), "c": Fraction(1, 2), "": Fraction(0), "a,c": Fraction(1, 3)}


def attempt_groups(attempts: Sequence[Graded]) -> list[AttemptGroup]:
    """What `queries.attempt_groups` gives."""
    counted = Counter((1, str(each.out_of), str(each.share), each.standing) for each in attempts)
    return [AttemptGroup(*key, times) for key, times in counted.items()]


def answer_groups(attempts: Sequence[Graded], which: Which = Which.ALL) -> list[AnswerGroup]:
    """What `queries.answer_groups` gives."""
    counted = Counter(
        (told.source_id, told.exercise, told.chosen, told.slot, str(told.credit), str(told.marks), str(each.share))
        for each in attempts
        for told in each.told
        if not which.standing or each.standing & which.standing
    )
    return [AnswerGroup(*key, times) for key, times in sorted(counted.items())]


SEVERAL = one("### Question: Which\n<!-- id: which -->\n\nWhich?\n\n- [x] This\n- [x] Those\n- [ ] That\n")


def figures(attempts: Sequence[Graded], which: Which = Which.ALL, compiled: Compiled | None = SEVERAL) -> QuizFigures:
    """The figures of a world in which all questions are of one kind, read in batches that end anywhere."""
    groups = answer_groups(attempts, which)
    batches = [groups[at : at + 3] for at in range(0, len(groups), 3)]
    return work_out(attempt_groups(attempts), batches, which, QUIZ, lambda _: compiled)


@st.composite
def worlds(draw: st.DrawFn) -> list[Person]:
    """Up to twelve people with up to three attempts: two questions in place, and two drawn of four."""
    marks = [Fraction(draw(st.integers(1, 3)), draw(st.integers(1, 2))) for _ in range(2)]
    drawn_marks = Fraction(draw(st.integers(1, 2)))

    def attempt() -> list[Told]:
        found = []
        for at in range(2):
            chosen = draw(st.sampled_from(sorted(CREDITS)))
            found.append(Told(QUIZ, f"in-{at}", at + 1, chosen, CREDITS[chosen], marks[at]))
        for name in draw(st.permutations(["w", "x", "y", "z"]))[:2]:
            chosen = draw(st.sampled_from(sorted(CREDITS)))
            found.append(Told(POOL, name, 3, chosen, CREDITS[chosen], drawn_marks))
        return found

    people = draw(st.integers(1, 12))
    return [[attempt() for _ in range(draw(st.integers(1, 3)))] for _ in range(people)]
