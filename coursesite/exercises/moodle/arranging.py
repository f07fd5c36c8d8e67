"""Moodle's questions to arrange, matching and ordering, and what is written freely: essay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element

from coursesite.text.shapes import shown
from coursesite.text.tables import cells

from ..escaping import escape_within, settle
from ..exchange import MATCH_COLUMNS, own_exercise
from ..kinds import Exercise, Kind, Mark, Option, Pair
from .book import Question, number_of
from .drafting import draft

# Moodle's way to grade an order that is ours: neighbours in right succession, over the number of neighbours.
NEIGHBOURS = "RELATIVE_NEXT_EXCLUDE_LAST"
_INTERNAL = {"0": "ABSOLUTE_POSITION", "1": NEIGHBOURS}
_NO_BREAK = re.compile(r"[ \t]*\n+[ \t]*")


def matching(question: Question) -> Exercise:
    """Read a match. A subquestion without text is a distractor."""
    pairs = [_pair(question, subquestion) for subquestion in question.element.findall("subquestion")]
    titles = question.element.get("columns")
    return draft(question, Kind.match, columns=cells(titles) if titles else MATCH_COLUMNS, pairs=pairs)


def _pair(question: Question, subquestion: Element) -> Pair:
    answer = subquestion.find("answer")
    text = "" if answer is None else answer.findtext("text") or ""
    own = answer is not None and answer.get("format") == "markdown"
    html = answer is not None and answer.get("format") == "html"
    right = text if own else question.converted(text, "html") if html else settle(escape_within(text))
    left = question.markdown(subquestion)
    return Pair(_one_line(left), _one_line(right), subquestion.get("why"), question.line)


def ordering(question: Question) -> Exercise:
    """Read an order: the items by their `fraction`, which counts places from 1, or as they stand."""
    answers = question.element.findall("answer")
    places = [number_of(answer.get("fraction", "")) for answer in answers]
    known = [place for place in places if place is not None]
    if len(known) == len(answers) and len(set(known)) == len(known):
        answers = [answer for _, answer in sorted(zip(known, answers, strict=True), key=lambda pair: pair[0])]
    grading = question.says("gradingtype", NEIGHBOURS)
    if _INTERNAL.get(grading, grading) != NEIGHBOURS:
        question.note("Moodle graded it in another way; here each neighbour in the right succession counts.")
    if question.says("selecttype", "ALL") not in {"ALL", "0"}:
        question.note("Moodle asked for some of its items only; here all are put in order.")
    return draft(question, Kind.order, options=[_item(question, answer) for answer in answers])


def _item(question: Question, answer: Element) -> Option:
    feedback = question.markdown(answer.find("feedback")) or None
    return Option(question.markdown(answer), Mark.none, Fraction(0), feedback, question.line)


def essay(question: Question) -> Exercise:
    """Read an essay. What it begins with joins the prompt; what graders see is noted, or is our own rubric."""
    prompt = [question.prompt]
    template = question.markdown(question.element.find("responsetemplate"))
    if template:
        prompt.append(f"Begin with this:\n\n{template}")
        question.note("What the answer began with in Moodle joined the question's text.")
    if number_of(question.says("attachments", "0")):
        question.note("Files could be handed in with it in Moodle; here the answer is text.")
    graders = question.markdown(question.element.find("graderinfo"))
    options = rubric(graders) if graders else ()
    if graders and not options:
        question.note(f"What only graders saw was left out: {shown(graders, 500)}")
    return draft(
        question,
        Kind.write,
        prompt="\n\n".join(part for part in prompt if part),
        options=options,
    )


def rubric(markdown: str) -> Sequence[Option]:
    """Read lines to tick in our notation; nothing if the text is anything else."""
    found = own_exercise(f"### Write: rubric\n\n{markdown}")
    return found.options if found and not found.prompt and found.explanation is None else ()


def _one_line(markdown: str) -> str:
    """Text for a cell, where a bar needs no escape: the table's writer sees to it."""
    return _NO_BREAK.sub(" ", markdown).strip().replace("\\|", "|")
