"""Reading what an attempt's page sends: a change for each question that it wants saved."""

from collections.abc import Mapping

from coursesite.exercises import Question
from coursesite.learning.quizzes.saving import Change
from coursesite.learning.showing.typed import Formdata, partly_given

LONGEST_TAB = 32
MOST_DIGITS = 9
MOST_BEFORE = 4


def prefix(place: int) -> str:
    """What the names of a question's fields begin with."""
    return f"q{place}-"


def sequence_name(place: int) -> str:
    """The name of the field that says which save of a question the page knows."""
    return f"{prefix(place)}sequence"


def changes(form: Formdata, questions: Mapping[int, Question]) -> list[Change]:
    """What is to be saved: only questions whose sequence was sent, in the order of their places."""
    tab, tab_number = _one(form, "tab")[:LONGEST_TAB], whole(_one(form, "tab_number")) or 0
    found = []
    for place, question in sorted(questions.items()):
        sequence = whole(_one(form, sequence_name(place)))
        if sequence is not None:
            given = partly_given(question, form, prefix(place))
            before = _before(_one(form, f"{prefix(place)}before"))
            found.append(Change(place, given, sequence, tab, tab_number, before))
    return found


def known(form: Formdata) -> dict[int, int]:
    """By place, the save of each question that the page knows, where it asks what is newer: `1:0,2:3`."""
    pairs = (pair.partition(":") for pair in _one(form, "known").split(",")[:1000])
    numbers = ((whole(place), whole(sequence)) for place, _, sequence in pairs)
    return {place: sequence for place, sequence in numbers if place is not None and sequence is not None}


def whole(text: str) -> int | None:
    """A whole number from 0 on; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def _before(text: str) -> tuple[tuple[str, int], ...]:
    """The pages that these words come from, each with its count of saves: `a1b2:7 c3d4:1`."""
    pairs = (pair.partition(":") for pair in text.split()[:MOST_BEFORE])
    counted = ((tab[:LONGEST_TAB], whole(number)) for tab, _, number in pairs)
    return tuple((tab, number) for tab, number in counted if tab and number is not None)


def _one(form: Formdata, name: str) -> str:
    return next(iter(form.getlist(name)), "")
